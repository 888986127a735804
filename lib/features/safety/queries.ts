import { z } from 'zod'
import { visibleTo } from '@/lib/features/cases/model'
import { type Actor, can } from '@/lib/platform/access/access'
import type { CaseWhere } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'

const stopped = (actor: Actor): CaseWhere => ({ AND: [visibleTo(actor), { class: 'childSafety' }] })

export const list = defineQuery({
  name: 'safety.list',
  permission: 'safety.read',
  input: z.object({}),
  async run({ db, actor }) {
    const cases = await db.case.findMany({
      where: stopped(actor),
      include: { stop: true },
      orderBy: { number: 'desc' },
      take: 200,
    })
    const people = await db.person.findMany({
      where: { id: { in: cases.flatMap((row) => row.stop?.stoppedById ?? []) } },
    })
    const accounts = await db.account.findMany({
      where: {
        instanceId: cases[0]?.instanceId ?? NOWHERE,
        remoteId: { in: cases.flatMap((row) => row.subjectId ?? []) },
      },
    })
    const rows = cases.flatMap((row) =>
      row.stop
        ? [
            {
              caseId: row.id,
              number: row.number,
              stoppedAt: row.stop.stoppedAt.toISOString(),
              stoppedBy: people.find((person) => person.id === row.stop?.stoppedById)?.acct ?? '',
              tipNumber: row.stop.tipNumber,
              tipFiledAt: row.stop.tipFiledAt?.toISOString() ?? null,
              handle: `@${accounts.find((account) => account.remoteId === row.subjectId)?.acct ?? row.subjectId ?? ''}`,
            },
          ]
        : [],
    )
    return { rows }
  },
})
const NOWHERE = '00000000-0000-0000-0000-000000000000'

/**
 * Who was told of a stop: for whoever pressed it, who may not see the case any more, and for those who see it. Names and the
 * number, nothing else of the case.
 */
export const told = defineQuery({
  name: 'safety.told',
  permission: 'safety.stop',
  input: z.object({ caseId: z.uuid() }),
  async run({ db, actor }, { caseId }) {
    const maySee =
      can(actor, 'safety.read') && (await db.case.count({ where: { AND: [{ id: caseId }, stopped(actor)] } })) > 0
    const pressedIt = actor.kind === 'person' ? { stop: { stoppedById: actor.id }, instanceId: actor.instanceId } : null
    const entitled = maySee ? {} : pressedIt
    const row = entitled
      ? await db.case.findFirst({
          where: { id: caseId, class: 'childSafety', ...entitled },
          include: { named: { include: { person: true } } },
        })
      : null
    // Pressed a moment after somebody else: that it is stopped is all there is to say.
    if (!row) return null
    const owners = await db.person.findMany({
      where: { instanceId: row.instanceId, roles: { has: 'owner' }, remoteId: { notIn: row.partyIds } },
      orderBy: { acct: 'asc' },
    })
    const named = row.named.map(({ person }) => person).filter(({ id }) => !owners.some((owner) => owner.id === id))
    return {
      number: row.number,
      maySee,
      people: [
        ...owners.map(({ acct }) => ({ acct, as: 'owner' as const })),
        ...named.map(({ acct }) => ({ acct, as: 'named' as const })),
      ],
    }
  },
})

/** A stopped case: facts about the stop and the next steps. Never the material, not even its words. */
export const one = defineQuery({
  name: 'safety.case',
  permission: 'safety.read',
  input: z.object({ caseId: z.uuid() }),
  async run({ db, actor, now, remember }, { caseId }) {
    const row = await db.case.findFirst({
      where: { AND: [{ id: caseId }, stopped(actor)] },
      include: {
        stop: true,
        named: { include: { person: true } },
        notes: { include: { person: true }, orderBy: { at: 'asc' } },
      },
    })
    if (!row?.stop) throw new AppError('notFound')
    await remember({ caseId, subjectIds: row.subjectId ? [row.subjectId] : [] })
    const instance = await db.instance.findUniqueOrThrow({ where: { id: row.instanceId } })
    const account = row.subjectId
      ? await db.account.findUnique({
          where: { instanceId_remoteId: { instanceId: row.instanceId, remoteId: row.subjectId } },
        })
      : null
    const people = await db.person.findMany({
      where: { id: { in: [row.stop.stoppedById, row.stop.tipById].filter((id) => id !== null) } },
    })
    const reviewers = await db.person.findMany({ where: { instanceId: row.instanceId, roles: { has: 'childSafety' } } })
    const nameable = reviewers
      .filter(
        (person) => !row.named.some((one) => one.personId === person.id) && !row.partyIds.includes(person.remoteId),
      )
      .map((person) => ({ id: person.id, acct: person.acct }))
    const acctOf = (id: string | null) => people.find((person) => person.id === id)?.acct ?? null
    return {
      id: row.id,
      number: row.number,
      version: row.version,
      handle: `@${account?.acct ?? row.subjectId ?? ''}`,
      name: account?.displayName.trim() || account?.acct || '',
      stoppedAt: row.stop.stoppedAt.toISOString(),
      stoppedBy: acctOf(row.stop.stoppedById) ?? '',
      reportId: row.stop.reportId,
      postId: row.stop.postId,
      tipNumber: row.stop.tipNumber,
      tipFiledAt: row.stop.tipFiledAt?.toISOString() ?? null,
      tipBy: acctOf(row.stop.tipById),
      named: row.named.map(({ person }) => person.acct),
      /** Whom the owner could name besides. */
      nameable: can(actor, 'staff.manage') ? nameable : [],
      notes: row.notes.map((note) => ({
        id: note.id,
        by: note.person.acct,
        text: note.text,
        at: note.at.toISOString(),
      })),
      adminUrl: `${instance.origin}/admin/accounts/${row.subjectId ?? ''}`,
      now: now.toISOString(),
    }
  },
})
