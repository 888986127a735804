import type { CaseFile, PersonOfCase } from '@/lib/features/casefile/schema'
import { paperFilesOf, papersOf } from '@/lib/features/papers/queries'
import type { Db } from '@/lib/platform/db/client'

export interface ToldByHand {
  hand: NonNullable<CaseFile['hand']>
  /** Whoever sent it, and others on its papers: to be withheld like others. */
  people: PersonOfCase[]
}

/** What a case by hand is about, as its bundle and counsel's room tell it; null where a report or a notice opened it. */
export async function handFileOf(db: Db, { id: caseId }: { id: string }): Promise<ToldByHand | null> {
  const row = await db.handCase.findUnique({ where: { caseId } })
  if (!row) return null
  const tasks = await db.handTask.findMany({ where: { caseId }, orderBy: { id: 'asc' } })
  const ids = [row.recordedById, ...tasks.map((task) => task.doneById)].filter((id) => id !== null)
  const staff = await db.person.findMany({ where: { id: { in: ids } }, select: { id: true, acct: true } })
  const acctOf = (id: string | null) => staff.find((person) => person.id === id)?.acct ?? null
  const papers = await papersOf(db, caseId)
  const names = [...new Set([row.sender, ...papers.map((paper) => paper.party)])].filter((name) => name.trim() !== '')
  return {
    people: names.map((name, place) => ({
      id: place === 0 ? 'sender' : `party ${place}`,
      name,
      handle: '',
      url: '',
      part: 'other' as const,
    })),
    hand: {
      title: row.title,
      channel: row.channel,
      sender: row.sender,
      receivedAt: row.receivedAt.toISOString(),
      recordedAt: row.recordedAt.toISOString(),
      recordedBy: acctOf(row.recordedById),
      outcome: row.outcome,
      outcomeText: row.outcomeText,
      tasks: tasks.map(({ text, doneAt, doneById }) => ({
        text,
        doneAt: doneAt?.toISOString() ?? null,
        doneBy: acctOf(doneById),
      })),
      papers: paperFilesOf(papers),
    },
  }
}
