import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { attentionOf } from '@/lib/features/operations/queries'
import { askForStamp } from '@/lib/integrations/stamps/client/ask'
import { signHead } from '@/lib/platform/audit/heads'
import { certificatesIn, readStamp, StampFault, type StampFaultKind } from '@/lib/platform/audit/time-stamp'
import { type Mode, startAuthority, type TestAuthority } from '@/lib/testing/authority'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { dropAuthority, rotateKeys, setAuthority } from './commands'
import { isOverdue, OVERDUE_MS } from './model'
import { standing } from './queries'
import { stampHead } from './store'

let reef: Reef
let authority: TestAuthority
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-stamps-'))
beforeAll(async () => {
  reef = await openReef()
  authority = await startAuthority()
})
beforeEach(() => {
  authority.mode.now = 'answer'
})
afterAll(async () => {
  await authority.close()
  fs.rmSync(folder, { recursive: true })
})

const chosen = (more: object = {}) => ({ url: authority.url, confirmsPrivate: true, ...more })
const refused = (why: string) => ({ code: 'proof.noStamp', values: { why } })
const write = (name: string, content: string | Uint8Array): string => {
  const file = path.join(folder, name)
  fs.writeFileSync(file, content)
  return file
}

describe('an authority', () => {
  it('on a private address is called only when that was confirmed', async () => {
    const input = chosen({ confirmsPrivate: false })
    await expect(reef.command(touched(reef.ines), setAuthority, input)).rejects.toMatchObject(refused('private'))
    expect(await reef.db.stampAuthority.count()).toBe(0)
    expect(authority.asked.count).toBe(0)
  })

  it.each<[Mode, string]>([
    ['sayNo', 'refused'],
    ['breakOff', 'dropped'],
    ['error', 'status'],
    ['html', 'notAnAnswer'],
  ])('that does %s is not set', async (mode, why) => {
    authority.mode.now = mode
    await expect(reef.command(touched(reef.ines), setAuthority, chosen())).rejects.toMatchObject(refused(why))
    expect(await reef.db.stampAuthority.count()).toBe(0)
  })

  it.each(['ftp://stamps.example', 'stamps.example', 'https://me:secret@stamps.example/', 'javascript:alert(1)'])(
    'has no address such as %s',
    async (url) => {
      const asked = reef.command(touched(reef.ines), setAuthority, { url })
      await expect(asked).rejects.toMatchObject({ code: 'badInput', values: { fields: 'url' } })
    },
  )

  it('is set by the owner, and stamps what was signed', async () => {
    const { name } = await reef.command(touched(reef.ines), setAuthority, chosen({ isQualified: true }))
    expect(name).toBe('O=Reef, CN=stamps')
    expect(await reef.work(['proof.signHeads', 'proof.stampHead'])).toEqual(['proof.signHeads', 'proof.stampHead'])
    const view = await reef.query(reef.ines, standing, {})
    expect(view.stamped).toMatchObject({ seq: view.signed?.seq, by: 'O=Reef, CN=stamps', isQualified: true })
    expect(view.authority).toMatchObject({ url: authority.url, failure: null })
    expect(view.rows).toBe(Number(view.stamped?.seq))
  })

  it('gives what openssl verifies by itself', async () => {
    const head = await reef.db.auditSignedHead.findFirstOrThrow({
      where: { stamp: { isNot: null } },
      include: { stamp: true },
    })
    const data = write('head.txt', head.text)
    const answer = write('head.tsr', head.stamp?.answer ?? new Uint8Array())
    const args = ['ts', '-verify', '-in', answer, '-CAfile', authority.rootFile, '-data']
    expect(execFileSync('openssl', [...args, data], { encoding: 'utf8', stdio: 'pipe' })).toContain('Verification: OK')
    const other = write('other.txt', head.text.replace('rows ', 'rows 9'))
    expect(() => execFileSync('openssl', [...args, other], { stdio: 'pipe' })).toThrow()
  })
})

describe('a stamp', () => {
  const bytes = Buffer.from('what is stamped')
  const nonce = new Uint8Array([0, 200, 1, 2, 3, 4, 5, 6])
  const ask = () => askForStamp({ url: authority.url, privateAddressConfirmed: true }, bytes)
  const faultOf = (reading: Promise<unknown>): Promise<StampFaultKind | null> =>
    reading.then(
      () => null,
      (error: unknown) => (error instanceof StampFault ? error.kind : Promise.reject(error)),
    )

  it('says when, by whom and with which certificate; trust is the reader’s', async () => {
    const { answer, stamp } = await ask()
    expect(Math.abs(Date.now() - stamp.stampedAt.getTime())).toBeLessThan(60_000)
    expect(stamp.certificate).toMatch(/^[0-9a-f]{64}$/)
    expect(stamp.isTrusted).toBeNull()
    const trusted = certificatesIn(authority.rootPem)
    expect((await readStamp({ answer, bytes, trusted })).isTrusted).toBe(true)
    const stranger = await startAuthority()
    expect((await readStamp({ answer, bytes, trusted: certificatesIn(stranger.rootPem) })).isTrusted).toBe(false)
    await stranger.close()
  })

  it.each<[Mode, string]>([
    ['earlierAnswer', 'otherContent'],
    ['changeByte', 'badSignature'],
    ['expired', 'noTimeStampCertificate'],
  ])('is not taken from an authority that does %s', async (mode, why) => {
    await ask()
    authority.mode.now = mode
    await expect(ask()).rejects.toMatchObject({ why })
  })

  it('of other bytes, or in answer to another question, proves nothing', async () => {
    const { answer } = await ask()
    expect(await faultOf(readStamp({ answer, bytes: Buffer.from('others') }))).toBe('otherContent')
    expect(await faultOf(readStamp({ answer, bytes, nonce }))).toBe('otherNonce')
  })

  it('in which any one byte was changed is none', async () => {
    const { answer, stamp } = await ask()
    let told = 0
    for (let at = 0; at < answer.length; at += 7) {
      const changed = answer.map((byte, n) => (n === at ? byte ^ 0x21 : byte))
      const read = await readStamp({ answer: changed, bytes }).catch(() => null)
      // Bytes of the root that lies beside, and the words of the status, are not signed by anybody: they prove nothing either.
      if (read) expect({ ...read, isTrusted: null }).toEqual(stamp)
      else told += 1
    }
    expect(told).toBeGreaterThan(answer.length / 7 / 2)
  })

  it.each([new Uint8Array(), new Uint8Array([48, 0]), new Uint8Array(Buffer.from('hello')), new Uint8Array(5000)])(
    'is not found in what is none (%#)',
    async (answer) => {
      expect(await faultOf(readStamp({ answer, bytes }))).toBe('notAnAnswer')
    },
  )
})

describe('while the authority is down', () => {
  it('the head waits, the page says why, and the next try stamps it', async () => {
    authority.mode.now = 'error'
    await reef.command(touched(reef.ines), rotateKeys, {})
    const head = await signHead(reef.db, { now: new Date() })
    await expect(stampHead(reef.db, head.id, new Date())).rejects.toMatchObject({ why: 'status' })
    const down = await reef.query(reef.kofi, standing, {})
    expect(down.authority).toMatchObject({ failure: 'status' })
    expect(down.stamped?.seq).not.toBe(head.seq.toString())
    authority.mode.now = 'answer'
    expect(await stampHead(reef.db, head.id, new Date())).toBe(true)
    const up = await reef.query(reef.kofi, standing, {})
    expect(up.authority).toMatchObject({ failure: null, failedAt: null })
    expect(up.stamped?.seq).toBe(head.seq.toString())
  })

  it('two processes keep one stamp', async () => {
    await reef.command(touched(reef.ines), rotateKeys, {})
    const head = await signHead(reef.db, { now: new Date() })
    const both = [stampHead(reef.db, head.id, new Date()), stampHead(reef.db, head.id, new Date())]
    expect(await Promise.all(both)).toEqual([true, true])
    expect(await reef.db.auditHeadStamp.count({ where: { headId: head.id } })).toBe(1)
  })

  it('a monitor is told when a stamp is overdue, and not before', async () => {
    expect(await attentionOf(reef.db, new Date())).not.toContain('stampOverdue')
    await reef.command(touched(reef.ines), rotateKeys, {})
    await signHead(reef.db, { now: new Date() })
    const soon = new Date(Date.now() + OVERDUE_MS - 60_000)
    const late = new Date(Date.now() + OVERDUE_MS + 60_000)
    expect(await attentionOf(reef.db, soon)).not.toContain('stampOverdue')
    expect(await attentionOf(reef.db, late)).toContain('stampOverdue')
    await reef.command(touched(reef.ines), dropAuthority, {})
    expect(await attentionOf(reef.db, late)).not.toContain('stampOverdue')
    await expect(reef.command(touched(reef.ines), dropAuthority, {})).rejects.toMatchObject({ code: 'notFound' })
  })
})

const at = (hours: number) => new Date(hours * 3_600_000)
it.each([
  [7, 0, 0, true],
  [6, 0, 0, false],
  [7, 3, 0, false],
  [7, 0, 3, false],
  [9, null, 0, false],
  [9, 0, null, false],
])('at %i h, asked since %s h, unstamped since %s h: overdue is %s', (now, asked, unstamped, expected) => {
  const since = (hours: number | null) => (hours === null ? null : at(hours))
  expect(isOverdue({ now: at(now), askedSince: since(asked), unstampedSince: since(unstamped) })).toBe(expected)
})
