import { randomBytes, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Db, transaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { freshDatabase } from '@/lib/testing/database'
import { bytesOf, fileOf, NOW, place, sha256, vaultOf } from '@/lib/testing/vault'
import { destroyCaseKeys, destroyObjects, dropDestroyed } from './destroy'
import { putObjects, readObject, rewrap, storeFile } from './objects'
import { shelfOf } from './place'
import { verifyVault } from './verify'

let db: Db
let vault: ReturnType<typeof vaultOf>
beforeAll(async () => {
  ;({ db } = await freshDatabase())
  vault = vaultOf(db)
})

describe('an object', () => {
  it('opens as it was sealed, small in the database and large on the shelf', async () => {
    const caseId = randomUUID()
    const { id, size } = await vault.put(caseId, 'as it was reported')
    expect([await vault.text(id), size]).toEqual(['as it was reported', 18])
    const bytes = randomBytes(3_000_000)
    const file = await vault.shelve(caseId, bytes)
    expect(sha256(await readObject(db, file.id))).toBe(sha256(bytes))
    expect(file.sha256).toBe(sha256(bytes))
  })

  it('lies there encrypted only, under the hash of its ciphertext, also while it is written', async () => {
    const words = 'words that stand nowhere on the disk '.repeat(10_000)
    const shelf = await shelfOf(db)
    const seen: string[] = []
    async function* source() {
      for (let n = 0; n < 4; n++) {
        yield bytesOf(words)
        for (const name of fs.readdirSync(env().dataDir, { recursive: true, encoding: 'utf8' })) {
          const file = path.join(env().dataDir, name)
          if (fs.statSync(file).isFile()) seen.push(fs.readFileSync(file, 'latin1'))
        }
      }
    }
    const file = await storeFile(db, source())
    expect(seen.some((content) => content.length > 65_536)).toBe(true)
    expect(seen.filter((content) => content.includes('words that stand'))).toEqual([])
    const stored = fs.readFileSync(fileOf(file.address))
    expect([sha256(stored), stored.includes('words that stand')]).toEqual([file.address, false])
    await shelf.drop(file.address)
  })

  it('is never shared: the same bytes twice, in one case or two, lie there twice and differ', async () => {
    const [one, other] = [randomUUID(), randomUUID()]
    const bytes = randomBytes(1000)
    const files = [await vault.shelve(one, bytes), await vault.shelve(one, bytes), await vault.shelve(other, bytes)]
    expect(new Set(files.map((file) => file.address)).size).toBe(3)
    expect(new Set(files.map((file) => file.sha256)).size).toBe(1)
  })

  it('is sealed with many others in a handful of statements', async () => {
    const objects = Array.from({ length: 60 }, (_, n) => ({ ...place(randomUUID()), bytes: bytesOf(`report ${n}`) }))
    let statements = 0
    const kept = await transaction(db, (tx) => {
      const counting = new Proxy(tx, {
        get(target, name) {
          const model: unknown = Reflect.get(target, name)
          if (typeof model !== 'object' || model === null) return model
          return new Proxy(model, {
            get(inner, method) {
              statements += 1
              return Reflect.get(inner, method)
            },
          })
        },
      })
      return putObjects(counting, NOW, objects)
    })
    expect(kept.map((one) => one.size)).toEqual(objects.map((one) => one.bytes.length))
    expect(statements).toBeLessThanOrEqual(6)
    expect(await vault.text(kept[59]?.id ?? '')).toBe('report 59')
  })

  it('is found out when its ciphertext was changed, exchanged or is gone', async () => {
    const caseId = randomUUID()
    const [one, other, third] = [
      await vault.shelve(caseId, randomBytes(100)),
      await vault.shelve(caseId, randomBytes(100)),
      await vault.shelve(caseId, randomBytes(100)),
    ]
    fs.copyFileSync(fileOf(other.address), fileOf(one.address))
    await expect(readObject(db, one.id)).rejects.toMatchObject({ fault: 'tampered' })
    fs.rmSync(fileOf(third.address))
    await expect(readObject(db, third.id)).rejects.toMatchObject({ fault: 'missing' })
    const small = await vault.put(caseId, 'small')
    const blob = await db.vaultBlob.findUniqueOrThrow({ where: { objectId: small.id } })
    const changed = new Uint8Array(blob.bytes.map((byte, n) => (n === 9 ? byte ^ 1 : byte)))
    await db.vaultBlob.update({ where: { objectId: small.id }, data: { bytes: changed } })
    await expect(readObject(db, small.id)).rejects.toMatchObject({ fault: 'tampered' })
    const { faults } = await verifyVault(db)
    expect(faults.map(({ id, fault }) => `${fault} ${id}`).toSorted()).toEqual(
      [`missing ${third.id}`, `tampered ${one.id}`, `tampered ${small.id}`].toSorted(),
    )
    await transaction(db, (tx) => destroyCaseKeys(tx, NOW, { caseId, remains: 'nothing' }))
  })

  it('opens with no key of another object, case or class', async () => {
    const [one, other] = [randomUUID(), randomUUID()]
    const mine = await vault.put(one, 'mine')
    const theirs = await vault.put(other, 'theirs')
    const { wrapped } = await db.vaultObjectKey.findUniqueOrThrow({ where: { objectId: theirs.id } })
    const own = await db.vaultObjectKey.findUniqueOrThrow({ where: { objectId: mine.id } })
    await db.vaultObjectKey.update({ where: { objectId: mine.id }, data: { wrapped } })
    await expect(readObject(db, mine.id)).rejects.toMatchObject({ fault: 'key' })
    await db.vaultObjectKey.update({ where: { objectId: mine.id }, data: { wrapped: own.wrapped } })
    await db.vaultObject.update({ where: { id: mine.id }, data: { class: 'quarantine' } })
    await expect(readObject(db, mine.id)).rejects.toMatchObject({ fault: 'destroyed' })
    await db.vaultObject.update({ where: { id: mine.id }, data: { class: 'ordinary' } })
    expect(await vault.text(mine.id)).toBe('mine')
  })
})

describe('another class', () => {
  it('is reached by wrapping the key anew: the ciphertext stays where and as it is, and the former key opens nothing', async () => {
    const caseId = randomUUID()
    const bytes = randomBytes(100_000)
    const file = await vault.shelve(caseId, bytes, 'quarantine')
    const inode = fs.statSync(fileOf(file.address))
    const before = await db.vaultObjectKey.findUniqueOrThrow({ where: { objectId: file.id } })
    await transaction(db, (tx) => rewrap(tx, [file.id], 'childSafety'))
    const after = await db.vaultObjectKey.findUniqueOrThrow({ where: { objectId: file.id } })
    expect(Buffer.from(after.wrapped).equals(before.wrapped)).toBe(false)
    expect(fs.statSync(fileOf(file.address))).toMatchObject({ ino: inode.ino, mtimeMs: inode.mtimeMs })
    expect(sha256(await readObject(db, file.id))).toBe(sha256(bytes))
    // The quarantine of the case may go: what moved does not go with it.
    await transaction(db, (tx) => destroyCaseKeys(tx, NOW, { caseId, classes: ['quarantine'], remains: 'hash' }))
    expect(sha256(await readObject(db, file.id))).toBe(sha256(bytes))
  })
})

describe('destroying', () => {
  it('takes the key, then the ciphertext; the row says that it was', async () => {
    const caseId = randomUUID()
    const file = await vault.shelve(caseId, randomBytes(100))
    const small = await vault.put(caseId, 'small')
    await transaction(db, (tx) => destroyObjects(tx, NOW, { ids: [file.id, small.id], remains: 'keyedHash' }))
    expect(fs.existsSync(fileOf(file.address))).toBe(true)
    for (const { id } of [file, small]) await expect(readObject(db, id)).rejects.toMatchObject({ fault: 'destroyed' })
    expect(await db.vaultObjectKey.count({ where: { objectId: { in: [file.id, small.id] } } })).toBe(0)
    await dropDestroyed(db, NOW)
    expect(fs.existsSync(fileOf(file.address))).toBe(false)
    const row = await db.vaultObject.findUniqueOrThrow({ where: { id: file.id } })
    expect([row.sha256, row.droppedAt, row.destroyedAt]).toEqual([null, NOW, NOW])
    expect(row.keyedHash).toMatch(/^[0-9a-f]{64}$/)
    expect(row.keyedHash).not.toBe(file.sha256)
  })

  it('that is taken back destroys nothing', async () => {
    const { id } = await vault.put(randomUUID(), 'stays')
    const failing = transaction(db, async (tx) => {
      await destroyObjects(tx, NOW, { ids: [id], remains: 'nothing' })
      throw new Error('taken back')
    })
    await expect(failing).rejects.toThrow('taken back')
    expect(await vault.text(id)).toBe('stays')
  })

  it('of a case leaves nothing of it that opens, of every class, and nothing of another case gone', async () => {
    const [one, other] = [randomUUID(), randomUUID()]
    const gone = [await vault.put(one, 'a'), await vault.put(one, 'b', 'counsel'), await vault.put(one, 'c', 'paper')]
    const stays = await vault.put(other, 'stays')
    await transaction(db, (tx) => destroyCaseKeys(tx, NOW, { caseId: one, remains: 'nothing' }))
    for (const { id } of gone) await expect(readObject(db, id)).rejects.toMatchObject({ fault: 'destroyed' })
    expect(await db.vaultCaseKey.count({ where: { caseId: one } })).toBe(0)
    expect(await vault.text(stays.id)).toBe('stays')
  })
})
