import { openDatabase } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { checkKey } from '@/lib/platform/vault/check'
import { HASH_PURPOSES, hashHere, unsealHere } from '@/lib/platform/vault/console'
import { rewrapAll } from '@/lib/platform/vault/keys'
import { readObject } from '@/lib/platform/vault/objects'
import { rotateKey, SEALED } from '@/lib/platform/vault/rotate'
import { mortal } from './mortal'

/*
 * A process of its own with a key of its own.
 *   rotate before|after <n>: changes the key, and kills itself at its n-th transaction
 *   look: says what opens, and how things hash
 */
const [, , what = '', when = 'after', at = '0'] = process.argv
const db = openDatabase(env().databaseUrl)
if (what === 'rotate') {
  const dying = mortal(db, { when, at: Number(at) })
  await rotateKey(dying, env(), async () => undefined)
  await rewrapAll(dying)
  console.log('done')
} else {
  await checkKey(db)
  const texts: Record<string, string[]> = {}
  for (const { table, column, purpose, place } of SEALED) {
    const rows = await db.$queryRawUnsafe<{ place: string; sealed: Uint8Array }[]>(
      `SELECT ${place} AS place, ${column} AS sealed FROM "${table}" WHERE octet_length(${column}) > 0 ORDER BY 1`,
    )
    texts[`${table}.${column}`] = rows.map((row) => unsealHere(purpose, row.place, row.sealed))
  }
  const objects = await db.vaultObject.findMany({ where: { destroyedAt: null }, orderBy: { id: 'asc' } })
  const bytes: string[] = []
  for (const { id } of objects) bytes.push(Buffer.from(await readObject(db, id)).toString('base64'))
  const hashes = HASH_PURPOSES.map((purpose) => hashHere(purpose, 'harl'))
  console.log(JSON.stringify({ texts, bytes, hashes }))
}
await db.$disconnect()
