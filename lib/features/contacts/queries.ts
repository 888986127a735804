import { z } from 'zod'
import { takeIn } from '@/lib/features/intake/commands'
import { accountRow } from '@/lib/features/intake/parse'
import { briefOf, marksOf } from '@/lib/features/reports/model'
import { listAdminAccounts, showAdminAccount } from '@/lib/integrations/mastodon/client/adminAccounts'
import type { Connection } from '@/lib/integrations/mastodon/client/connection'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import type { PersonActor } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery, type QueryContext } from '@/lib/platform/queries/define'
import { adminConnection } from './connections'
import { IPS_COMPARED, reasonContactOff, RELATED_SHOWN } from './model'
import { contactOf, mailDomainOf } from './parse'
import { type Contact, type ContactView, type RelatedGroup, type RelatedView, RELATIONS } from './schema'
import { hasCase, keepContact, keptContact } from './store'

const accountId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

/** E-mail and IPs of one person, because somebody asked: a row of the audit each time (who, whom, what; never the values). */
export const show = defineQuery({
  name: 'people.contact',
  permission: 'people.contact',
  input: z.object({ accountId }),
  async run(context, input): Promise<ContactView> {
    const at = await placeOf(context, input.accountId)
    const view = await contactAt(context, at)
    await context.remember({
      subjectIds: [at.remoteId],
      fields: { email: view.email !== null, ips: view.ips.length, from: view.from },
    })
    return view
  },
})

/** Accounts that share an IP or the domain of the e-mail, as Mastodon finds them now. Nothing of them is kept. */
export const related = defineQuery({
  name: 'people.related',
  permission: 'people.contact',
  input: z.object({ accountId, by: z.enum(RELATIONS) }),
  async run(context, { by, ...input }): Promise<RelatedView> {
    const at = await placeOf(context, input.accountId)
    const connection = await adminConnection(context.db, at.actor)
    if (!connection) throw notAnswered(at, 'noReader')
    const shared = sharedBy[by](await contactAt(context, at))
    const groups: RelatedGroup[] = []
    try {
      // One after the other: a guest on a small server.
      for (const what of shared) groups.push(await groupOf(context, connection, { at, by, what }))
    } catch (error) {
      if (!(error instanceof MastodonFailure)) throw error
      throw notAnswered(at, error.kind)
    }
    const found = groups.reduce((sum, group) => sum + group.people.length, 0)
    await context.remember({ subjectIds: [at.remoteId], fields: { by, compared: groups.length, found } })
    return { by, groups }
  },
})

interface Place {
  actor: PersonActor
  instanceId: string
  remoteId: string
  domain: string
}

/** A local person whom the console knows, for somebody who may; otherwise a refusal, which is a row too. */
async function placeOf({ db, actor, remember }: QueryContext, remoteId: string): Promise<Place> {
  const why = reasonContactOff(actor)
  if (why) await remember({ outcome: 'refused', subjectIds: [remoteId], fields: { reason: why } })
  if (why || actor.kind !== 'person') throw new AppError('people.off', { why })
  const { instanceId } = actor
  const account = await db.account.findUnique({ where: { instanceId_remoteId: { instanceId, remoteId } } })
  if (!account) throw new AppError('notFound')
  if (account.domain !== null) throw new AppError('people.off', { why: 'contactRemote' })
  const { domain } = await db.instance.findUniqueOrThrow({ where: { id: instanceId } })
  return { actor, instanceId, remoteId, domain }
}

const notAnswered = ({ domain }: Place, why: string) => new AppError('people.notAnswered', { domain, why })

/** As Mastodon shows it now; when it cannot be asked, or has destroyed the account, as it was kept. */
async function contactAt(context: QueryContext, at: Place): Promise<ContactView> {
  const { db, now } = context
  const seen = await askMastodon(context, at)
  if ('contact' in seen) {
    const isKept = await hasCase(db, at)
    if (isKept) await keepContact(db, keyOf(at), seen.contact, now)
    return { ...seen.contact, seenAt: now.toISOString(), from: 'mastodon', failure: null, isKept }
  }
  const kept = await keptContact(db, keyOf(at))
  if (!kept) throw notAnswered(at, seen.failure)
  return { ...kept.contact, seenAt: kept.seenAt.toISOString(), from: 'kept', failure: seen.failure, isKept: true }
}

const keyOf = ({ instanceId, remoteId }: Place) => ({ instanceId, remoteId })

async function askMastodon(context: QueryContext, at: Place): Promise<{ contact: Contact } | { failure: string }> {
  const connection = await adminConnection(context.db, at.actor)
  if (!connection) return { failure: 'noReader' }
  try {
    const admin = (await showAdminAccount(connection, at.remoteId)).value
    await note(context, at, { accounts: [accountRow(admin)] })
    const contact = contactOf(admin)
    // A tombstone: the account is there, its user is not.
    return contact ? { contact } : { failure: 'gone' }
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    if (error.kind === 'notFound') await note(context, at, { goneAccounts: [at.remoteId] })
    return { failure: error.kind }
  }
}

/** What was seen on the way: how the account stands. */
async function note({ db, now }: QueryContext, { instanceId }: Place, seen: object): Promise<void> {
  const input = { instanceId, reports: [], seenAt: now, ...seen }
  await runCommand(takeIn, { db, actor: { kind: 'system', name: 'people' }, now, input })
}

const sharedBy: Record<RelatedView['by'], (contact: Contact) => string[]> = {
  ip: ({ ips }) => [...new Set(ips.map(({ ip }) => ip))].slice(0, IPS_COMPARED),
  mailDomain: ({ email }) => [mailDomainOf(email)].filter((domain) => domain !== null),
}

async function groupOf(
  { now }: QueryContext,
  connection: Connection,
  { at, by, what }: { at: Place; by: RelatedView['by']; what: string },
): Promise<RelatedGroup> {
  // The filter is a SQL pattern (seen on 4.3 and 4.6); Mastodon's own page looks for a mail domain in the same way.
  const query: Record<string, string> = by === 'ip' ? { ip: what } : { email: `%@${what}` }
  // Two more than are shown: the person is among them, and one tells that there are others.
  const answer = await listAdminAccounts(connection, { origin: 'local', ...query, limit: RELATED_SHOWN + 2 })
  const rows = answer.value.map(accountRow).filter((row) => row.remoteId !== at.remoteId)
  return {
    what,
    people: rows.slice(0, RELATED_SHOWN).map((row) => ({
      ...briefOf(row, row.remoteId),
      marks: marksOf(row, now),
      joinedAt: row.createdAt.toISOString(),
    })),
    isMore: rows.length > RELATED_SHOWN,
    url: `${connection.origin}/admin/accounts?${new URLSearchParams({ origin: 'local', ...query }).toString()}`,
  }
}
