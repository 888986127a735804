import { runCommand } from '@/lib/platform/commands/run'
import { env } from '@/lib/platform/env/env'
import { defineWorker } from '@/lib/platform/jobs/define'
import { unsealHere } from '@/lib/platform/vault/console'
import { sendMail } from '@/lib/integrations/mail/client/send'
import { claim, markOf, note, noteDeputy, settle } from './commands'
import { sendReminderJob, tellDeputyJob, wakeRemindersJob } from './jobs'
import { reminderLetter } from './letters'

const MACHINE = { kind: 'system', name: 'reminders' } as const
const AT_ONCE = 500

/** Each mark in a transaction of its own: what died half-way is looked at again, and the rows say what has been said. */
export const wakeReminders = defineWorker(wakeRemindersJob, async (_, { db, now }) => {
  const marks = await db.clockMark.findMany({
    where: { isOpen: true, remindAt: { lte: now() } },
    orderBy: { remindAt: 'asc' },
    take: AT_ONCE,
    select: { clockId: true, name: true },
  })
  for (const { clockId, name } of marks)
    await runCommand(note, { db, actor: MACHINE, now: now(), input: { clockId, mark: name } })
})

/** What nobody touched since the others were told. */
export const tellDeputy = defineWorker(tellDeputyJob, async (look, { db, now }) => {
  await runCommand(noteDeputy, { db, actor: MACHINE, now: now(), input: look })
})

/**
 * Row, claim, mail, outcome. A death after the claim leaves a reminder that was perhaps not sent; a second try could send it
 * twice, so that there is none. The page of everything due says it all the same.
 */
export const sendReminder = defineWorker(sendReminderJob, async ({ reminderId }, { db, now }) => {
  const { smtp, url } = env()
  const call = { db, actor: MACHINE, now: now() }
  const reminder = await db.reminder.findUnique({ where: { id: reminderId } })
  const mark = reminder
    ? await db.clockMark.findUnique({
        where: { clockId_name: { clockId: reminder.clockId, name: reminder.mark } },
        include: { clock: { include: { case: true } } },
      })
    : null
  // Met or moved meanwhile: it would say what is no longer so.
  if (!reminder || !mark?.isOpen || mark.at.getTime() !== reminder.markAt.getTime()) return
  const own = await db.personClock.findUnique({ where: { personId: reminder.personId } })
  if (!smtp || !own?.address) {
    const failure = smtp ? 'noAddress' : 'noServer'
    await runCommand(settle, { ...call, input: { reminderId, failure } })
    return
  }
  const { isOurs } = await runCommand(claim, { ...call, input: { reminderId } })
  if (!isOurs) return
  const { clock } = mark
  const letter = reminderLetter({
    number: clock.case.number,
    caseId: clock.caseId,
    kind: clock.case.kind,
    clock: clock.name,
    mark: markOf(mark),
    moment: reminder.moment,
    clockZone: clock.zone,
    personZone: own.zone,
    url,
  })
  const to = unsealHere('contact', `reminder ${own.personId}`, own.address)
  const failure = await sendMail(smtp, { to, id: reminderId, ...letter })
  await runCommand(settle, { ...call, input: { reminderId, failure } })
})
