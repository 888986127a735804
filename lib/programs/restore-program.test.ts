import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { destroy } from '@/lib/features/destruction/commands'
import { syncLedger, textOf } from '@/lib/features/destruction/store'
import { signHead } from '@/lib/platform/audit/heads'
import { type Made, makeBackup } from '@/lib/platform/backup/files'
import { shelfOf } from '@/lib/platform/vault/place'
import { freshDatabase } from '@/lib/testing/database'
import { openReef, type Reef } from '@/lib/testing/reef'

const SECRET = { passphrase: 'correct horse battery' }
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-restore-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

let reef: Reef
let url: string
let made: Made

beforeAll(async () => {
  reef = await openReef()
  url = process.env.DATABASE_URL ?? ''
  await syncLedger(reef.db)
  made = await backup('first')
  const row = await reef.db.case.findFirstOrThrow()
  await destroy(reef.db, new Date(), { kind: 'cases', ids: [row.id], instanceId: reef.instanceId, why: 'by hand' })
})

async function backup(name: string): Promise<Made> {
  const file = path.join(folder, name)
  return makeBackup({
    url,
    shelf: await shelfOf(reef.db),
    ledger: await textOf(),
    file,
    secret: SECRET,
    now: new Date(),
  })
}

// Each run opens two files by a passphrase, which is made to be slow.
describe('the program', { timeout: 180_000 }, () => {
  /** Runs it as the launcher does, into a new database and an empty folder. */
  async function run(from: Made, ledger: string, ...more: string[]) {
    const { ownerUrl } = await freshDatabase()
    const data = fs.mkdtempSync(path.join(folder, 'run-'))
    const ledgerPlace = path.join(data, 'given.jsonl')
    fs.writeFileSync(ledgerPlace, ledger)
    const args = ['--import', 'tsx', 'lib/programs/restore.ts', from.file, '--ledger', ledgerPlace, ...more]
    const ran = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      input: `${SECRET.passphrase}\n`,
      env: {
        ...process.env,
        DATABASE_URL: ownerUrl,
        DOCKET_DATA: data,
        DOCKET_VAULT: path.join(data, 'vault'),
        DOCKET_RESTORE_INTO: ownerUrl,
      },
    })
    return { code: ran.status, said: `${ran.stdout}${ran.stderr}` }
  }
  /** Alone in a folder: copies of later ledgers beside it would be found. */
  const alone = (from: Made): Made => {
    const place = path.join(fs.mkdtempSync(path.join(folder, 'alone-')), 'backup')
    fs.copyFileSync(from.file, place)
    fs.copyFileSync(from.keysFile, `${place}.keys`)
    return { ...from, file: place, keysFile: `${place}.keys` }
  }

  it('says where the ledger ends, and what that means', async () => {
    const { code, said } = await run(alone(made), await textOf())
    expect([code, said]).toEqual([0, expect.stringContaining('The ledger given ends with entry 2, of 20')])
    expect(said).toContain('What was destroyed after that comes back.')
    expect(said).toContain('Nothing here can say whether a later ledger exists.')
  })

  it('takes an empty ledger with an old backup only as long as nobody knows better', async () => {
    const from = alone(made)
    expect((await run(from, '')).said).toContain(
      'The ledger given is empty. Whatever was destroyed after the backup comes back.',
    )
    const head = path.join(folder, 'head.txt')
    fs.writeFileSync(head, (await signHead(reef.db, { now: new Date() })).text)
    expect(await run(from, '', '--head', head)).toMatchObject({
      code: 1,
      said: expect.stringContaining('ends before the head that you kept, which knows of 2 entries'),
    })
    const fits = await run(from, await textOf(), '--head', head)
    expect([fits.code, fits.said]).toEqual([0, expect.stringContaining('this one reaches as far')])
    const later = await backup('later')
    fs.copyFileSync(later.ledgerFile, path.join(path.dirname(from.file), 'later.ledger'))
    expect(await run(from, '')).toMatchObject({ code: 1, said: expect.stringContaining('is older than the copy in') })
  })
})
