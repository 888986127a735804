'use client'
import { agoIn } from '@/components/case/ago'
import { Button } from '@/components/ui/button'
import { Chip, type Tone } from '@/components/ui/chip'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import type { ActState, ActView } from '@/lib/features/acts/schema'
import { clock, exact } from '@/lib/platform/i18n/time'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { EndLine } from './end-line'
import { RefusalNote } from './refusal-note'
import type { DeskCase } from './use-case-work'
import { useUndo } from './use-undo'

const TONES: Record<ActState, Tone> = {
  asked: 'plain',
  sent: 'accent',
  confirmed: 'ok',
  notConfirmed: 'warn',
  failed: 'danger',
  cancelled: 'plain',
}
const SETTLED_SHOWN = 2

/** What was asked of the instance from here and what became of it. Nothing is claimed that was not seen. */
export function ActList({ view }: { view: Pick<DeskCase, 'id' | 'version' | 'acts' | 'now' | 'person'> }) {
  const shown = worthShowing(view.acts)
  if (shown.length === 0) return null
  return (
    <Panel title={t('state.title')} look="plain">
      <ul aria-live="polite" className="flex flex-col gap-2">
        {shown.map((act) => (
          <ActLine key={act.groupId + act.kind} act={act} view={view} />
        ))}
      </ul>
    </Panel>
  )
}

/** Everything that still wants somebody's eye, and the last that went well. */
function worthShowing(acts: readonly ActView[]): ActView[] {
  const settled = acts.filter(({ state }) => state === 'confirmed' || state === 'cancelled').slice(0, SETTLED_SHOWN)
  return acts.filter(
    (act, place) => settled.includes(act) || isOpenEnded(act) || isUnsettled(act, acts.slice(0, place)),
  )
}

/** A failure that was followed by another try of the same is history. */
function isUnsettled({ kind, state }: ActView, later: readonly ActView[]): boolean {
  if (state === 'failed') return !later.some((act) => act.kind === kind)
  return state !== 'confirmed' && state !== 'cancelled'
}

/** One act, how far it is, and what can be done about it; `view` is the case in which it was asked for. */
export function ActLine({
  act,
  view,
  isAnyonesToUndo = false,
}: {
  act: ActView
  /** Where old acts are looked through, what a colleague did may be undone too. */
  isAnyonesToUndo?: boolean
  view: Pick<DeskCase, 'id' | 'version' | 'now'> & { person: Pick<DeskCase['person'], 'name'> }
}) {
  const { undo, isRunning, refusal } = useUndo()
  const why = explanation(act)
  return (
    <li>
      <div className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1" title={exact(act.askedAt)}>
          {t('state.line', { act: inWords(act), by: act.isYours ? t('state.you') : act.by })},{' '}
          <span className="text-small text-ink-2">{t('state.ago', { age: agoIn(act.askedAt, view.now) })}</span>
        </span>
        <Chip tone={act.waits ? 'warn' : TONES[act.state]}>{t(act.waits ? 'state.waits' : `state.${act.state}`)}</Chip>
      </div>
      {why && <p className="text-small text-ink-2">{why}</p>}
      {act.isFollower && act.state === 'asked' && <p className="text-small text-ink-2">{t('state.follows')}</p>}
      {act.territory.length > 0 && (
        <p className="text-small text-ink-2">{t('state.where', { where: act.territory.join(', ') })}</p>
      )}
      {act.keeps && act.state === 'confirmed' && <p className="text-small text-ink-2">{t('state.keeps')}</p>}
      {act.end && <EndLine end={act.end} view={view} groupId={act.groupId} />}
      {act.state === 'notConfirmed' && <Settle caseId={view.id} groupId={act.groupId} />}
      {act.isUndoable && (act.isYours || isAnyonesToUndo) && (
        <Button
          size="small"
          className="mt-1"
          isBusy={isRunning}
          onClick={() =>
            void undo({
              caseId: view.id,
              version: view.version,
              groupId: act.groupId,
              kind: act.kind,
              name: view.person.name,
            })
          }
        >
          {t(act.state === 'confirmed' ? 'state.undo' : 'state.cancel')}
        </Button>
      )}
      {refusal && <RefusalNote refusal={refusal} />}
    </li>
  )
}

/** Where no read-back can tell, a person looks and says. */
function Settle({ caseId, groupId }: { caseId: string; groupId: string }) {
  const again = useCommand('acts.lookAgain')
  const said = useCommand('acts.sayWhatWasSeen')
  const refusal = again.refusal ?? said.refusal
  return (
    <div className="mt-1 flex flex-wrap gap-1.5">
      <Button size="small" isBusy={again.isRunning} onClick={() => void again.run({ caseId, groupId })}>
        {t('state.lookAgain')}
      </Button>
      <Button size="small" isBusy={said.isRunning} onClick={() => void said.run({ caseId, groupId, seen: 'done' })}>
        {t('state.sawDone')}
      </Button>
      <Button size="small" isBusy={said.isRunning} onClick={() => void said.run({ caseId, groupId, seen: 'notDone' })}>
        {t('state.sawNotDone')}
      </Button>
      {refusal && <RefusalNote refusal={refusal} />}
    </div>
  )
}

/** Done only when it was seen: until then, and when it failed, it is something that was tried. */
const inWords = ({ kind, state, count }: ActView): string =>
  t(`${state === 'confirmed' ? 'did' : 'doing'}.${kind}`, { n: count })

function explanation({ state, failure, waits }: ActView): string | null {
  if (waits) {
    // As the queue says it: the words for what failed ask the person to try again.
    const why = t(messageFor('queue.failure', waits.why, 'queue.failure.unknown'))
    const { tries, left, waiting } = waits
    const when = { at: clock(waits.nextAt), until: exact(waits.untilAt) }
    if (waits.why === 'vaultFull') return t('state.waitsForRoom', { n: tries, ...when })
    return t('state.waitsWhy', { why, n: tries, left, waiting, ...when })
  }
  if (state === 'asked') return t('state.askedWhy')
  if (state === 'sent') return t('state.sentWhy')
  if (state === 'notConfirmed') return t('state.notConfirmedWhy')
  if (state !== 'failed') return null
  return t('state.failedWhy', {
    why: t(messageFor('failure', failure ?? '', 'failure.unknown'), { code: failure ?? '' }),
  })
}

/** Its end is still to come, or came and was not undone. */
function isOpenEnded({ end }: ActView): boolean {
  return end !== null && end.state !== 'undone' && end.state !== 'superseded'
}
