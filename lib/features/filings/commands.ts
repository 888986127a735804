import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ALWAYS } from '@/lib/features/byhand/model'
import { openHand } from '@/lib/features/byhand/commands'
import { resolveItemsJob } from '@/lib/features/copyright/jobs'
import { openNotice } from '@/lib/features/notices/commands'
import { moveOn } from '@/lib/features/cases/commands'
import { countAttempt } from '@/lib/platform/access/limits'
import { takeWork } from '@/lib/platform/access/work'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { t } from '@/lib/platform/i18n/translate'
import { askConfirmationJob } from './jobs'
import { ATTEMPTS, HAND_KIND, isMailAddress, MAILS_TO_ONE, SLOW_OF_ALL, SLOW_OF_ONE } from './model'
import { addressesIn, languageOf, letterOf, worksIn } from './parse'
import { FORM_MAX_BYTES, formInput, type FormInput, secretToken } from './schema'
import { confirmationOf, hashOfToken, marksOf, sameAs } from './store'

/**
 * A notice by the public form. Whatever it lacks, it is taken: receipt counts from here, and what is missing is said and asked
 * for afterwards. What is not about copyright becomes a case of its own kind, whose clock runs from here as well.
 */
export const file = defineCommand({
  name: 'filings.file',
  permission: 'notice.file',
  input: formInput,
  isPublicDoor: true,
  attempts: ATTEMPTS,
  bodyMaxBytes: FORM_MAX_BYTES,
  form: ({ token }) => `/case/${token}`,
  async look({ db, actor, now }, form) {
    if (isEmpty(form)) throw new AppError('filing.empty')
    const address = actor.kind === 'public' ? actor.address : ''
    const isProven = form.work !== null && (await takeWork(db, form.work, now))
    if (isProven) return { isProven, mayMail: false }
    await countAttempt(db, `filings slow ${address}`, SLOW_OF_ONE, now)
    await countAttempt(db, 'filings slow', SLOW_OF_ALL, now)
    return { isProven, mayMail: isMailAddress(form.email) && (await mayAsk(db, form.email, now)) }
  },
  async run(context, form, { isProven, mayMail }) {
    const instance = await context.tx.instance.findFirst({ where: { state: 'connected' } })
    if (!instance) throw new AppError('notConnected')
    const tokenHash = new Uint8Array(Buffer.from(form.tokenHash, 'hex'))
    if (form.about !== 'copyright') return openOther(context, instance.id, { ...form, about: form.about, tokenHash })
    const { text, elements } = letterOf(form)
    const { urls, more } = addressesIn(form.urls, form.more)
    const works = worksIn(form.works)
    const { name, principal, email, phone, address } = form
    const original = { entry: 'form', text } as const
    const marks = marksOf({ messageId: null, original, sender: email || name, urls })
    const [duplicateOfId = null] = await sameAs(context.tx, instance.id, marks)
    const { caseId, number } = await openNotice(context, {
      receivedAt: context.now.toISOString(),
      channel: 'form',
      sender: { name, principal, email, phone, address },
      works,
      urls: urls.map((url) => ({ url, work: works.length === 1 ? 0 : null })),
      elements,
      original,
      subject: '',
      isConfirmed: isProven,
      tokenHash,
      language: languageOf(`${form.works}\n${form.more}`),
    })
    if (duplicateOfId) await context.tx.notice.update({ where: { caseId }, data: { duplicateOfId } })
    if (more > 0) await noteMore(context, caseId, { number: urls.length + 1, more })
    const confirmHash = mayMail ? hashOfToken(confirmationOf(caseId)) : null
    await context.tx.filing.create({ data: { caseId, ...marks, confirmHash } })
    if (mayMail) await context.enqueue(askConfirmationJob, { caseId }, { maxAttempts: 1 })
    return { number }
  },
})

const isEmpty = ({ works, urls, name, email, phone, address, signature, more }: FormInput): boolean =>
  [works, urls, name, email, phone, address, signature, more].every((text) => text.trim() === '')

/** Nobody is mailed again and again because somebody types their address into a form. */
async function mayAsk(db: Parameters<typeof countAttempt>[0], email: string, now: Date): Promise<boolean> {
  const key = createHash('sha256').update(email.toLowerCase()).digest('hex')
  return countAttempt(db, `confirm ${key}`, MAILS_TO_ONE, now).then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError && error.code === 'tooMany') return false
      throw error
    },
  )
}

/** Addresses beyond those that have a row of their own stand in the original, and one row says so. */
export async function noteMore(
  { tx, now }: CommandContext,
  caseId: string,
  { number, more }: { number: number; more: number },
): Promise<void> {
  const told = { state: 'notLocatable', why: 'tooMany', resolvedAt: now }
  const url = t('filing.moreAddresses', { n: more })
  await tx.noticeItem.create({ data: { id: newId(), caseId, number, url, kind: 'wildcard', ...told } })
  await tx.notice.update({ where: { caseId }, data: { moreAddresses: { increment: more } } })
}

type Other = Omit<FormInput, 'about' | 'tokenHash'> & {
  about: keyof typeof HAND_KIND
  tokenHash: Uint8Array<ArrayBuffer>
}

/** Nothing of child safety is kept but where to look: no words of the sender's, and never a file. */
async function openOther(
  context: CommandContext,
  instanceId: string,
  form: Omit<FormInput, 'about' | 'tokenHash'> & Pick<Other, 'about' | 'tokenHash'>,
) {
  const kind = HAND_KIND[form.about]
  const isSafety = kind === 'childSafety'
  const { urls } = addressesIn(form.urls)
  const text = letterOf({ ...form, tokenHash: '' }).text
  const row = await openHand(context, {
    kind,
    title: t(`filing.title.${form.about}`),
    receivedAt: context.now.toISOString(),
    channel: 'form',
    sender: [form.name, form.email, form.phone].filter(Boolean).join(', ').slice(0, 300) || t('filing.noName'),
    clocks: ALWAYS[kind].map((clock) => ({ clock, zone: 'UTC', calendar: null, complianceOn: null })),
    tasks: urls.slice(0, 30).map((url) => t('filing.lookAt', { url: url.slice(0, 250) })),
    paper: isSafety ? null : { entry: 'form', text },
    paperKind: 'request',
    instanceId,
    subjectId: null,
    byId: null,
  })
  await context.tx.filing.create({ data: { caseId: row.id, tokenHash: form.tokenHash } })
  return { number: row.number }
}

/** The sender opened the link of the mail and pressed the button: the address is theirs. */
export const confirm = defineCommand({
  name: 'filings.confirm',
  permission: 'notice.file',
  input: z.object({ token: secretToken }),
  isPublicDoor: true,
  attempts: ATTEMPTS,
  form: () => '/dmca/confirmed',
  async run(context, { token }) {
    const filing = await context.tx.filing.findUnique({ where: { confirmHash: hashOfToken(token) } })
    if (!filing) throw new AppError('notFound')
    const { caseId } = filing
    if (filing.confirmedAt) return { isNew: false }
    await context.tx.filing.update({ where: { caseId }, data: { confirmedAt: context.now } })
    await context.tx.notice.update({ where: { caseId }, data: { isConfirmed: true } })
    await context.enqueue(resolveItemsJob, { caseId }, { key: `filings:${caseId}` })
    await moveOn(context, caseId)
    context.remember({ caseId, fields: { isConfirmed: true } })
    return { isNew: true }
  },
})

/** Claims the mail for one try: whether one went out whose reply was lost, nobody can tell, and no second is sent. */
export const claimConfirmation = defineCommand({
  name: 'filings.claimConfirmation',
  permission: 'mirror.write',
  input: z.object({ caseId: z.uuid() }),
  async run({ tx, now }, { caseId }) {
    const { count } = await tx.filing.updateMany({
      where: { caseId, confirmHash: { not: null }, confirmTriedAt: null },
      data: { confirmTriedAt: now },
    })
    return { isOurs: count === 1 }
  },
})

export const settleConfirmation = defineCommand({
  name: 'filings.settleConfirmation',
  permission: 'mirror.write',
  input: z.object({ caseId: z.uuid(), failure: z.string().max(40).nullable() }),
  async run({ tx, now, remember }, { caseId, failure }) {
    await tx.filing.update({
      where: { caseId },
      data: failure ? { confirmFailure: failure } : { confirmSentAt: now },
    })
    remember({ caseId, outcome: failure ? 'failed' : 'done', fields: { failure } })
    return {}
  },
})
