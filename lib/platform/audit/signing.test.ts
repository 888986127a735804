import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Db, newId, transaction } from '@/lib/platform/db/client'
import { connected, remember } from '@/lib/testing/chain'
import { freshDatabase } from '@/lib/testing/database'
import { ROWS_BETWEEN, signHead, signWhenDue } from './heads'
import { ALGORITHMS, grouped, isSignedBy } from './keys'
import { keepKeys, publicKeys, rotateKeys, signBoth } from './signing'
import { headText, keyText, parseHead } from './statement'

let db: Db
let urls: { url: string; ownerUrl: string }
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-sign-'))
beforeAll(async () => {
  const fresh = await freshDatabase()
  db = fresh.db
  urls = fresh
})
afterAll(() => fs.rmSync(folder, { recursive: true }))

const NOW = new Date('2026-11-24T12:00:00Z')
const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const write = (name: string, content: string | Buffer): string => {
  const file = path.join(folder, name)
  fs.writeFileSync(file, content)
  return file
}
const openssl = (...args: string[]): string => execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' })

describe('the keys', () => {
  it('are made once for a database, by however many at once', async () => {
    await Promise.all(Array.from({ length: 6 }, () => keepKeys(db)))
    const keys = await publicKeys(db)
    expect(keys.map(({ generation, algorithm }) => [generation, algorithm])).toEqual([
      [1, 'ed25519'],
      [1, 'p256'],
    ])
  })

  it('lie sealed: no private part can be read from the database', async () => {
    const secrets = await db.signingSecret.findMany()
    expect(secrets).toHaveLength(2)
    for (const { sealed } of secrets) expect(Buffer.from(sealed).toString('latin1')).not.toContain('PRIVATE KEY')
  })

  it('have the fingerprint that openssl says, in groups of four', async () => {
    for (const { pem, fingerprint, algorithm } of await publicKeys(db)) {
      const der = execFileSync('openssl', ['pkey', '-pubin', '-outform', 'DER', '-in', write(`${algorithm}.pem`, pem)])
      const said = execFileSync('openssl', ['dgst', '-sha256', '-r'], { input: der, encoding: 'utf8' })
      expect(said.slice(0, 64)).toBe(fingerprint)
      expect(
        grouped(fingerprint)
          .split(' ')
          .map((group) => group.length),
      ).toEqual(Array(16).fill(4))
    }
  })

  it('sign what openssl checks with both', async () => {
    const words = 'one line\nand سلام\n'
    const signed = await signBoth(db, Buffer.from(words))
    const data = write('words.txt', words)
    const [ed, p256] = ALGORITHMS.map((algorithm) =>
      write(`${algorithm}.sig`, Buffer.from(signed[algorithm], 'base64')),
    )
    const edKey = path.join(folder, 'ed25519.pem')
    const edCheck = ['pkeyutl', '-verify', '-pubin', '-inkey', edKey, '-rawin', '-sigfile', ed ?? '', '-in']
    expect(openssl(...edCheck, data)).toContain('Verified Successfully')
    const p256Check = ['dgst', '-sha256', '-verify', path.join(folder, 'p256.pem'), '-signature', p256 ?? '']
    expect(openssl(...p256Check, data)).toContain('Verified OK')
    const other = write('other.txt', `${words}.`)
    expect(() => openssl(...edCheck, other)).toThrow()
    expect(() => openssl(...p256Check, other)).toThrow()
  })

  it('are changed for new ones that the former name; those stay to be read, and cannot sign any more', async () => {
    const generation = await transaction(db, (tx) => rotateKeys(tx, inMinutes(1)))
    const keys = await publicKeys(db)
    expect(keys.map((key) => [key.generation, key.isCurrent])).toEqual([
      [1, false],
      [1, false],
      [2, true],
      [2, true],
    ])
    expect((await db.signingSecret.findMany()).map((secret) => secret.generation)).toEqual([2, 2])
    expect((await signBoth(db, Buffer.from('x'))).generation).toBe(generation)
    const [ed, p256] = keys.slice(2).map((key) => key.fingerprint)
    const bytes = Buffer.from(keyText(2, { ed25519: ed ?? '', p256: p256 ?? '' }))
    for (const algorithm of ALGORITHMS) {
      const [before, after] = await db.auditKey.findMany({ where: { algorithm }, orderBy: { generation: 'asc' } })
      const check = { bytes, signature: after?.endorsed ?? Buffer.alloc(0) }
      expect(isSignedBy(algorithm, before?.publicKey ?? Buffer.alloc(0), check)).toBe(true)
      expect(isSignedBy(algorithm, after?.publicKey ?? Buffer.alloc(0), check)).toBe(false)
    }
  })
})

describe('a signed head', () => {
  it('says how long the log is and how it ends, and of a case how many rows it has', async () => {
    const caseId = newId()
    for (let n = 0; n < 3; n++) await remember(db, { caseId })
    await remember(db)
    const signed = await signHead(db, { now: NOW, caseIds: [caseId, newId()], contents: 'ab'.repeat(32) })
    const last = await db.auditLink.findFirstOrThrow({ orderBy: { seq: 'desc' } })
    const said = parseHead(signed.text)
    expect(said).toMatchObject({
      at: NOW.toISOString(),
      rows: last.seq,
      hash: Buffer.from(last.hash).toString('hex'),
      destroyed: null,
      contents: 'ab'.repeat(32),
      fingerprints: signed.signatures.fingerprints,
    })
    const ofCase = await db.auditCaseHead.findUniqueOrThrow({ where: { caseId } })
    expect(said?.cases).toEqual([{ caseId, rows: 3, hash: Buffer.from(ofCase.hash).toString('hex') }])
    expect(said && headText(said)).toBe(signed.text)
  })

  it('repeats where the ledger of destruction ends', async () => {
    await db.destructionHead.create({ data: { entries: 7n, hash: new Uint8Array(Buffer.alloc(32, 1)) } })
    const { text } = await signHead(db, { now: NOW })
    expect(parseHead(text)?.destroyed).toEqual({ entries: 7n, hash: '01'.repeat(32) })
  })

  it.each(['', 'docket head 2\n', ' ', 'extra line\n'])('is nothing else than exactly that (%#)', async (more) => {
    const { text } = await signHead(db, { now: NOW })
    expect(parseHead(text)).not.toBeNull()
    expect(parseHead(more + text)).toEqual(more === '' ? parseHead(text) : null)
    expect(parseHead(text.trimEnd())).toBeNull()
  })
})

describe('on the schedule', () => {
  const scheduled = () => db.auditSignedHead.count({ where: { purpose: 'schedule' } })

  it('a head is signed once, by however many processes at once', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => signWhenDue(db, NOW)))
    expect(made.filter(Boolean)).toHaveLength(1)
    expect(await scheduled()).toBe(1)
  })

  it('again only when something is new, and an hour later', async () => {
    expect(await signWhenDue(db, inMinutes(61))).toBeNull()
    await remember(db)
    expect(await signWhenDue(db, inMinutes(59))).toBeNull()
    expect(await signWhenDue(db, inMinutes(61))).not.toBeNull()
  })

  it('or after so many rows', async () => {
    const before = await scheduled()
    await transaction(db, async (tx) => {
      await tx.$executeRaw`INSERT INTO audit_row (id, at, actor, command, outcome, fields)
        SELECT gen_random_uuid(), now(), 'kofi', 'a.b', 'done', '[]' FROM generate_series(1, ${Number(ROWS_BETWEEN)})`
    })
    const heads = await Promise.all([signWhenDue(db, inMinutes(62)), signWhenDue(db, inMinutes(62))])
    expect(heads.filter(Boolean)).toHaveLength(1)
    expect(await scheduled()).toBe(before + 1)
  })
})

const CHANGES = ['audit_key', 'audit_signed_head', 'audit_head_stamp'].flatMap((table) => [
  `UPDATE ${table} SET ${table === 'audit_head_stamp' ? 'authority' : 'generation'} = ${table === 'audit_head_stamp' ? `''` : 9}`,
  `DELETE FROM ${table}`,
  `TRUNCATE ${table} CASCADE`,
])

describe('what was signed', () => {
  it.each(CHANGES)('stays: %s is refused to the app and by the triggers', async (statement) => {
    const head = await signHead(db, { now: NOW })
    await db.auditHeadStamp.create({
      data: {
        headId: head.id,
        answer: new Uint8Array(1),
        stampedAt: NOW,
        authority: 'https://stamps.example',
        authorityName: 'Stamps',
        isQualified: false,
        receivedAt: NOW,
      },
    })
    for (const url of [urls.url, urls.ownerUrl]) {
      const client = await connected(url)
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' })
    }
  })
})
