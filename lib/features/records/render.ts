import { actionTaken } from '@/lib/features/letters/letters'
import { withoutContacts } from '@/lib/features/letters/parse'
import { csvOf } from '@/lib/features/bundle/model'
import type { AgentVersion } from '@/lib/features/agent/schema'
import type { PolicyView, ReviewView } from '@/lib/features/infringers/schema'
import type { Strike } from '@/lib/features/strikes/model'
import type { Known, NoticeRow } from './readings'

const iso = (at: Date | null): string => at?.toISOString() ?? ''

const LOG = [
  'case',
  'received_utc',
  'channel',
  'sender',
  'principal',
  'work',
  'url',
  'state_of_notice',
  'state_of_item',
  'lever',
  'why',
  'disabled_utc',
  'user_told_utc',
  'counter_notice_utc',
  'counter_state',
  'put_back_utc',
  'closed_utc',
]

/** One row for each address of each notice. Contact details of the sender and of whoever posted are not in it. */
export function noticeLog(notices: readonly NoticeRow[]): string {
  const rows = notices.flatMap((notice) =>
    notice.items.map((item) => {
      const counter = notice.counters.findLast(({ accountId }) => accountId === item.accountId)
      const told = notice.subscribers.find(({ accountId }) => accountId === item.accountId)
      return [
        String(notice.case.number),
        iso(notice.receivedAt),
        notice.channel,
        notice.senderName,
        notice.principal,
        bare(notice, item.work?.text ?? notice.works.map(({ text }) => text).join('; ')),
        item.url,
        notice.state,
        item.state,
        item.lever ?? '',
        item.why,
        iso(item.disabledAt),
        iso(told?.toldAt ?? null),
        iso(counter?.receivedAt ?? null),
        counter?.state ?? '',
        iso(item.restoredAt),
        iso(notice.case.closedAt),
      ]
    }),
  )
  return csvOf([LOG, ...rows])
}

const KNOWN = ['url', 'at_utc', 'event', 'counts_as_knowledge', 'case', 'note']
export const knowledgeMap = (known: readonly Known[]): string =>
  csvOf([
    KNOWN,
    ...known.map(({ url, at, event, counts, caseNumber, note }) => [
      url,
      iso(at),
      event,
      counts,
      String(caseNumber),
      note,
    ]),
  ])

const AGENT = [
  'version',
  'filed',
  'registered_on',
  'registration_number',
  'renew_by',
  'without_it_from',
  'provider',
  'provider_address',
  'names',
  'agent',
  'organisation',
  'address',
  'phone',
  'email',
  'fee_usd',
  'receipt',
  'recorded_utc',
  'recorded_by',
]
export function agentHistory(
  versions: readonly (AgentVersion & { lapse: { renewBy: string; expiresOn: string } | null })[],
): string {
  const rows = versions.map((one) => [
    String(one.number),
    one.reason,
    one.registeredOn,
    one.registrationNumber,
    one.lapse?.renewBy ?? '',
    one.lapse?.expiresOn ?? '',
    one.provider,
    one.providerAddress,
    one.names.join('; '),
    one.name,
    one.organisation,
    one.address,
    one.phone,
    one.email,
    (one.feeCents / 100).toFixed(2),
    one.receipt,
    one.recordedAt,
    one.recordedBy,
  ])
  return csvOf([AGENT, ...rows])
}

export interface InfringerFile {
  madeAt: string
  domain: string
  policies: PolicyView[]
  accounts: {
    accountId: string
    handle: string
    points: number
    strikes: (Pick<Strike, 'day' | 'items' | 'counts'> & { cases: number[] })[]
    ledger: { at: string; kind: string; day: string; why: string; case: number | null }[]
    reviews: ReviewView[]
  }[]
}

/** What courts read is whether the policy was applied: each version, each strike, each decision, with its reasons. */
export function infringerReport(file: InfringerFile): string {
  const decided = file.accounts.flatMap(({ reviews }) => reviews)
  const of = (kind: string) => decided.filter((one) => one.kind === kind).length
  const totals = {
    accounts: file.accounts.length,
    strikes: file.accounts.reduce((sum, { strikes }) => sum + strikes.length, 0),
    warnings: of('warn'),
    nothingChanged: of('none'),
    terminationsProposed: of('proposed'),
    terminations: of('terminate'),
    appeals: of('appealed'),
    overturned: of('overturned'),
  }
  const { madeAt, domain, policies, accounts } = file
  const law = '17 USC 512(i)(1)(A)'
  return `${JSON.stringify({ report: 'repeat-infringer implementation', law, domain, madeAt, totals, policies, accounts }, null, 2)}\n`
}

/**
 * In the shape of Lumen's API for a DMCA notice: entities by their roles, works with the addresses of each, and whether action was
 * taken. Names only: no address, telephone or e-mail of anybody. When it was sent nobody said. How many others there are, and why
 * they are not here, stands beside them.
 */
export function lumenNotices(
  { notices, leftOut }: { notices: readonly NoticeRow[]; leftOut: Record<string, number> },
  recipient: { name: string; domain: string },
): string {
  const all = notices.map((notice) => ({
    notice: {
      type: 'DMCA',
      title: `Copyright notice to ${recipient.domain}, case ${notice.case.number}`,
      subject: 'Infringement notification via the designated agent',
      date_received: iso(notice.receivedAt).slice(0, 10),
      source: SOURCES[notice.channel] ?? 'Other',
      jurisdiction_list: 'US',
      language: notice.language ?? '',
      action_taken: actionTaken(notice.items),
      works_attributes: worksOf(notice),
      entity_notice_roles_attributes: [
        role('principal', notice.principal || notice.senderName),
        role('sender', notice.senderName),
        role('recipient', recipient.name),
        role('submitter', recipient.name),
      ],
    },
  }))
  return `${JSON.stringify({ notices: all, left_out: leftOut }, null, 2)}\n`
}

const SOURCES: Record<string, string> = { form: 'Online form', mail: 'Email', post: 'Postal mail' }

const role = (name: string, entity: string) => ({ name, entity_attributes: { name: entity } })

function worksOf(notice: NoticeRow) {
  const { works, items } = notice
  const urls = (list: NoticeRow['items']) => list.map(({ url }) => ({ url }))
  const of = (id: string | null) => urls(items.filter(({ workId }) => workId === id))
  const loose = of(null)
  const own = works.map(({ id, text }, at) => ({
    description: bare(notice, text),
    infringing_urls_attributes: [...of(id), ...(at === 0 ? loose : [])],
    copyrighted_urls_attributes: (text.match(/https?:\/\/[^\s"'<>)]+/g) ?? []).map((url) => ({ url })),
  }))
  return own.length > 0
    ? own
    : [{ description: '', infringing_urls_attributes: loose, copyrighted_urls_attributes: [] }]
}

/** Words of a notice without the way to anybody's door: what is given out here goes further than the case. */
const bare = ({ email, phone, address }: NoticeRow, text: string): string =>
  withoutContacts(text, { email, phone, address }, { address: false, phone: false })
