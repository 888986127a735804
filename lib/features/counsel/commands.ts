import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { rolesOf } from '@/lib/features/staff/model'
import { isHolder } from '@/lib/platform/access/access'
import { defineCommand } from '@/lib/platform/commands/define'
import { newId, type Tx } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { putObject } from '@/lib/platform/vault/objects'
import { named, readersOf } from './model'
import { commentInput } from './schema'

/**
 * What counsel says on a case: privileged. Sealed under a key that opens nothing else of the case; the log says that it was made and of which
 * kind, never its words. The case is not locked: whoever does not see it must not wait for those who work on it.
 */
export const comment = defineCommand({
  name: 'counsel.comment',
  permission: 'counsel.write',
  input: commentInput,
  isPublicDoor: true,
  async run({ tx, actor, now, remember }, { caseId, kind, text }) {
    if (!isHolder(actor)) throw new AppError('signIn.needed')
    const row = await tx.case.findFirst({ where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] } })
    if (!row) throw new AppError('notFound')
    const id = newId()
    const couldSee = await readersNow(tx, row)
    const { id: objectId } = await putObject(tx, now, { caseId, class: 'counsel', kind: 'comment' }, Buffer.from(text))
    await tx.counselComment.create({ data: { id, caseId, personId: actor.id, kind, objectId, at: now, couldSee } })
    remember({ caseId, fields: { comment: id, kind } })
    return { id }
  },
})

async function readersNow(tx: Tx, row: { id: string; instanceId: string; partyIds: string[] }): Promise<string[]> {
  const people = await tx.person.findMany({
    where: { instanceId: row.instanceId, guest: { is: null } },
    include: { shares: { where: { caseId: row.id, takenBackAt: null } } },
    orderBy: { acct: 'asc' },
  })
  const guests = await tx.guest.findMany({
    where: { takenBackAt: null, person: { shares: { some: { caseId: row.id, takenBackAt: null } } } },
    include: { person: true },
  })
  const all = [
    ...people.map((person) => ({
      id: person.id,
      name: person.acct,
      roles: rolesOf(person),
      remoteId: person.remoteId,
      isShared: person.shares.length > 0,
    })),
    ...guests.map(({ person, role }) => ({
      id: person.id,
      name: person.acct,
      roles: [role],
      remoteId: person.remoteId,
      isShared: true,
    })),
  ]
  return readersOf(all, row.partyIds).map(named)
}
