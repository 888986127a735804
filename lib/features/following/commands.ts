import { moveOn } from '@/lib/features/cases/commands'
import { resolveItemsJob } from '@/lib/features/copyright/jobs'
import { kindOf } from '@/lib/features/copyright/parse'
import { enterCounter } from '@/lib/features/counters/commands'
import { noteMore } from '@/lib/features/filings/commands'
import { ATTEMPTS } from '@/lib/features/filings/model'
import { addressesIn, letterOf, worksIn } from '@/lib/features/filings/parse'
import { FORM_MAX_BYTES, MOST_ADDRESSES } from '@/lib/features/filings/schema'
import { noticeOf } from '@/lib/features/notices/queries'
import { keepPaper } from '@/lib/features/papers/commands'
import { retractNotice } from '@/lib/features/putbacks/outcomes'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { t } from '@/lib/platform/i18n/translate'
import { counterLetter, elementsOf } from './letters'
import { mayAdd, mayRetract } from './model'
import { caseOfToken, subscriberOf } from './queries'
import { addInput, counterInput, retractInput } from './schema'

/**
 * The sender adds what was missing: as a paper of its own, with what it fills. Whether the notice is whole now is for whoever reads
 * it to say; until then what was found stands as found (512(c)(3)(B)(ii)).
 */
export const add = defineCommand({
  name: 'following.add',
  permission: 'notice.file',
  input: addInput,
  isPublicDoor: true,
  attempts: ATTEMPTS,
  bodyMaxBytes: FORM_MAX_BYTES,
  form: ({ fields }) => `/case/${fields.token}?done=added`,
  async run(context, { token, ...given }) {
    const { row, notice } = await lockByToken(context, token)
    if (!mayAdd(notice.state) || row.state !== 'open') throw new AppError('filing.notNow')
    const form = { about: 'copyright', name: '', principal: '', tokenHash: '', work: null, ...given } as const
    const { text, elements } = letterOf(form)
    if (text === '') throw new AppError('filing.empty')
    const at = context.now.toISOString()
    await keepPaper(context, row, {
      way: 'in',
      kind: 'notice',
      at,
      party: notice.senderName || notice.email || '—',
      channel: 'form',
      subject: '',
      original: { entry: 'form', text },
    })
    const found = elements.filter(({ standing }) => standing === 'found')
    for (const { element, quote } of found)
      await context.tx.noticeElement.updateMany({
        where: { caseId: row.id, element, standing: { in: ['notFound', 'missing'] } },
        data: { standing: 'found', quote, start: null, judgedAt: null, judgedById: null },
      })
    const { email, phone, address } = notice
    await context.tx.notice.update({
      where: { caseId: row.id },
      data: { email: email || given.email, phone: phone || given.phone, address: address || given.address },
    })
    await addWorks(context, row.id, worksIn(given.works))
    await addItems(context, row.id, addressesIn(given.urls, given.more).urls)
    context.remember({ caseId: row.id, fields: { added: found.map(({ element }) => element) } })
    await moveOn(context, row.id)
    return {}
  },
})

async function addWorks({ tx }: CommandContext, caseId: string, texts: readonly string[]): Promise<void> {
  const works = await tx.noticeWork.findMany({ where: { caseId } })
  const news = texts.filter((text) => !works.some((work) => work.text === text))
  const last = Math.max(0, ...works.map(({ number }) => number))
  await tx.noticeWork.createMany({
    data: news.map((text, n) => ({ id: newId(), caseId, number: last + n + 1, text })),
  })
}

async function addItems(context: CommandContext, caseId: string, urls: readonly string[]): Promise<void> {
  const items = await context.tx.noticeItem.findMany({ where: { caseId }, select: { number: true, url: true } })
  const news = urls.filter((url) => !items.some((item) => item.url === url))
  const last = Math.max(0, ...items.map(({ number }) => number))
  const room = Math.max(0, MOST_ADDRESSES - items.length)
  await context.tx.noticeItem.createMany({
    data: news
      .slice(0, room)
      .map((url, n) => ({ id: newId(), caseId, number: last + n + 1, url, kind: kindOf(url), mediaUrls: [] })),
  })
  const more = news.length - Math.min(room, news.length)
  if (more > 0) await noteMore(context, caseId, { number: last + Math.min(room, news.length) + 1, more })
  if (news.length > 0) await context.enqueue(resolveItemsJob, { caseId }, { key: `filings:${caseId}` })
}

/** Taken back by whoever sent it: what was disabled because of it is to come back at once. */
export const retract = defineCommand({
  name: 'following.retract',
  permission: 'notice.file',
  input: retractInput,
  isPublicDoor: true,
  attempts: ATTEMPTS,
  form: ({ fields }) => `/case/${fields.token}`,
  async run(context, { token, isSure, more }) {
    const { row, notice } = await lockByToken(context, token)
    if (!isSure) throw new AppError('filing.notSure')
    if (!mayRetract(notice.state) || notice.intimateCaseId) throw new AppError('filing.notNow')
    const paper = {
      at: context.now.toISOString(),
      party: notice.senderName || notice.email || '—',
      channel: 'form',
      subject: '',
      original: { entry: 'form', text: [t('following.retractYes'), more].filter(Boolean).join('\n\n') },
    } as const
    await retractNotice(context, { row, notice }, { paper, decidedById: null })
    await moveOn(context, row.id, { state: 'open', closedAt: null })
    return {}
  },
})

/** A subscriber's answer, by the link that they were sent when their post was disabled. */
export const counter = defineCommand({
  name: 'following.counter',
  permission: 'notice.file',
  input: counterInput,
  isPublicDoor: true,
  attempts: ATTEMPTS,
  bodyMaxBytes: FORM_MAX_BYTES,
  form: ({ fields }) => `/dmca/counter/${fields.token}`,
  async run(context, { token, ...form }) {
    const { caseId, accountId } = await subscriberOf(context.tx, token)
    const row = await lockCaseRow(context, caseId)
    const { name, address, phone, text, signature } = form
    if ([name, address, phone, text, signature].every((one) => one.trim() === '')) throw new AppError('filing.empty')
    await enterCounter(context, row, {
      accountId,
      receivedAt: context.now.toISOString(),
      channel: 'form',
      name,
      address,
      phone,
      elements: elementsOf(form),
      text: text.trim().slice(0, 20_000),
      original: { entry: 'form', text: counterLetter(form) },
    })
    await moveOn(context, row.id)
    return {}
  },
})

async function lockByToken(context: CommandContext, token: string) {
  const row = await lockCaseRow(context, await caseOfToken(context.tx, token))
  const notice = await noticeOf(context.tx, row.id)
  if (!notice) throw new AppError('filing.notNow')
  return { row, notice }
}

async function lockCaseRow({ tx }: CommandContext, caseId: string) {
  await tx.$queryRaw(sql`SELECT id FROM "case" WHERE id = ${caseId}::uuid FOR UPDATE`)
  const row = await tx.case.findUnique({ where: { id: caseId }, include: { owner: true } })
  if (!row || row.class !== 'ordinary') throw new AppError('filing.notNow')
  return row
}
