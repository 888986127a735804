import { beforeEach, expect, it } from 'vitest'
import { claim, close } from '@/lib/features/reports/commands'
import { recordAll } from '@/lib/platform/audit/record'
import { runCommand } from '@/lib/platform/commands/run'
import { transaction } from '@/lib/platform/db/client'
import { openReef, type Reef } from '@/lib/testing/reef'
import { addNote } from './commands'

let reef: Reef
beforeEach(async () => {
  reef = await openReef()
})
const seenNow = async () => {
  const { id, version } = await reef.caseOf(reef.kofi, 'wren')
  return { caseId: id, version }
}

it('tells people that it was themselves, in another window', async () => {
  const seen = await seenNow()
  await reef.command(reef.kofi, claim, seen, crypto.randomUUID())
  // Moves no version: what they are late for is still their own.
  await reef.command(reef.ines, addNote, { caseId: seen.caseId, text: 'Looking.' }, crypto.randomUUID())
  await expect(reef.command(reef.kofi, close, { ...seen, note: '' })).rejects.toMatchObject({
    code: 'case.stale',
    values: { who: 'kofi', isOwn: 1, what: 'reports.claim', minutes: 0 },
  })
})

it('tells that Mastodon changed where that came after what they did', async () => {
  await reef.command(reef.kofi, claim, await seenNow(), crypto.randomUUID())
  const seen = await seenNow()
  await reef.db.case.update({ where: { id: seen.caseId }, data: { version: { increment: 1 } } })
  const refused = reef.command(reef.kofi, close, { ...seen, note: '' })
  await expect(refused).rejects.toMatchObject({ values: { who: 'docket:mirror', what: 'intake.takeIn' } })
})

it('names the colleague though our machinery has carried out meanwhile what they asked for', async () => {
  const seen = await seenNow()
  await reef.command(reef.kofi, close, { ...seen, note: '' }, crypto.randomUUID())
  await reef.db.case.update({ where: { id: seen.caseId }, data: { version: { increment: 2 } } })
  await transaction(reef.db, (tx) =>
    recordAll(tx, { kind: 'system', name: 'mirror' }, new Date(), [
      { command: 'intake.takeIn', outcome: 'done', caseId: seen.caseId },
    ]),
  )
  await expect(reef.command(reef.ines, close, { ...seen, note: '' })).rejects.toMatchObject({
    code: 'case.stale',
    values: { who: 'kofi', what: 'reports.close', minutes: 0 },
  })
})

it('never tells of less than no time ago: whoever waited for the case took their time before', async () => {
  const seen = await seenNow()
  await reef.command(reef.kofi, claim, seen)
  const early = { db: reef.db, actor: reef.ines, now: new Date(Date.now() - 90_000), input: { ...seen, note: '' } }
  await expect(runCommand(close, early)).rejects.toMatchObject({ values: { who: 'kofi', minutes: 0 } })
})
