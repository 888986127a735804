import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { noticeIn } from '@/lib/features/copyright/parse'
import { languageOf } from '@/lib/features/filings/parse'
import { marksOf, sameAs } from '@/lib/features/filings/store'
import { type MailFacts, readMail } from '@/lib/features/papers/parse'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery, type QueryContext } from '@/lib/platform/queries/define'
import { type LetterFacts, readInput } from './schema'

/** What the form for a letter needs to know. */
export const form = defineQuery({
  name: 'entering.form',
  permission: 'notice.work',
  input: z.object({}),
  async run(context): Promise<{ zone: string; now: string }> {
    return { zone: await zoneOf(context), now: context.now.toISOString() }
  },
})

/** Looks through a letter or a mail, keeps nothing of it, runs nothing of it. */
export const read = defineQuery({
  name: 'entering.read',
  permission: 'notice.work',
  input: readInput,
  bodyMaxBytes: 1_100_000,
  async run(context, { original }): Promise<LetterFacts> {
    const mail = original.entry === 'eml' ? await readMail(Buffer.from(original.base64, 'base64')) : NO_MAIL
    const text =
      original.entry === 'paste' || original.entry === 'form' ? original.text.replaceAll('\r\n', '\n') : mail.text
    const { found, missing, defect, targets } = noticeIn(text, mail)
    const urls = [...new Set(targets.flatMap(({ url }) => (url ? [url] : [])))]
    const marks = marksOf({ messageId: mail.messageId, original, sender: mail.from, urls })
    return {
      text,
      quoted: mail.quoted,
      inQuoted: noticeIn(withoutMarks(mail.quoted))
        .found.map(({ element }) => element)
        .filter((element) => missing.includes(element)),
      language: languageOf(text),
      sender: { name: mail.name, email: mail.from },
      replyTo: mail.replyTo,
      doubts: mail.doubts,
      subject: mail.subject,
      receivedAt: notAhead(mail.receivedAt, context.now),
      writtenAt: mail.writtenAt,
      isHtmlOnly: mail.isHtmlOnly,
      attachments: mail.attachments.slice(0, MOST_ATTACHMENTS),
      elements: found,
      missing,
      contact: found.some(({ element }) => element === 'contact') ? '' : mail.from,
      defect,
      targets,
      duplicates: await duplicatesOf(context, marks),
      now: context.now.toISOString(),
      zone: await zoneOf(context),
    }
  },
})

/** Lines as they were before they were quoted. */
const withoutMarks = (text: string): string => text.replace(/^(> ?)+/gm, '')

const MOST_ATTACHMENTS = 50
const NO_MAIL: MailFacts = {
  from: '',
  to: [],
  name: '',
  replyTo: null,
  doubts: [],
  messageId: null,
  subject: '',
  writtenAt: null,
  receivedAt: null,
  text: '',
  quoted: '',
  isHtmlOnly: false,
  isSenderDoubtful: false,
  attachments: [],
}

/** A header may say anything: nothing was received later than now. */
const notAhead = (at: string | null, now: Date): string | null =>
  at !== null && new Date(at).getTime() <= now.getTime() ? at : null

async function zoneOf({ db, actor }: QueryContext): Promise<string> {
  if (actor.kind !== 'person') throw new AppError('signIn.needed')
  const own = await db.personClock.findUnique({ where: { personId: actor.id } })
  return own?.zone ?? 'UTC'
}

async function duplicatesOf({ db, actor }: QueryContext, marks: Parameters<typeof sameAs>[2]) {
  if (actor.kind !== 'person') return []
  const ids = await sameAs(db, actor.instanceId, marks)
  const rows = await db.case.findMany({
    where: { AND: [{ id: { in: ids } }, visibleAndOrdinary(actor)] },
    select: { id: true, number: true },
    orderBy: { number: 'asc' },
  })
  return rows.map(({ id, number }) => ({ caseId: id, number }))
}
