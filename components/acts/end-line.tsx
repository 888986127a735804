'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useCommand } from '@/lib/client'
import type { EndView } from '@/lib/features/acts/schema'
import { exact } from '@/lib/platform/i18n/time'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { endIn, missingEnd } from './act-draft'
import { EndField } from './end-field'
import { RefusalNote } from './refusal-note'
import type { DeskCase } from './use-case-work'

interface Props {
  end: EndView
  view: Pick<DeskCase, 'id' | 'version' | 'now'>
  groupId: string
}

/** When an act ends by itself, or what became of that; until then it can be changed. */
export function EndLine({ end, view, groupId }: Props) {
  const [isOpen, setOpen] = useState(false)
  const why = end.why ? t(messageFor('ended.why', end.why, 'ended.why.unknown'), { code: end.why }) : ''
  return (
    <>
      <p className={end.state === 'look' ? 'text-small font-medium text-danger' : 'text-small text-ink-2'}>
        {t(`ended.${end.state}`, { at: exact(end.at), why })}{' '}
        {end.state === 'ahead' && !isOpen && (
          <button
            type="button"
            onClick={() => setOpen(true)}
            className="min-h-6 rounded text-accent underline underline-offset-2 phone:min-h-11"
          >
            {t('ended.change')}
          </button>
        )}
      </p>
      {isOpen && <ChangeEnd view={view} groupId={groupId} onClose={() => setOpen(false)} />}
    </>
  )
}

function ChangeEnd({ view, groupId, onClose }: Omit<Props, 'end'> & { onClose: () => void }) {
  const { run, isRunning, refusal, clear } = useCommand('ends.change')
  const [draft, setDraft] = useState({ endKind: 'none', endOn: '' })
  const [isTried, setTried] = useState(false)
  const wrong = missingEnd(draft, view.now)
  const save = async () => {
    setTried(true)
    if (wrong) return
    const answer = await run({ caseId: view.id, version: view.version, groupId, end: endIn(draft) })
    if (answer) onClose()
  }
  return (
    <div className="mt-1 flex flex-col gap-2">
      <EndField draft={draft} change={(part) => setDraft({ ...draft, ...part })} error={isTried ? wrong : null} />
      {refusal && <RefusalNote refusal={refusal} onShown={clear} />}
      <div className="flex gap-1.5">
        <Button size="small" kind="main" isBusy={isRunning} onClick={() => void save()}>
          {t('ended.save')}
        </Button>
        <Button size="small" kind="quiet" onClick={onClose}>
          {t('panel.cancel')}
        </Button>
      </div>
    </div>
  )
}
