import { visibleTo } from '@/lib/features/cases/model'
import { noticeOf } from '@/lib/features/notices/queries'
import { actorOf } from '@/lib/features/staff/model'
import { settle as settleTakedowns } from '@/lib/features/takedowns/commands'
import { sendMail } from '@/lib/integrations/mail/client/send'
import { runCommand } from '@/lib/platform/commands/run'
import { env } from '@/lib/platform/env/env'
import { t } from '@/lib/platform/i18n/translate'
import { newId } from '@/lib/platform/db/client'
import { defineWorker } from '@/lib/platform/jobs/define'
import { unsealHere } from '@/lib/platform/vault/console'
import { sweepCopyrightJob, tellCounselJob } from './jobs'
import { isToRun, noteCounsel, run, settle } from './outcomes'

const MACHINE = { kind: 'system', name: 'copyright' } as const
const AT_ONCE = 500

const DESK_CLOCKS = ['dmca.disable', 'dmca.ownKnowledge', 'dmca.notifyUser']

/** Each case in a transaction of its own, and each asks again inside whether it is still so: a run that died is run again. */
export const sweepCopyright = defineWorker(sweepCopyrightJob, async (_, { db, now }) => {
  const call = { db, actor: MACHINE }
  const approved = await db.counterNotice.findMany({
    where: { state: 'forwarded', approvedAt: { not: null } },
    orderBy: { approvedAt: 'asc' },
    take: AT_ONCE,
    select: { id: true, caseId: true },
  })
  for (const { id, caseId } of approved) {
    const notice = await noticeOf(db, caseId)
    const counter = notice?.counters.find((one) => one.id === id)
    if (notice && counter && (await isToRun({ tx: db }, notice, { counter, now: now() })))
      await runCommand(run, { ...call, now: now(), input: { counterId: id } })
  }
  const levers = { in: ['mastodonPage', 'accountAct', 'author'] }
  const taking = await db.notice.findMany({
    where: {
      // Valid, or acted on because of what a reviewer saw.
      AND: { OR: [{ state: 'valid' }, { ownKnowledgeAt: { not: null }, state: { notIn: ['retracted', 'closed'] } }] },
      OR: [
        { items: { some: { lever: levers, state: { in: ['found', 'remote'] } } } },
        { case: { clocks: { some: { name: { in: DESK_CLOCKS }, state: 'running' } } } },
      ],
    },
    take: AT_ONCE,
    select: { caseId: true },
  })
  for (const { caseId } of taking) await runCommand(settleTakedowns, { ...call, now: now(), input: { caseId } })
  const restoring = await db.notice.findMany({
    where: {
      OR: [
        { counters: { some: { state: 'restoring' } } },
        { counters: { some: { state: 'escalated', putBackBegunAt: { not: null }, restoredAt: null } } },
        { state: 'retracted', items: { some: { state: 'disabled' } } },
        { state: 'retracted', case: { clocks: { some: { name: 'dmca.restore', state: 'running' } } } },
      ],
    },
    take: AT_ONCE,
    select: { caseId: true },
  })
  for (const { caseId } of restoring) await runCommand(settle, { ...call, now: now(), input: { caseId } })
})

/** Tried once: a reply that was lost is not asked for again, and the case says so. Names nobody, like a reminder. */
export const tellCounsel = defineWorker(tellCounselJob, async ({ caseId, personId, isMissed }, { db, now }) => {
  const { smtp, url } = env()
  const person = await db.person.findUnique({ where: { id: personId } })
  const own = await db.personClock.findUnique({ where: { personId } })
  if (!person) return
  const told = (failure: string | null) =>
    runCommand(noteCounsel, { db, actor: MACHINE, now: now(), input: { caseId, who: person.acct, failure } })
  const row = await db.case.findFirst({ where: { AND: [{ id: caseId }, visibleTo(actorOf(person))] } })
  if (!row) return
  // That nobody was woken is worth as much to know.
  if (!smtp || !own?.address) return void (await told(smtp ? 'noAddress' : 'noServer'))
  const to = unsealHere('contact', `reminder ${personId}`, own.address)
  const { number } = row
  const words = { number, when: isMissed ? 'before' : 'after' }
  const text = [t('mail.counsel.text', words), '', `${url}/dmca/${caseId}`].join('\n')
  await told(await sendMail(smtp, { to, id: newId(), subject: t('mail.counsel.subject', words), text }))
})
