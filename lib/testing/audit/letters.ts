import type { PersonActor } from '@/lib/platform/access/access'
import { type Db, newId } from '@/lib/platform/db/client'
import type { CommandInput, CommandName } from '@/lib/registry'

interface Telling {
  db: Db
  instanceId: string
  ines: PersonActor
  counsel: PersonActor
  accountId: string
  run: <N extends CommandName>(actor: PersonActor, name: N, input: CommandInput<N>) => Promise<unknown>
}

/** The agent is entered and looked for, a letter goes to it, and an account with strikes is decided about. */
export async function tellLetters({ db, instanceId, ines, counsel, accountId, run }: Telling): Promise<void> {
  await run(ines, 'agent.record', {
    reason: 'designation',
    provider: 'Reef Collective',
    providerAddress: '12 Harbour Street, Portland, ME 04101',
    names: ['reef.example'],
    name: 'Nadia Okafor',
    address: '12 Harbour Street, Portland, ME 04101',
    phone: '+1 207 555 0142',
    email: 'copyright@reef.example',
    registrationNumber: 'DMCA-1071234',
    registeredOn: '2026-01-12',
    zone: 'America/New_York',
  })
  await run(ines, 'agent.check', {})
  const agent = await db.designatedAgent.findFirst()
  const own = await db.case.findUnique({ where: { id: agent?.caseId ?? newId() } })
  const letter = { version: 1, channel: 'copied', subject: 'The designation ends', text: 'In three years.' } as const
  if (own)
    await run(ines, 'letters.send', { caseId: own.id, version: own.version, letter: { ...letter, template: 'D13' } })
  const policy = { points: 1, decayMonths: 12, threshold: 1, why: 'Counsel says so.' }
  await run(ines, 'strikes.setPolicy', { ...policy, after: 1 })
  const at = { instanceId, accountId, caseId: own?.id ?? newId(), at: new Date() }
  const day = new Date().toISOString().slice(0, 10)
  await db.strikeEntry.create({ data: { id: newId(), ...at, itemId: newId(), kind: 'counted', day } })
  await run(ines, 'strikes.decide', { accountId, kind: 'warn', reasons: 'One is enough here.', points: 1 })
  await run(counsel, 'strikes.appeal', { accountId, reasons: 'It was mine.' })
  await run(ines, 'strikes.answer', { accountId, kind: 'upheld', reasons: 'It was not.' })
  await run(ines, 'strikes.decide', { accountId, kind: 'proposed', reasons: 'And again.', points: 1 })
}
