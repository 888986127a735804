import { open } from '@/lib/features/byhand/commands'
import { addNote } from '@/lib/features/cases/commands'
import { add } from '@/lib/features/papers/commands'
import { seedNotice } from './notice'
import type { Reef } from './reef'

/** What a walk asks for: a case, and everything in it that a door may be asked for by itself. */
export interface Target {
  caseId: string
  number: number
  accountId: string
  postId: string
  reportId: string
  version: number
  paperId: string
  words: string[]
}

/** The ways in: what a report opened, what was opened by hand, and a notice. */
export const WAYS = ['report', 'byHand', 'notice'] as const
export type Targets = Record<(typeof WAYS)[number], { shared: Target; hidden: Target }>

/** Two cases of each way in: one to be shared, one to stay hidden. */
export async function openTargets(reef: Reef): Promise<Targets> {
  const hidden = await targetOf(reef, 'wren', ['This is my photograph', 'Ask the photographer', '@wren'])
  await reef.command(reef.kofi, addNote, { caseId: hidden.caseId, text: 'Ask the photographer' })
  return {
    report: { shared: await targetOf(reef, 'harl', ['Mocks how people speak']), hidden },
    byHand: {
      shared: await openedByHand(reef, 'Order of the Harbour Court'),
      hidden: await openedByHand(reef, 'Order about the quay'),
    },
    notice: { shared: await noticed(reef, 'Harbour Pictures'), hidden: await noticed(reef, 'Quay Pictures') },
  }
}

async function targetOf(reef: Reef, name: 'harl' | 'wren', words: string[]): Promise<Target> {
  const { id: caseId, number, version, reports } = await reef.caseOf(reef.kofi, name)
  const accountId = reef.people[name].id
  const post = await reef.db.post.findFirst({ where: { authorId: accountId } })
  const paperId = await paperOf(reef, caseId)
  const reportId = reports[0]?.id ?? ''
  return { caseId, number, version, accountId, postId: post?.remoteId ?? '1', reportId, paperId, words }
}

/** A paper on the case, as if it had been entered there: reports have none by themselves. */
async function paperOf(reef: Reef, caseId: string): Promise<string> {
  const there = await reef.db.paper.findFirst({ where: { caseId } })
  if (there) return there.id
  const row = await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })
  const paper = {
    way: 'in',
    kind: 'letter',
    at: new Date(Date.now() - 3600_000).toISOString(),
    party: 'Harbour Court',
    channel: 'post',
    original: { entry: 'paste', text: 'A letter' },
  } as const
  await reef.command(reef.kofi, add, { caseId, version: row.version, paper })
  return paperOf(reef, caseId)
}

async function openedByHand(reef: Reef, title: string): Promise<Target> {
  const { caseId, number } = await reef.command(reef.kofi, open, {
    clocks: [],
    kind: 'legalOrder',
    title,
    receivedAt: new Date(Date.now() - 3600_000).toISOString(),
    channel: 'post',
    sender: `Clerk for ${title}`,
    tasks: [`Read: ${title}`],
    paper: { entry: 'paste', text: `${title}. Write to clerk@court.example.` },
  })
  return madeOf(reef, { caseId, number }, [title, `Clerk for ${title}`, `Read: ${title}`])
}

async function noticed(reef: Reef, principal: string): Promise<Target> {
  const caseId = await seedNotice(reef, { principal, hasAgent: false })
  const { number } = await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })
  return madeOf(reef, { caseId, number }, [principal])
}

async function madeOf(
  reef: Reef,
  { caseId, number }: { caseId: string; number: number },
  words: string[],
): Promise<Target> {
  const paperId = await paperOf(reef, caseId)
  const { version } = await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })
  return { caseId, number, version, accountId: '1', postId: '1', reportId: '1', paperId, words }
}
