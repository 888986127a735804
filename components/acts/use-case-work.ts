'use client'
import { useRouter } from 'next/navigation'
import { type Refusal, useCommand } from '@/lib/client'
import type { ActKind } from '@/lib/features/acts/schema'
import type { CaseView } from '@/lib/features/reports/schema'
import { leaveDone } from './done'

export type DeskCase = Pick<
  CaseView,
  'id' | 'number' | 'version' | 'state' | 'actions' | 'acts' | 'next' | 'previous' | 'now'
> & {
  down?: CaseView['down']
  owner?: CaseView['owner']
  person: Pick<CaseView['person'], 'name' | 'handle' | 'isLocal'>
  openReports: number
  /** Acts that stand as things are: their button is the one that undoes them. */
  done?: readonly ActKind[]
  isSpam: boolean
}

type Quick = 'assign' | 'unassign' | 'resolve' | 'reopen'

interface CaseWork {
  press: (kind: Quick, takesOver?: boolean) => Promise<void>
  running: Quick | null
  refusal: Refusal | null
  clear: () => void
}

/** The acts of one key: done at once, undone with one key. Closing goes on to the next person. */
export function useCaseWork(view: DeskCase): CaseWork {
  const router = useRouter()
  const ref = { caseId: view.id, version: view.version }
  const claim = useCommand('reports.claim')
  const release = useCommand('reports.release')
  const close = useCommand('reports.close')
  const reopen = useCommand('reports.reopen')
  const commands = { assign: claim, unassign: release, resolve: close, reopen }
  const runs: Record<
    Quick,
    (takesOver: boolean) => Promise<{ caseId: string; version: number; groupId: string | null } | null>
  > = {
    assign: (takesOver) => claim.run({ ...ref, takesOver }),
    unassign: () => release.run(ref),
    resolve: () => close.run({ ...ref, note: '' }),
    reopen: () => reopen.run(ref),
  }
  const clear = () => {
    for (const command of Object.values(commands)) command.clear()
  }
  const press = async (kind: Quick, takesOver = false) => {
    clear()
    const answer = await runs[kind](takesOver)
    if (!answer) return
    remember(view, kind, answer)
    if (kind === 'resolve') router.push(view.next ? `/reports/${view.next}` : '/reports')
  }
  return {
    press,
    running: QUICK.find((kind) => commands[kind].isRunning) ?? null,
    clear,
    refusal: QUICK.map((kind) => commands[kind].refusal).find((refusal) => refusal !== null) ?? null,
  }
}

const QUICK: readonly Quick[] = ['assign', 'unassign', 'resolve', 'reopen']
export const isQuick = (name: string): name is Quick => QUICK.some((kind) => kind === name)

/** Leaves what was done for the note that follows, with what undoing it needs. */
export function remember(
  view: DeskCase,
  kind: ActKind,
  answer: { caseId: string; version: number; groupId: string | null },
): void {
  if (answer.groupId) leaveDone({ ...answer, groupId: answer.groupId, kind, name: view.person.name })
}
