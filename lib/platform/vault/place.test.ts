import { spawnSync } from 'node:child_process'
import { hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Db, transaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { freshDatabase } from '@/lib/testing/database'
import { all, fileOf, NOW, place, vaultOf } from '@/lib/testing/vault'
import { sweepShelf } from './destroy'
import { rewrapAll } from './keys'
import { mastersOf } from './masters'
import { keepFile, openObject, readObject, storeFile } from './objects'
import { checkVault, shelfOf } from './place'
import { folderShelf } from './shelf'

let db: Db
let ownerUrl: string
let vault: ReturnType<typeof vaultOf>
beforeAll(async () => {
  ;({ db, ownerUrl } = await freshDatabase())
  vault = vaultOf(db)
})

describe('a process that dies', () => {
  const HOUR = 3_600_000
  it('between the file and its row leaves an orphan, which is swept; no row ever names a missing file', async () => {
    const kept = await vault.shelve(randomUUID(), randomBytes(50))
    const orphan = await storeFile(db, [randomBytes(50)])
    expect(await sweepShelf(db, new Date())).toEqual({ orphans: 0, leftovers: 0 })
    expect(fs.existsSync(fileOf(orphan.address))).toBe(true)
    expect(await sweepShelf(db, new Date(Date.now() + 2 * HOUR))).toEqual({ orphans: 1, leftovers: 0 })
    expect([fs.existsSync(fileOf(orphan.address)), fs.existsSync(fileOf(kept.address))]).toEqual([false, true])
  })

  it('in the middle of writing leaves ciphertext under no address, which is swept', async () => {
    const folder = fs.mkdtempSync(path.join(env().dataDir, 'killed-'))
    const program = `
      import { folderShelf } from '${path.join(import.meta.dirname, 'shelf.ts')}'
      import { encrypted, newKey } from '${path.join(import.meta.dirname, 'cipher.ts')}'
      async function* source() {
        for (let n = 0; n < 20; n++) {
          if (n === 10) process.kill(process.pid, 'SIGKILL')
          yield Buffer.alloc(100_000, 'x')
        }
      }
      await folderShelf(${JSON.stringify(folder)}).put(encrypted(newKey(), 'id', source()))`
    const ended = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      cwd: path.join(import.meta.dirname, '../../..'),
    })
    expect(ended.signal).toBe('SIGKILL')
    const left = fs.readdirSync(path.join(folder, 'incoming'))
    expect(left).toHaveLength(1)
    expect(fs.readFileSync(path.join(folder, 'incoming', left[0] ?? ''), 'latin1')).not.toContain('xxxxxxxx')
    const shelf = folderShelf(folder)
    expect(await all(shelf.list())).toEqual([])
    expect(await shelf.dropLeftovers(new Date(Date.now() + HOUR))).toBe(1)
  })
})

describe('a full disk', () => {
  it('keeps nothing half, says so, and takes it when there is room', async () => {
    const folder = fs.mkdtempSync(path.join(env().dataDir, 'full-'))
    // The kernel refuses the write as a full disk does; nobody needs to be root for it.
    const program = (bytes: number) => `
      import { folderShelf } from '${path.join(import.meta.dirname, 'shelf.ts')}'
      import { encrypted, newKey } from '${path.join(import.meta.dirname, 'cipher.ts')}'
      try {
        await folderShelf(${JSON.stringify(folder)}).put(encrypted(newKey(), 'id', [Buffer.alloc(${bytes})]))
        console.log('kept')
      } catch (error) { console.log(error.fault ?? String(error)) }`
    const run = (bytes: number) =>
      spawnSync(
        'bash',
        ['-c', 'ulimit -f 2048; exec "$0" --import tsx --input-type=module -e "$1"', process.execPath, program(bytes)],
        { cwd: path.join(import.meta.dirname, '../../..'), encoding: 'utf8' },
      ).stdout.trim()
    expect(run(5_000_000)).toBe('full')
    expect(fs.readdirSync(path.join(folder, 'incoming'))).toEqual([])
    expect(await all(folderShelf(folder).list())).toEqual([])
    expect(run(500_000)).toBe('kept')
  })
})

describe('the master key', () => {
  it('is changed without touching an object: the old one opens, the new one wraps, and then the old one opens nothing', async () => {
    const { id } = await vault.put(randomUUID(), 'sealed before')
    const rows = await db.vaultCaseKey.findMany()
    const objectKeys = await db.vaultObjectKey.findMany({ orderBy: { objectId: 'asc' } })
    const derived = env()
    const fresh = randomBytes(32)
    const old = Buffer.from(hkdfSync('sha256', derived.key, Buffer.alloc(0), 'docket vault master', 32))
    expect(await rewrapAll(db, mastersOf([fresh, old]))).toBe(rows.length)
    expect(await rewrapAll(db, mastersOf([fresh, old]))).toBe(0)
    expect(await db.vaultObjectKey.findMany({ orderBy: { objectId: 'asc' } })).toEqual(objectKeys)
    await expect(readObject(db, id)).rejects.toMatchObject({ fault: 'key' })
    expect(await rewrapAll(db, mastersOf([old, fresh]))).toBe(rows.length)
    expect(await vault.text(id)).toBe('sealed before')
  })

  it('stands nowhere in the database, nor does any key in the clear', async () => {
    const client = new pg.Client({ connectionString: ownerUrl })
    await client.connect()
    const { rows } = await client.query<{ wrapped: Buffer }>(
      'SELECT wrapped FROM vault_case_key UNION ALL SELECT wrapped FROM vault_object_key',
    )
    await client.end()
    expect(new Set(rows.map((row) => row.wrapped.length))).toEqual(new Set([61]))
    expect(rows.some((row) => row.wrapped.includes(env().key))).toBe(false)
  })
})

describe('the place of the vault', () => {
  it('is the same for every process: one that does not find it refuses', async () => {
    await checkVault(db)
    const { identity } = await db.vaultPlace.findFirstOrThrow()
    await db.vaultPlace.updateMany({ data: { identity: randomUUID() } })
    await expect(checkVault(db)).rejects.toMatchObject({ fault: 'elsewhere' })
    await db.vaultPlace.updateMany({ data: { identity } })
    await checkVault(db)
  })

  it('is begun once, however many processes start at the same moment', async () => {
    const fresh = await freshDatabase()
    const shelves = await Promise.all(Array.from({ length: 6 }, () => shelfOf(fresh.db)))
    const file = await storeFile(fresh.db, [randomBytes(10)])
    await transaction(fresh.db, (tx) => keepFile(tx, NOW, place(randomUUID()), file))
    for (const shelf of shelves) expect(await all(openObject(fresh.db, file.id, shelf))).toHaveLength(1)
  })
})
