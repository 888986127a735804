import { wakeMirrorJob } from '@/lib/features/instances/jobs'
import { one as reportCase } from '@/lib/features/reports/queries'
import type { CaseView } from '@/lib/features/reports/schema'
import { list as queue } from '@/lib/features/queue/queries'
import { addAccount, addPost, addReport, addRule } from '@/lib/integrations/mastodon/fake/makers'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import type { Account, State, Version } from '@/lib/integrations/mastodon/fake/state'
import type { PersonActor } from '@/lib/platform/access/access'
import { transaction } from '@/lib/platform/db/client'
import { enqueue } from '@/lib/platform/jobs/define'
import { type Desk, openDesk } from './desk'

const NAMES = ['ines', 'kofi', 'sef', 'lena', 'nadia', 'harl', 'mira', 'osei', 'wren'] as const
type Name = (typeof NAMES)[number]
const ROLES: Partial<Record<Name, string>> = {
  ines: ROLE_IDS.owner,
  kofi: ROLE_IDS.moderator,
  sef: ROLE_IDS.moderator,
  lena: ROLE_IDS.reportsOnly,
}

const HOUR = 3600_000
const ago = (hours: number) => new Date(Date.now() - hours * HOUR)

export interface Reef extends Desk {
  people: Record<Name, Account>
  gull: Account
  ines: PersonActor
  kofi: PersonActor
  /** Reads the instance until the open reports are in. */
  read(): Promise<void>
  /** The case about somebody, as an actor's report page shows it. */
  caseOf(actor: PersonActor, name: Name): Promise<CaseView>
}

/** A small server: three reports on @harl (one with a rule, two of them from @osei), one each on @mira, @wren and a remote gull. */
export async function openReef(version: Version = '4.6'): Promise<Reef> {
  let people = {} as Record<Name, Account>
  let gull: Account | undefined
  const desk = await openDesk((state) => {
    people = Object.fromEntries(
      NAMES.map((username) => [
        username,
        addAccount(state, { username, createdAt: ago(9000), user: { roleId: ROLES[username] ?? null } }),
      ]),
    ) as Record<Name, Account>
    gull = addAccount(state, { username: 'gull', domain: 'harbour.example', createdAt: ago(9000) })
    fillReports(state, people, gull)
  }, version)
  if (!gull) throw new Error('no gull')
  const reef: Reef = {
    ...desk,
    people,
    gull,
    ines: await desk.signIn(people.ines),
    kofi: await desk.signIn(people.kofi),
    async read() {
      await transaction(desk.db, (tx) => enqueue(tx, wakeMirrorJob, {}))
      await desk.work()
    },
    async caseOf(actor, name) {
      const { rows } = await desk.query(actor, queue, {})
      const closed = await desk.query(actor, queue, { state: 'closed' })
      const row = [...rows, ...closed.rows].find((r) => r.person.handle === `@${name}`)
      if (!row) throw new Error(`no case about ${name}`)
      return desk.query(actor, reportCase, { caseId: row.caseId })
    },
  }
  await reef.read()
  return reef
}

function fillReports(state: State, people: Record<Name, Account>, gull: Account): void {
  const rule = addRule(state, { text: 'No harassment' })
  const post = addPost(state, { accountId: people.harl.id, text: 'I said so', createdAt: ago(60) })
  const about = (target: Account, by: Account, comment: string, hours: number, more: object = {}) =>
    addReport(state, { accountId: by.id, targetAccountId: target.id, comment, createdAt: ago(hours), ...more })
  about(people.harl, people.mira, 'Mocks how people speak', 50, {
    category: 'violation',
    ruleIds: [rule.id],
    statusIds: [post.id],
  })
  about(people.harl, people.osei, 'Again', 40)
  about(people.harl, people.osei, 'And again', 30)
  about(people.mira, people.osei, 'Reports people she blocked', 20)
  about(people.wren, people.osei, 'This is my photograph', 10, { category: 'legal' })
  about(gull, people.osei, 'Posts every minute', 5, { category: 'spam' })
}
