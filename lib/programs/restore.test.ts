import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addNote } from '@/lib/features/cases/commands'
import { destroy } from '@/lib/features/destruction/commands'
import { assertReaches, replayLedger } from '@/lib/features/destruction/replay'
import { BEGINNING, hashOf, readLedger } from '@/lib/features/destruction/parse'
import { ledgerFile, syncLedger, textOf } from '@/lib/features/destruction/store'
import { confirm, propose } from '@/lib/features/erasure/commands'
import { type Made, makeBackup } from '@/lib/platform/backup/files'
import type { Secret } from '@/lib/platform/backup/format'
import { restore } from '@/lib/platform/backup/restore'
import { type Db, transaction } from '@/lib/platform/db/client'
import { keepFile, putObject, readObject, storeFile } from '@/lib/platform/vault/objects'
import { shelfOf } from '@/lib/platform/vault/place'
import { folderShelf } from '@/lib/platform/vault/shelf'
import { firstFault } from '@/lib/testing/chain'
import { freshDatabase } from '@/lib/testing/database'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'

const SECRET: Secret = { passphrase: 'correct horse battery' }
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-backup-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

let reef: Reef
let url: string
let made: Made
const sealed: Record<string, string> = {}

/** Rows of every table that a backup has. */
async function countsOf(db: Db): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM "${name}"`)
    counts[name] = rows[0]?.n ?? 0
  }
  return counts
}
const PASSING =
  /^(session|command_request|attempt|case_lease|app_process|request_budget|webhook_delivery|used_challenge|reader_consent|stranger_refusal|vault_.*|destruction_.*)$/
const lasting = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).filter(([table]) => !PASSING.test(table)))

let before: Record<string, number>
beforeAll(async () => {
  reef = await openReef()
  url = process.env.DATABASE_URL ?? ''
  await reef.db.report.updateMany({ data: { isResolved: true, resolvedAt: new Date() } })
  await reef.db.case.updateMany({ data: { state: 'closed', closedAt: new Date() } })
  const caseOf = async (name: 'harl' | 'wren') =>
    (await reef.db.case.findFirstOrThrow({ where: { subjectId: reef.people[name].id } })).id
  const [harl, wren] = [await caseOf('harl'), await caseOf('wren')]
  await reef.command(reef.kofi, addNote, { caseId: harl, text: 'Said it before' })
  const put = async (name: string, caseId: string, kind: 'ordinary' | 'quarantine') => {
    const kept = await transaction(reef.db, (tx) =>
      putObject(tx, new Date(), { caseId, class: kind, kind: 'report' }, Buffer.from(`seen: ${name}`)),
    )
    sealed[name] = kept.id
  }
  await put('harl', harl, 'ordinary')
  await put('wren', wren, 'ordinary')
  await put('unjudged', wren, 'quarantine')
  const film = await storeFile(reef.db, [Buffer.alloc(300_000, 7)])
  await transaction(reef.db, (tx) => keepFile(tx, new Date(), { caseId: wren, class: 'ordinary', kind: 'media' }, film))
  sealed.film = film.id
  await syncLedger(reef.db)
  before = await countsOf(reef.db)
  made = await backup('first')
})

async function backup(name: string, now = new Date()): Promise<Made> {
  const file = path.join(folder, name)
  return makeBackup({ url, shelf: await shelfOf(reef.db), ledger: await textOf(), file, secret: SECRET, now })
}

interface Into {
  from?: Made
  secret?: Secret
  ledger?: string
  now?: Date
}

async function restoreInto({ from = made, secret = SECRET, ledger, now = new Date() }: Into = {}) {
  const { db, ownerUrl } = await freshDatabase()
  const vaultFolder = fs.mkdtempSync(path.join(folder, 'vault-'))
  const lines = readLedger(ledger ?? (await textOf()))
  const assertLedger = (head: { entries: number; hash: string }) => assertReaches(lines, head)
  const restored = await restore({
    ownerUrl,
    vaultFolder,
    file: from.file,
    keysFile: from.keysFile,
    secret,
    now,
    assertLedger,
  })
  return { db, ownerUrl, vaultFolder, restored }
}

const faultOf = (tried: Promise<unknown>) =>
  tried.then(
    () => 'none',
    (error: unknown) => (error instanceof Error ? (Reflect.get(error, 'fault') ?? error.message) : 'none'),
  )

describe('a backup', () => {
  it('comes back whole: every row, the log unbroken, what was sealed opens', async () => {
    const { db, vaultFolder } = await restoreInto()
    expect(lasting(await countsOf(db))).toEqual(lasting(before))
    expect(await firstFault(db)).toBeNull()
    const { identity } = await db.vaultPlace.findFirstOrThrow()
    const shelf = folderShelf(path.join(vaultFolder, identity))
    expect(Buffer.from(await readObject(db, sealed.harl ?? '', shelf)).toString()).toBe('seen: harl')
    expect((await readObject(db, sealed.film ?? '', shelf)).length).toBe(300_000)
    const rows = JSON.stringify(await db.auditRow.findMany({ orderBy: { id: 'asc' } }))
    expect(rows).toBe(JSON.stringify(await reef.db.auditRow.findMany({ orderBy: { id: 'asc' } })))
    // Numbers go on where they were.
    const highest = await db.case.aggregate({ _max: { number: true } })
    const one = await db.case.create({
      data: {
        id: crypto.randomUUID(),
        instanceId: reef.instanceId,
        kind: 'report',
        partyIds: [],
        openedAt: new Date(),
      },
    })
    expect(one.number).toBe((highest._max.number ?? 0) + 1)
  })

  it('has no media that nobody judged, and no keys of them', async () => {
    const { db } = await restoreInto()
    const id = sealed.unjudged ?? ''
    expect(await db.vaultObject.findUnique({ where: { id }, include: { key: true, blob: true } })).toMatchObject({
      destroyedAt: expect.any(Date),
      key: null,
      blob: null,
    })
    expect(await db.vaultCaseKey.count({ where: { class: 'quarantine' } })).toBe(0)
  })

  it('shows nothing to whoever has no passphrase', async () => {
    for (const file of [made.file, made.keysFile])
      expect(fs.readFileSync(file).toString('latin1')).not.toMatch(/harl|Said it before|reef\.example/)
    expect(await faultOf(restoreInto({ secret: { passphrase: 'correct horse' } }))).toBe('secret')
    expect(await faultOf(restoreInto({ secret: { keyFile: Buffer.alloc(32, 1) } }))).toBe('secret')
  })

  it('by a key file opens by that alone', async () => {
    const secret: Secret = { keyFile: Buffer.alloc(64, 3) }
    const shelf = await shelfOf(reef.db)
    const from = await makeBackup({
      url,
      shelf,
      ledger: '',
      file: path.join(folder, 'by-key'),
      secret,
      now: new Date(),
    })
    expect(await faultOf(restoreInto({ from, secret: { keyFile: Buffer.alloc(64, 4) } }))).toBe('secret')
    expect((await restoreInto({ from, secret })).restored.counts.rows.case).toBe(before.case)
  })

  it('that was cut off or changed anywhere is recognised, and nothing of it stays', async () => {
    const whole = fs.readFileSync(made.file)
    const cut = { ...made, file: path.join(folder, 'cut') }
    for (const length of [0, 10, 200, 700, Math.floor(whole.length / 2), whole.length - 1]) {
      fs.writeFileSync(cut.file, whole.subarray(0, length))
      expect(await faultOf(restoreInto({ from: cut })), `${length}`).toMatch(/half|notABackup|secret/)
    }
    const changed = Buffer.from(whole)
    const at = Math.floor(whole.length * 0.7)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    fs.writeFileSync(cut.file, changed)
    const { db, ownerUrl } = await freshDatabase()
    const lines = readLedger(await textOf())
    const wish = {
      ownerUrl,
      vaultFolder: fs.mkdtempSync(path.join(folder, 'vault-')),
      ...cut,
      secret: SECRET,
      now: new Date(),
    }
    expect(await faultOf(restore({ ...wish, assertLedger: (head) => assertReaches(lines, head) }))).toBe('half')
    expect([await db.instance.count(), await db.auditRow.count()]).toEqual([0, 0])
  })

  it('is not put over a console in which somebody has worked', async () => {
    const { ownerUrl, vaultFolder } = await restoreInto()
    const again = { ownerUrl, vaultFolder, ...made, secret: SECRET, now: new Date(), assertLedger: () => {} }
    expect(await faultOf(restore(again))).toBe('notEmpty')
  })

  it('has keys with a short life: they are refused when it is over, removed by the next backup, and younger ones serve', async () => {
    const later = new Date(Date.now() + 36 * 86_400_000)
    expect(await faultOf(restoreInto({ now: later }))).toBe('expired')
    const old = await backup('old', new Date(Date.now() - 40 * 86_400_000))
    const younger = await backup('younger')
    expect([fs.existsSync(old.keysFile), fs.existsSync(old.file), younger.removed]).toEqual([false, true, ['old.keys']])
    const { db } = await restoreInto({ from: { ...old, keysFile: younger.keysFile } })
    const unjudged = 1
    expect(await db.vaultObjectKey.count()).toBe((await reef.db.vaultObjectKey.count()) - unjudged)
  })
})

describe('the drill: a backup, a person erased, something destroyed, and the backup restored', () => {
  it('leaves the erased erased and the destroyed destroyed; the log verifies, and the counts are those of today', async () => {
    const sef = touched({ ...(await reef.signIn(reef.people.sef)), roles: ['privacy' as const] })
    const { id } = await reef.command(sef, propose, { account: '@harl', basis: 'Asked by mail' })
    await reef.command(touched(reef.ines), confirm, { id })
    await reef.work(['erasure.run'])
    const { instanceId } = reef
    await destroy(reef.db, new Date(), { kind: 'objects', ids: [sealed.wren ?? ''], instanceId, why: 'by hand' })
    const today = await countsOf(reef.db)

    const { db } = await restoreInto()
    expect(await db.account.count({ where: { acct: 'harl' } })).toBe(1)
    expect(await replayLedger(db, new Date())).toEqual({ entries: 4 })

    expect(await firstFault(db)).toBeNull()
    const tables = 'account report post case case_note case_report vault_object vault_object_key destruction_entry'
    const of = (counts: Record<string, number>) => tables.split(' ').map((table) => [table, counts[table]])
    // The one of quarantine has a key today and none in a backup.
    const ours = of(today).map(([table, n]) => [table, table === 'vault_object_key' ? Number(n) - 1 : n])
    expect(of(await countsOf(db))).toEqual(ours)
    const left = await db.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM (SELECT to_jsonb(a)::text AS t FROM account a UNION ALL SELECT to_jsonb(n)::text FROM case_note n
        UNION ALL SELECT to_jsonb(v)::text FROM audit_value v UNION ALL SELECT to_jsonb(r)::text FROM report r
        UNION ALL SELECT to_jsonb(q)::text FROM report_case q) x WHERE t ~* 'harl|Said it before|Mocks how'`
    expect(left[0]?.n).toBe(0)
    const heads = [reef.db, db].map((one) => one.destructionHead.findFirstOrThrow())
    const [here, there] = await Promise.all(heads)
    expect(Buffer.from(there?.hash ?? []).toString('hex')).toBe(Buffer.from(here?.hash ?? []).toString('hex'))
    // Once more changes nothing.
    expect(await replayLedger(db, new Date())).toEqual({ entries: 0 })
  })

  it('is refused with a ledger that was rolled back, is missing, broken or another console’s', async () => {
    const after = await backup('after')
    const text = await textOf()
    const lines = text.split('\n').slice(0, -1)
    const short = `${lines.slice(0, -1).join('\n')}\n`
    expect(await faultOf(restoreInto({ from: after, ledger: short }))).toBe('older')
    expect(await faultOf(restoreInto({ from: after, ledger: '' }))).toBe('missing')
    const changed = [...lines]
    changed[1] = (changed[1] ?? '').replace('done', 'gone')
    expect(await faultOf(restoreInto({ from: after, ledger: `${changed.join('\n')}\n` }))).toBe('broken')
    expect(await faultOf(restoreInto({ from: after, ledger: forged(lines) }))).toBe('other')
    expect(await faultOf(restoreInto({ from: after }))).toBe('none')
  })

  it('a half line at the end of the file, as a crash leaves it, is mended and nothing is lost', async () => {
    const text = await textOf()
    fs.appendFileSync(ledgerFile(), '{"seq":5,"at":"20')
    await syncLedger(reef.db)
    expect(await textOf()).toBe(text)
    fs.writeFileSync(ledgerFile(), text.slice(0, text.indexOf('\n') + 1))
    await syncLedger(reef.db)
    expect(await textOf()).toBe(text)
  })
})

/** As many lines, linked as they should be, of another story. */
function forged(lines: readonly string[]): string {
  let prev = BEGINNING
  return lines
    .map((line) => {
      const told = JSON.stringify({ ...JSON.parse(line), why: 'another story', prev })
      prev = hashOf(told)
      return `${told}\n`
    })
    .join('')
}
