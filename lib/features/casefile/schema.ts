import { z } from 'zod'

const instant = z.iso.datetime().describe('UTC')
const nothing = z.null()

const person = z.object({
  id: z.string().describe("The account's id on the instance"),
  handle: z.string().describe('With its first @'),
  name: z.string(),
  url: z.string(),
  part: z.enum(['subject', 'reporter', 'other']).describe('subject: whom the case is about'),
})

const report = z.object({
  id: z.string(),
  category: z.string(),
  rules: z.array(z.string()).describe('The rules that it names, in their words'),
  comment: z.string(),
  by: z.string().describe('Id of the account that reported'),
  isFromServer: z.boolean().describe('Sent by another server through one account of its own'),
  createdAt: instant,
  isForwarded: z.boolean(),
  resolvedAt: instant.or(nothing),
  resolvedBy: z.string().or(nothing),
  assignedTo: z.string().or(nothing),
  posts: z.array(z.string()).describe('Ids of the posts that it cites'),
  url: z.string(),
  seenAt: instant.describe('When this console last read it'),
})

const medium = z.object({
  id: z.string(),
  type: z.string(),
  description: z.string().or(nothing),
  url: z.string().or(nothing),
})

const post = z.object({
  id: z.string(),
  by: z.string(),
  createdAt: instant,
  editedAt: instant.or(nothing),
  visibility: z.string(),
  warning: z.string(),
  text: z.string().describe('The words alone, a line per paragraph'),
  html: z.string().describe('As the instance sent it'),
  language: z.string().or(nothing),
  url: z.string().or(nothing),
  replyTo: z.string().or(nothing),
  media: z.array(medium),
  quote: z
    .object({ handle: z.string().or(nothing), text: z.string().or(nothing), url: z.string().or(nothing) })
    .or(nothing),
  addedBy: z.string().or(nothing).describe('Who of the team added it; null when a report cites it'),
  seenAt: instant,
})

const act = z.object({
  kind: z.string(),
  on: z.string().describe('Id of the account or, for acts on a report, of the report'),
  by: z.string(),
  message: z.string(),
  note: z.string(),
  ground: z.unknown().describe('The rules or the law that were named'),
  state: z.string().describe('confirmed: seen to have happened; notConfirmed: asked and not seen'),
  failure: z.string().or(nothing),
  askedAt: instant,
  sentAt: instant.or(nothing),
  settledAt: instant.or(nothing),
  endsAt: instant.or(nothing),
})

const removal = z.object({
  post: z.string(),
  by: z.string(),
  state: z.string(),
  why: z.string().or(nothing),
  at: instant,
})

const paper = z.object({
  way: z.string(),
  kind: z.string(),
  at: instant,
  party: z.string(),
  subject: z.string(),
  sha256: z.string().or(nothing).describe('Of the sealed original'),
})

const notice = z
  .object({
    state: z.string(),
    receivedAt: instant,
    channel: z.string(),
    sender: z.string(),
    principal: z.string(),
    reason: z.string(),
    works: z.array(z.string()),
    elements: z.array(z.object({ element: z.string(), standing: z.string(), quote: z.string() })),
    items: z.array(
      z.object({
        number: z.int(),
        url: z.string(),
        state: z.string(),
        lever: z.string().or(nothing),
        why: z.string(),
        fairUse: z.string(),
        disabledAt: instant.or(nothing),
        restoredAt: instant.or(nothing),
      }),
    ),
    counters: z.array(
      z.object({
        by: z.string().describe('Id of the account'),
        state: z.string(),
        receivedAt: instant,
        forwardedAt: instant.or(nothing),
        restoredAt: instant.or(nothing),
        docket: z.string(),
      }),
    ),
    courtPapers: z.array(
      z.object({ sort: z.string(), docket: z.string(), receivedAt: instant, state: z.string(), reason: z.string() }),
    ),
    letters: z
      .array(
        z.object({
          template: z.string().describe('D1 to D14'),
          version: z.int().describe('Of its template'),
          to: z.string().describe('sender, subscriber, agent or lumen'),
          party: z.string(),
          channel: z.string(),
          subject: z.string(),
          state: z.string().describe('sent, failed, unknown; given: sent by hand'),
          at: instant,
          settledAt: instant.or(nothing),
        }),
      )
      .describe('What was written to whom; its text is a paper'),
    papers: z.array(paper),
  })
  .describe('A copyright notice (17 USC 512(c)(3)), and what became of it')

const hand = z
  .object({
    title: z.string(),
    channel: z.string(),
    sender: z.string(),
    receivedAt: instant,
    recordedAt: instant,
    recordedBy: z.string().or(nothing).describe('null: typed into a public form'),
    outcome: z.string().or(nothing),
    outcomeText: z.string().or(nothing),
    tasks: z.array(z.object({ text: z.string(), doneAt: instant.or(nothing), doneBy: z.string().or(nothing) })),
    papers: z.array(paper),
  })
  .describe('What a case by hand is about: no report of the instance opened it')

const clock = z.object({
  name: z.string(),
  citation: z.string(),
  zone: z.string(),
  state: z.string(),
  startedAt: instant,
  rule: z.int().describe('Version of the rule by which it was computed'),
  calendar: z.string().or(nothing).describe('Whose holidays it counts, and their version'),
  marks: z.array(z.object({ name: z.string(), direction: z.string(), at: instant })),
  ledger: z
    .array(z.object({ number: z.int(), kind: z.string(), at: instant, recordedAt: instant, reason: z.string() }))
    .describe('Never edited: each line as it was added'),
})

const note = z.object({ by: z.string(), at: instant, text: z.string() })

const event = z.object({
  number: z.int().describe('Of the row within the case, from 1 without a gap'),
  at: instant,
  recordedAt: z.string().describe("The database's own clock, to the microsecond, UTC"),
  by: z.string(),
  command: z.string(),
  outcome: z.string(),
  fields: z.record(z.string(), z.string()).describe('What is disclosed; all stand in audit/values.jsonl'),
  hash: z.string(),
})

export const exhibitSchema = z.object({
  number: z.int().describe('As in the narrative'),
  kind: z.string().describe('report, post, or what was sealed'),
  of: z.string().describe('The id on the instance'),
  title: z.string(),
  address: z.string().or(nothing),
  postedAt: instant.or(nothing),
  reportedAt: instant.or(nothing),
  seenAt: instant.or(nothing).describe('When its bytes were read and sealed'),
  serverDate: z.string().or(nothing).describe('The Date header of the answer'),
  clockOffsetMs: z.number().or(nothing).describe("The instance's clock minus ours"),
  status: z.int().or(nothing),
  mediaType: z.string().or(nothing),
  cut: z.array(z.string()).describe('Fields that were taken out before it was sealed'),
  sealed: z.object({ sha256: z.string(), bytes: z.int() }).or(nothing).describe('The bytes as they were sealed'),
  file: z.string().or(nothing).describe('Where it lies in this bundle'),
  missing: z.string().or(nothing).describe('Why no bytes are delivered'),
})
export type Exhibit = z.infer<typeof exhibitSchema>

/** `case.json`: everything that a bundle tells, in one shape; its JSON Schema goes with each bundle. */
export const caseFileSchema = z.object({
  format: z.literal('docket case 1'),
  at: instant.describe('The moment of which this speaks'),
  instance: z.object({
    domain: z.string(),
    origin: z.string(),
    software: z.string(),
    /** Invented people; its days may have been let pass. */
    demo: z.object({ daysAhead: z.int() }).nullable(),
  }),
  case: z.object({
    id: z.string(),
    number: z.int(),
    kind: z.string(),
    state: z.string(),
    owner: z.string().or(nothing),
    openedAt: instant,
    closedAt: instant.or(nothing),
  }),
  people: z.array(person),
  staff: z.array(z.object({ name: z.string(), roles: z.array(z.string()) })).describe('Who acted on the case'),
  reports: z.array(report),
  posts: z.array(post),
  acts: z.array(act),
  removals: z.array(removal),
  notice: notice.or(nothing),
  hand: hand.or(nothing),
  clocks: z.array(clock).describe('What the law gives time for'),
  notes: z.array(note).describe("The team's notes. Privileged comments of counsel are in no bundle."),
  events: z.array(event),
  exhibits: z.array(exhibitSchema),
})
export type CaseFile = z.infer<typeof caseFileSchema>
export type PersonOfCase = z.infer<typeof person>

/** A row of the log as it is proven: the exact text that was hashed, and the values that its hashes commit to. */
export interface ProvenRow {
  number: number
  text: string
  hash: string
  subjectIds: string[]
  isStaff: boolean
  values: ProvenValue[]
}

export interface ProvenValue {
  field: string
  sha256: string
  /** Null once it was erased: then only its hash is left. */
  opened: { salt: string; json: string; subjectId: string | null } | null
}
