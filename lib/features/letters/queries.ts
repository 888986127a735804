import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { lookBeforeLetter } from '@/lib/features/edge/queries'
import { keepKeys } from '@/lib/platform/audit/signing'
import type { Db, Tx } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { letterOf } from './letters'
import { contentsIn } from './model'
import { factsOf, type Wish } from './readings'
import {
  draftInput,
  LETTER_CHANNELS,
  LETTER_STATES,
  type LetterDraft,
  type LetterView,
  TEMPLATE_IDS,
  type TemplateId,
} from './schema'
import { requiredOf, TEMPLATES } from './templates'

/**
 * A letter as it would be proposed now, from what stands in the tables. Whether the actor may see the case is asked by whoever
 * calls. `reason` and `review` are what is about to be decided, where the letter is read before the decision is made.
 */
export async function draftLetter(db: Tx, wish: Wish, now: Date): Promise<LetterDraft> {
  const { template, caseId } = wish
  const facts = await factsOf(db, wish, now)
  const { version, to } = TEMPLATES[template]
  const letter = letterOf(template, facts)
  return {
    caseId,
    template,
    version,
    recipient: to,
    accountId: to === 'subscriber' ? (facts.subscriber?.accountId ?? null) : null,
    to: {
      party: partyOf(template, facts),
      email: to === 'subscriber' ? null : facts.recipientEmail || null,
      ...mailing(to === 'subscriber' || facts.recipientEmail !== ''),
    },
    ...letter,
    required: contentsIn(letter.text, requiredOf(template, facts)),
  }
}

export function partyOf(template: TemplateId, facts: Awaited<ReturnType<typeof factsOf>>): string {
  const { to } = TEMPLATES[template]
  if (to === 'subscriber') return facts.subscriber?.party ?? ''
  if (to === 'lumen') return 'Lumen'
  return to === 'agent' ? facts.agent.name : facts.sender.name
}

function mailing(hasAddress: boolean): Pick<LetterDraft['to'], 'canMail' | 'why'> {
  if (!env().smtp) return { canMail: false, why: 'noServer' }
  return hasAddress ? { canMail: true, why: null } : { canMail: false, why: 'noAddress' }
}

export const preview = defineQuery({
  name: 'letters.preview',
  permission: 'notice.read',
  input: draftInput.extend({
    reason: z.string().max(4000).optional(),
    review: z.object({ kind: z.enum(['none', 'warn', 'terminate']), reasons: z.string().max(4000) }).optional(),
  }),
  async run({ db, actor, now, enqueue }, wish): Promise<LetterDraft> {
    await assertSeen(db, { id: wish.caseId, ...visibleAndOrdinary(actor) })
    await lookBeforeLetter({ db, now, enqueue }, wish.caseId)
    // Its fingerprint stands in the letter.
    await keepKeys(db)
    return draftLetter(db, wish, now)
  },
})

async function assertSeen(db: Db, where: NonNullable<Parameters<Db['case']['count']>[0]>['where']): Promise<void> {
  if ((await db.case.count({ where })) === 0) throw new AppError('notFound')
}

export const list = defineQuery({
  name: 'letters.list',
  permission: 'notice.read',
  input: z.object({ caseId: z.uuid() }),
  async run({ db, actor }, { caseId }): Promise<{ rows: LetterView[] }> {
    await assertSeen(db, { id: caseId, ...visibleAndOrdinary(actor) })
    return { rows: await lettersOf(db, caseId) }
  },
})

/** The letters of a case, as they were sent, newest first. */
export async function lettersOf(db: Pick<Tx, 'letter' | 'person'>, caseId: string): Promise<LetterView[]> {
  const rows = await db.letter.findMany({ where: { caseId }, orderBy: [{ at: 'desc' }, { id: 'desc' }] })
  const people = await db.person.findMany({
    where: { id: { in: rows.flatMap(({ byId }) => byId ?? []) } },
    select: { id: true, acct: true },
  })
  return rows.map((row) => ({
    id: row.id,
    template: TEMPLATE_IDS.find((known) => known === row.template) ?? 'D1',
    version: row.version,
    party: row.party,
    channel: LETTER_CHANNELS.find((known) => known === row.channel) ?? 'copied',
    subject: row.subject,
    paperId: row.paperId,
    missing: row.missing,
    state: LETTER_STATES.find((known) => known === row.state) ?? 'unknown',
    failure: row.failure,
    at: row.at.toISOString(),
    by: people.find(({ id }) => id === row.byId)?.acct ?? null,
    settledAt: row.settledAt?.toISOString() ?? null,
  }))
}
