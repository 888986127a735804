import { adminConnection } from '@/lib/features/contacts/connections'
import { readerConnection } from '@/lib/features/instances/connections'
import { takeIn } from '@/lib/features/intake/commands'
import { type AccountRow, accountRow, rowsOf } from '@/lib/features/intake/parse'
import { isOpenTo } from '@/lib/features/posts/model'
import { publicAccountRow } from '@/lib/features/people/parse'
import { lookupAccount, showAccount } from '@/lib/integrations/mastodon/client/accounts'
import { listAdminAccounts, showAdminAccount } from '@/lib/integrations/mastodon/client/adminAccounts'
import type { Connection } from '@/lib/integrations/mastodon/client/connection'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { showReport } from '@/lib/integrations/mastodon/client/reports'
import { search } from '@/lib/integrations/mastodon/client/search'
import { showStatus } from '@/lib/integrations/mastodon/client/statuses'
import type { PersonActor } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import type { QueryContext } from '@/lib/platform/queries/define'
import { FOUND_SHOWN } from './model'
import type { Handle, Here, Sought } from './parse'

export interface Answered {
  people: AccountRow[]
  /** Posts that an address led to, besides their authors. */
  postIds: string[]
  /** A report that was read and taken into the mirror, where the sight of it is decided. */
  reportId: string | null
  isMore: boolean
}
const NOTHING: Answered = { people: [], postIds: [], reportId: null, isMore: false }
const found = (part: Partial<Answered>): Answered => ({ ...NOTHING, ...part })

type Asking = { context: QueryContext; actor: PersonActor; mayContact: boolean }

/** What Mastodon knows of it; null when nobody is signed in to ask with. Throws `MastodonFailure`; nobody found is no failure. */
export async function askMastodon(asking: Asking, sought: Sought): Promise<Answered | null> {
  const { context, actor } = asking
  const connection = await readerConnection(context.db, actor.instanceId)
  const admin = await adminConnection(context.db, actor)
  if (!connection || !admin) return null
  const ways = { ...asking, connection, admin }
  try {
    return await (WAYS[sought.kind] as Way<Sought>)(ways, sought)
  } catch (error) {
    if (error instanceof MastodonFailure && (error.kind === 'notFound' || error.kind === 'gone')) return NOTHING
    throw error
  }
}

interface Ways extends Asking {
  /** Sees what everybody sees, and what is addressed to the reader: that is left out. */
  connection: Connection
  /** Sees what moderators see. */
  admin: Connection
}
type Way<S> = (ways: Ways, sought: S) => Promise<Answered>
type Of<K extends Sought['kind']> = Extract<Sought, { kind: K }>

const WAYS: { [K in Sought['kind']]: Way<Of<K>> } = {
  nothing: async () => NOTHING,
  handle: async ({ connection }, { handle }) => found({ people: await byHandle(connection, handle) }),
  words: async ({ connection }, { words }) =>
    found({ people: /\s/.test(words) ? [] : await byHandle(connection, { username: words, domain: null }) }),
  number: async (ways, { number, of }) => (of === 'case' ? NOTHING : readReport(ways, number)),
  address: async (ways, { url, here }) => (here ? atHome(ways, here) : elsewhere(ways.connection, url)),
  ip: async ({ admin, mayContact }, { ip }) => {
    if (!mayContact) return NOTHING
    const { value, next } = await listAdminAccounts(admin, { ip, limit: FOUND_SHOWN })
    return found({ people: value.map(accountRow), isMore: next !== undefined })
  },
  email: async ({ admin, connection, mayContact }, { email, handle }) => {
    const named = handle ? await byHandle(connection, handle) : []
    return found({ people: [...(mayContact ? await byEmail(admin, email) : []), ...named] })
  },
}

/** Known people first, without a call to another server; then whom their own server knows. */
async function byHandle(connection: Connection, { username, domain }: Handle): Promise<AccountRow[]> {
  const written = domain ? `${username}@${domain}` : username
  try {
    return [publicAccountRow((await lookupAccount(connection, written)).value)]
  } catch (error) {
    if (!(error instanceof MastodonFailure) || error.kind !== 'notFound') throw error
  }
  if (!domain) return []
  const answer = await search(connection, { text: `@${written}`, type: 'accounts', resolve: true, limit: 5 })
  return answer.value.accounts.map(publicAccountRow).filter((row) => row.acct.toLowerCase() === written.toLowerCase())
}

/** Mastodon takes the text for the beginning of a pattern: `_` stands for any letter, and longer addresses come too. */
async function byEmail(admin: Connection, email: string): Promise<AccountRow[]> {
  const { value } = await listAdminAccounts(admin, { email, limit: 40 })
  return value.filter((account) => account.email?.toLowerCase() === email).map(accountRow)
}

async function readReport({ context, actor, admin }: Ways, reportId: string): Promise<Answered> {
  const report = (await showReport(admin, reportId)).value
  await runCommand(takeIn, {
    db: context.db,
    actor: { kind: 'system', name: 'finding' },
    now: context.now,
    input: { instanceId: actor.instanceId, reports: [rowsOf(report)], seenAt: context.now },
  })
  return found({ reportId })
}

async function atHome(ways: Ways, here: Here): Promise<Answered> {
  const { connection, admin } = ways
  if ('report' in here) return readReport(ways, here.report)
  if ('handle' in here) return found({ people: await byHandle(connection, here.handle) })
  if ('account' in here) return found({ people: [await byId(admin, connection, here.account)] })
  const { account, visibility } = (await showStatus(connection, here.post)).value
  if (!isOpenTo(visibility)) return NOTHING
  return found({ people: [publicAccountRow(account)], postIds: [here.post] })
}

async function byId(admin: Connection, connection: Connection, id: string): Promise<AccountRow> {
  try {
    return accountRow((await showAdminAccount(admin, id)).value)
  } catch (error) {
    if (!(error instanceof MastodonFailure) || error.kind === 'notFound') throw error
    return publicAccountRow((await showAccount(connection, id)).value)
  }
}

/** A page of another server: Mastodon fetches it there if it does not know it yet. */
async function elsewhere(connection: Connection, url: string): Promise<Answered> {
  const answer = (await search(connection, { text: url, resolve: true, limit: 5 })).value
  const statuses = answer.statuses.filter((status) => isOpenTo(status.visibility))
  return found({
    people: [...answer.accounts, ...statuses.map((status) => status.account)].map(publicAccountRow),
    postIds: statuses.map((status) => status.id),
  })
}
