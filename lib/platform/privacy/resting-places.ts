import type { Message, Values } from '@/lib/platform/i18n/translate'
import { LIFETIMES } from './lifetimes'
import { NOTHING_FROM_OUTSIDE } from './own-words'

type PlaceId<M> = M extends `kept.${infer Id}.what` ? Id : never

/**
 * Every place where content from outside, personal data or a secret comes to rest (DESIGN 6). Its sentences stand in the
 * catalogue under `kept.<id>.what`, `.why` and `.until`. A test reads the migrated database and the folder of the console and
 * fails on a column or a file that stands neither here nor below.
 */
export interface RestingPlace {
  id: PlaceId<Message>
  protection: 'plain' | 'sealed' | 'hashed' | 'file' | 'browser'
  /** Columns by table; `graphile_worker.` before those of the jobs. */
  columns?: Record<string, readonly string[]>
  /** Paths in the folder of the console; `**` is everything below, `*` a part of a name. */
  files?: readonly string[]
  /** For the sentence of its lifetime. */
  until?: Values
}

export const RESTING_PLACES: readonly RestingPlace[] = [
  {
    id: 'reports',
    protection: 'plain',
    columns: {
      report: 'remote_id category comment reporter_id target_id assigned_id resolved_by_id rules post_ids'.split(' '),
      case_report: ['report_id'],
      report_case: 'rule_labels latest_comment latest_report_id subject_domain search_text essence'.split(' '),
    },
  },
  {
    id: 'people',
    protection: 'plain',
    columns: {
      account:
        'remote_id username domain acct display_name url note locale role_name permissions invite_reason former_accts moved_to'.split(
          ' ',
        ),
    },
    until: { hours: LIFETIMES.strayAccountHours },
  },
  {
    id: 'contacts',
    protection: 'sealed',
    columns: { account_contact: ['remote_id', 'sealed'] },
    until: { days: LIFETIMES.contactDays },
  },
  {
    id: 'posts',
    protection: 'plain',
    columns: {
      post: 'remote_id author_id visibility warning content language url reply_to_id poll quote'.split(' '),
      case_post: ['post_id'],
      media: 'remote_id post_id type url preview_url description'.split(' '),
    },
    until: { days: LIFETIMES.postDays },
  },
  {
    id: 'cases',
    protection: 'plain',
    columns: { case: ['party_ids', 'subject_id'], safety_stop: ['report_id', 'post_id', 'tip_number'] },
  },
  { id: 'search', protection: 'plain', columns: { case_search: ['words'] } },
  {
    id: 'papers',
    protection: 'plain',
    columns: {
      hand_case: ['title', 'sender', 'outcome_text'],
      hand_task: ['text'],
      paper: ['party', 'subject', 'sha256'],
    },
  },
  {
    id: 'notices',
    protection: 'plain',
    columns: {
      notice:
        'language sender_name principal email phone address reason own_knowledge knowledge_done misrepresentation'.split(
          ' ',
        ),
      notice_element: ['quote'],
      notice_work: ['text'],
      notice_item: ['url', 'post_id', 'account_id', 'post_url', 'media_urls', 'why', 'fair_use'],
      notice_subscriber: ['account_id'],
      counter_notice: ['account_id', 'name', 'address', 'phone', 'elements', 'text', 'docket', 'reason'],
      court_paper: ['docket', 'reason'],
      filing: ['message_hash', 'original_hash', 'same_hash'],
    },
  },
  {
    id: 'edge',
    protection: 'plain',
    columns: {
      edge_block: ['post_id', 'post_url', 'account_id', 'media_urls'],
      edge_probe: ['address', 'content_type', 'sha256'],
      edge_puller: ['host'],
    },
  },
  {
    id: 'letters',
    protection: 'plain',
    columns: { letter: ['account_id', 'about_id', 'party', 'address', 'subject'] },
  },
  {
    id: 'agent',
    protection: 'plain',
    columns: {
      designated_agent:
        'provider provider_address names name organisation address phone email registration_number registered_on receipt'.split(
          ' ',
        ),
      agent_check: ['sha256', 'failure'],
    },
  },
  {
    id: 'strikes',
    protection: 'plain',
    columns: { strike_entry: ['account_id'], strike_review: ['account_id', 'reasons'] },
  },
  { id: 'clocks', protection: 'plain', columns: { clock_entry: ['by', 'data'], added_day: ['day', 'why'] } },
  { id: 'ownTime', protection: 'sealed', columns: { person_clock: ['zone', 'address', 'feed_hash'] } },
  { id: 'notes', protection: 'plain', columns: { case_note: ['text', 'mentions'] } },
  { id: 'counsel', protection: 'sealed', columns: { counsel_comment: ['could_see'] } },
  {
    id: 'acts',
    protection: 'plain',
    columns: {
      act: 'target_id report_id message note ground territory change'.split(' '),
      removal: ['post_id', 'report_id'],
    },
  },
  {
    id: 'audit',
    protection: 'plain',
    columns: {
      audit_row: ['actor', 'subject_ids', 'fields'],
      audit_value: ['field', 'subject_id', 'salt', 'value'],
    },
  },
  { id: 'auditSearch', protection: 'hashed', columns: { search_key: ['hash'] } },
  {
    id: 'holds',
    protection: 'plain',
    columns: {
      hold: 'reference account_ids post_ids release_event proposed_why'.split(' '),
      purge_alarm: ['account_id'],
    },
  },
  {
    id: 'destroyed',
    protection: 'hashed',
    columns: {
      retention_run: ['rules', 'state', 'certificate', 'signatures'],
      retention_item: ['kind', 'ref', 'hash'],
      erased_account: ['person_hash'],
      erasure: ['person_hash', 'account_id', 'basis', 'state', 'counts'],
      destruction_entry: ['line', 'hash'],
    },
  },
  {
    id: 'staff',
    protection: 'plain',
    columns: { person: ['remote_id', 'acct', 'display_name', 'roles', 'permissions', 'role_name'], guest: ['role'] },
  },
  {
    id: 'tokens',
    protection: 'sealed',
    columns: {
      token: ['sealed'],
      instance: ['client_id', 'client_secret', 'reader_client_id', 'reader_client_secret'],
      reader_consent: ['verifier'],
    },
  },
  { id: 'signingKeys', protection: 'sealed', columns: { signing_secret: ['sealed'] } },
  {
    id: 'sessions',
    protection: 'hashed',
    columns: { session: ['token_hash'], reader_consent: ['state_hash'], guest: ['invite_hash'] },
    until: { hours: LIFETIMES.sessionHours, minutes: LIFETIMES.consentMinutes },
  },
  {
    id: 'passkeys',
    protection: 'plain',
    columns: { passkey: ['credential_id', 'public_key', 'transports', 'name'] },
  },
  {
    id: 'instance',
    protection: 'plain',
    columns: {
      instance: ['origin', 'domain', 'title', 'version', 'rules', 'media_hosts'],
      app_registration: ['origin'],
      stamp_authority: ['url'],
      audit_head_stamp: ['answer', 'authority', 'authority_name'],
    },
  },
  {
    id: 'answers',
    protection: 'plain',
    columns: { command_request: ['actor_id', 'answer'] },
    until: { hours: LIFETIMES.traceHours },
  },
  {
    id: 'addresses',
    protection: 'plain',
    columns: { attempt: ['key'], stranger_refusal: ['address'] },
    until: { hours: LIFETIMES.traceHours, days: LIFETIMES.refusalDays },
  },
  {
    id: 'readings',
    protection: 'plain',
    columns: { account_reading: ['account_id'] },
    until: { hours: LIFETIMES.traceHours },
  },
  {
    id: 'jobs',
    protection: 'plain',
    columns: { 'graphile_worker._private_jobs': ['payload', 'last_error', 'key'] },
    until: { days: LIFETIMES.failedJobDays },
  },
  {
    id: 'webhooks',
    protection: 'sealed',
    columns: {
      webhook_delivery: ['object_id', 'sealed'],
      webhook_hint: ['remote_id'],
      webhook_secret: ['sealed'],
    },
    until: { hours: LIFETIMES.webhookHours },
  },
  {
    id: 'vault',
    protection: 'sealed',
    columns: { vault_blob: ['bytes'] },
    files: ['vault/**'],
    until: { days: LIFETIMES.quarantineDays },
  },
  { id: 'vaultKeys', protection: 'sealed', columns: { vault_case_key: ['wrapped'], vault_object_key: ['wrapped'] } },
  {
    id: 'vaultHashes',
    protection: 'hashed',
    columns: { vault_object: ['sha256', 'keyed_hash', 'address'], evidence: ['sha256'] },
  },
  {
    id: 'evidence',
    protection: 'plain',
    columns: { evidence: ['remote_id', 'post_id', 'address', 'date_header'], capture: ['report_ids'] },
  },
  { id: 'demo', protection: 'file', files: ['demo/**'] },
  { id: 'keys', protection: 'file', files: ['key', 'setup-code'] },
  { id: 'database', protection: 'file', files: ['database/cluster/**', 'database/password'] },
  { id: 'databaseLog', protection: 'file', files: ['database/log/**'], until: { days: LIFETIMES.databaseLogDays } },
  { id: 'log', protection: 'plain' },
  { id: 'browser', protection: 'browser' },
]

/** Files that say who runs where, and nothing else. */
export const MARKS_AND_LOCKS: readonly string[] = [
  'setup-done',
  'health-probe-*',
  'database.place',
  'running/**',
  'database/*.lock',
  '*.lock',
]

export interface Column {
  table: string
  column: string
}

/** What stands in the database and not here, here twice, or here and no longer in the database. Empty when all is well. */
export function columnFaults(found: readonly Column[]): string[] {
  const listed = [...RESTING_PLACES.map((place) => place.columns ?? {}), NOTHING_FROM_OUTSIDE].flatMap(named)
  const exist = found.map(nameOf)
  return [
    ...exist.filter((name) => !listed.includes(name)).map((name) => `unlisted: ${name}`),
    ...listed.filter((name) => !exist.includes(name)).map((name) => `gone: ${name}`),
    ...listed.filter((name, at) => listed.indexOf(name) !== at).map((name) => `twice: ${name}`),
  ].toSorted()
}

/** Paths below the folder of the console that nobody has listed. */
export function fileFaults(paths: readonly string[]): string[] {
  const patterns = [...RESTING_PLACES.flatMap((place) => place.files ?? []), ...MARKS_AND_LOCKS].map(patternOf)
  return paths.filter((path) => !patterns.some((pattern) => pattern.test(path))).map((path) => `unlisted: ${path}`)
}

const nameOf = ({ table, column }: Column): string => `${table}.${column}`
const named = (columns: Record<string, readonly string[]>): string[] =>
  Object.entries(columns).flatMap(([table, list]) => list.map((column) => `${table}.${column}`))

function patternOf(files: string): RegExp {
  const parts = files.split('**').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^/]*'))
  return new RegExp(`^${parts.join('.+')}$`)
}
