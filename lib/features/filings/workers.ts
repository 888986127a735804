import { sendMail } from '@/lib/integrations/mail/client/send'
import { runCommand } from '@/lib/platform/commands/run'
import { env } from '@/lib/platform/env/env'
import { exact } from '@/lib/platform/i18n/time'
import { defineWorker } from '@/lib/platform/jobs/define'
import { claimConfirmation, settleConfirmation } from './commands'
import { askConfirmationJob } from './jobs'
import { confirmationLetter } from './letters'
import { confirmationOf } from './store'

const MACHINE = { kind: 'system', name: 'filings' } as const

/** Row, claim, mail, outcome. Without a mail server the notice stays in the slower queue, and counts all the same. */
export const askConfirmation = defineWorker(askConfirmationJob, async ({ caseId }, { db, now }) => {
  const { smtp, url } = env()
  const call = { db, actor: MACHINE, now: now() }
  const notice = await db.notice.findUnique({ where: { caseId }, include: { case: true } })
  if (!notice || notice.isConfirmed || !notice.email) return
  const { isOurs } = await runCommand(claimConfirmation, { ...call, input: { caseId } })
  if (!isOurs) return
  if (!smtp) {
    await runCommand(settleConfirmation, { ...call, input: { caseId, failure: 'noServer' } })
    return
  }
  const instance = await db.instance.findUniqueOrThrow({ where: { id: notice.case.instanceId } })
  const letter = confirmationLetter({
    domain: instance.domain,
    number: notice.case.number,
    receivedAt: exact(notice.receivedAt, notice.zone),
    link: `${url}/dmca/confirm/${confirmationOf(caseId)}`,
  })
  const failure = await sendMail(smtp, { to: notice.email, id: `confirm-${caseId}`, ...letter })
  await runCommand(settleConfirmation, { ...call, input: { caseId, failure } })
})
