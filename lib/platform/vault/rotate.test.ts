import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { type Db, newId } from '@/lib/platform/db/client'
import { openReef, type Reef } from '@/lib/testing/reef'
import { TEST_KEY } from '@/lib/testing/key'
import { publicKeys } from '@/lib/platform/audit/signing'
import { signHead } from '@/lib/platform/audit/heads'
import { checkKey } from './check'
import { sealHere } from './console'
import { SEALED } from './rotate'

const ROOT = path.join(import.meta.dirname, '../../..')
const NEW_KEY = randomBytes(32)
const ANOTHER = randomBytes(32)

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
  await checkKey(reef.db)
  await signHead(reef.db, { now: new Date() })
  await fillAll(reef.db)
})

/** Something sealed in each of the places. */
async function fillAll(db: Db): Promise<void> {
  const { instanceId, kofi } = reef
  const at = new Date()
  const sealed = sealHere('contact', `${instanceId} 77`, 'mail of 77')
  await db.accountContact.create({ data: { instanceId, remoteId: '77', sealed, seenAt: at } })
  const readerClientSecret = sealHere('client secret', `${instanceId} reading`, 'reader')
  await db.instance.update({ where: { id: instanceId }, data: { readerClientSecret } })
  const address = sealHere('contact', `reminder ${kofi.id}`, 'kofi@reef.example')
  await db.personClock.create({ data: { personId: kofi.id, address } })
  const verifier = sealHere('token', 'consent abc', 'pkce')
  await db.readerConsent.create({ data: { stateHash: 'abc', instanceId, askedById: kofi.id, verifier, expiresAt: at } })
  const reading = sealHere('token', `${kofi.id} reading`, 'reading token')
  await db.token.create({ data: { personId: kofi.id, purpose: 'reading', scopes: [], sealed: reading, storedAt: at } })
  const [secretId, bodyId] = [newId(), newId()]
  const secret = sealHere('webhook secret', secretId, 'hook')
  await db.webhookSecret.create({ data: { id: secretId, instanceId, sealed: secret, pastedAt: at } })
  const body = { event: 'report.created', objectId: '1', receivedAt: at, sealed: sealHere('webhook', bodyId, '{}') }
  await db.webhookDelivery.create({ data: { id: bodyId, instanceId, bodyHash: 'x', ...body } })
}

/** Runs a process with these keys; null where it was killed. */
function run(key: Buffer, formerKey: Buffer | null, ...args: string[]) {
  const ran = spawnSync(process.execPath, ['--import', 'tsx', 'lib/testing/rotated.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      DOCKET_KEY: key.toString('base64url'),
      DOCKET_KEY_FORMER: formerKey?.toString('base64url') ?? '',
    },
  })
  return { isKilled: ran.signal === 'SIGKILL', code: ran.status, said: ran.stdout.trim(), fault: ran.stderr }
}
const look = (key: Buffer, formerKey: Buffer | null = null) => run(key, formerKey, 'look')

it('lists every column of sealed bytes', async () => {
  const columns = await reef.db.$queryRaw<{ name: string }[]>`
    SELECT table_name || '.' || column_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type = 'bytea' ORDER BY 1`
  const others = columns
    .map((row) => row.name)
    .filter((name) => !SEALED.some(({ table, column }) => name === `${table}.${column}`))
  expect(others.filter((name) => !UNSEALED.test(name))).toEqual([])
})
/** Hashes, public keys, signatures and salts; what the vault's own keys sealed; and what `rotateKey` sees to by itself. */
const UNSEALED =
  /hash$|^audit_\w+\.(answer|endorsed|public_key|prev|case_prev|ed25519|p256|salt)$|^passkey\.public_key$|^vault_\w+\.(bytes|wrapped)$|^console\.(hash_keys|key_check)$/

it('a change of key that is killed at any step is undone or goes on; afterwards the former key opens nothing', async () => {
  const before = look(TEST_KEY)
  expect([before.code, before.fault]).toEqual([0, ''])
  for (const texts of Object.values(JSON.parse(before.said).texts)) expect(texts).not.toEqual([])
  expect(JSON.parse(before.said).bytes.length).toBeGreaterThan(0)

  // Killed with everything sealed anew and nothing committed: as if nobody had tried.
  expect(run(NEW_KEY, TEST_KEY, 'rotate', 'before', '1').isKilled).toBe(true)
  expect(look(TEST_KEY).said).toBe(before.said)
  expect(look(NEW_KEY, TEST_KEY).code).toBe(1)

  // Killed before the keys of the vault are wrapped: opens with both keys, and goes on.
  expect(run(NEW_KEY, TEST_KEY, 'rotate', 'after', '1').isKilled).toBe(true)
  expect(look(NEW_KEY, TEST_KEY).said).toBe(before.said)
  expect(look(TEST_KEY).code).toBe(1)
  expect(run(NEW_KEY, TEST_KEY, 'rotate', 'before', '2').isKilled).toBe(true)
  expect(look(NEW_KEY, TEST_KEY).said).toBe(before.said)
  expect(run(NEW_KEY, TEST_KEY, 'rotate')).toMatchObject({ code: 0, said: 'done' })

  const after = look(NEW_KEY)
  expect([after.code, after.fault, after.said]).toEqual([0, '', before.said])
  expect([look(TEST_KEY).code, look(ANOTHER).code]).toEqual([1, 1])
  // And once more, from the second key to a third: hashes are those of the first still.
  expect(run(ANOTHER, NEW_KEY, 'rotate')).toMatchObject({ code: 0, said: 'done' })
  expect(look(ANOTHER).said).toBe(before.said)
  expect((await publicKeys(reef.db)).length).toBe(2)
}, 120_000)

it('is refused while a console runs on the database, and with a key that is not the former one', async () => {
  expect(run(TEST_KEY, NEW_KEY, 'rotate').fault).toContain('rotation: key')
  expect(run(TEST_KEY, null, 'rotate').fault).toContain('rotation: noFormer')
  await reef.db
    .$executeRaw`INSERT INTO app_process (id, pool_ids, started_at, seen_at) VALUES (gen_random_uuid(), '{}', now(), now())`
  expect(run(TEST_KEY, ANOTHER, 'rotate').fault).toContain('rotation: running')
  expect(look(ANOTHER).code).toBe(0)
})
