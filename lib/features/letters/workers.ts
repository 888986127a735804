import { adminConnection } from '@/lib/features/contacts/connections'
import { contactOf } from '@/lib/features/contacts/parse'
import { keptContact } from '@/lib/features/contacts/store'
import { actorOf } from '@/lib/features/staff/model'
import { showAdminAccount } from '@/lib/integrations/mastodon/client/adminAccounts'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { sendMail } from '@/lib/integrations/mail/client/send'
import { runCommand } from '@/lib/platform/commands/run'
import type { Db } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { defineWorker } from '@/lib/platform/jobs/define'
import { VaultError } from '@/lib/platform/vault/classes'
import { readObject } from '@/lib/platform/vault/objects'
import { claim, settle, sweep } from './commands'
import { sendLetterJob, sweepLettersJob } from './jobs'

const MACHINE = { kind: 'system', name: 'letters' } as const

/**
 * Intent (the row), claim, call, outcome. What can fail before the call is settled without a claim; a death after the claim leaves
 * a letter that was perhaps sent: the sweep says so, and nobody sends it again by machine.
 */
export const sendLetter = defineWorker(sendLetterJob, async ({ letterId }, { db, now }) => {
  const call = { db, actor: MACHINE, now: now() }
  const letter = await db.letter.findUnique({ where: { id: letterId }, include: { case: true } })
  if (!letter || letter.state !== 'waiting') return
  const fail = (failure: string) => runCommand(settle, { ...call, input: { letterId, failure } })
  const { smtp } = env()
  if (!smtp) return void (await fail('noServer'))
  const to = letter.accountId
    ? await mailOf(db, { instanceId: letter.case.instanceId, remoteId: letter.accountId }, letter.byId)
    : letter.address
  if (!to) return void (await fail('noAddress'))
  const paper = await db.paper.findUnique({ where: { id: letter.paperId } })
  const objectId = letter.sendingId ?? paper?.objectId
  if (!objectId) return void (await fail('gone'))
  const bytes = await readObject(db, objectId).catch((error: unknown) => {
    if (error instanceof VaultError) return null
    throw error
  })
  if (!bytes) return void (await fail('gone'))
  const { isOurs } = await runCommand(claim, { ...call, input: { letterId } })
  if (!isOurs) return
  const failure = await sendMail(smtp, {
    to,
    subject: letter.subject,
    text: Buffer.from(bytes).toString('utf8'),
    id: letterId,
  })
  await runCommand(settle, { ...call, input: { letterId, failure } })
})

/** A subscriber's address: as it is kept, or as Mastodon shows it to whoever decided the letter. It is shown to nobody here. */
async function mailOf(
  db: Db,
  at: { instanceId: string; remoteId: string },
  byId: string | null,
): Promise<string | null> {
  const kept = await keptContact(db, at)
  if (kept?.contact.email) return kept.contact.email
  const person = byId ? await db.person.findUnique({ where: { id: byId } }) : null
  const connection = person ? await adminConnection(db, actorOf(person)) : null
  if (!connection) return null
  try {
    return contactOf((await showAdminAccount(connection, at.remoteId)).value)?.email ?? null
  } catch (error) {
    if (error instanceof MastodonFailure) return null
    throw error
  }
}

export const sweepLetters = defineWorker(sweepLettersJob, async (_, { db, now }) => {
  const call = { db, actor: MACHINE, now: now() }
  const { silent } = await runCommand(sweep, { ...call, input: {} })
  for (const letterId of silent) await runCommand(settle, { ...call, input: { letterId, failure: 'unknown' } })
})
