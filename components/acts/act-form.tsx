'use client'
import { type ReactNode, useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox, Choices, Radio } from '@/components/ui/choice'
import { Select, TextArea } from '@/components/ui/field'
import { isolate } from '@/components/ui/isolate'
import { Notice } from '@/components/ui/notice'
import { useCommand } from '@/lib/client'
import type { Consequences } from '@/lib/features/acts/schema'
import { t } from '@/lib/platform/i18n/translate'
import { type ActDraft, askedIn, isKept, missingEnd, missingGround, startingDraft, wrongTerritory } from './act-draft'
import { ConsequenceList } from './consequence-list'
import { DownNote } from './down-note'
import { EndField } from './end-field'
import { GroundField } from './ground-field'
import { MailField } from './mail-field'
import { PanelFrame } from './panel-frame'
import { RefusalNote } from './refusal-note'
import { type DeskCase, remember } from './use-case-work'
import { useDraft } from './use-draft'

interface Props {
  view: DeskCase
  consequences: Consequences
  title: ReactNode
  /** A colleague who has taken the case while this stood open. */
  takenBy: string | null
  onClose: () => void
}

/** The panel's form. One button names the act and does it; nothing else on it does anything. */
export function ActForm({ view, consequences, title, takenBy, onClose }: Props) {
  const { kind } = consequences
  const form = useId()
  const box = useRef<HTMLFormElement>(null)
  const { run, isRunning, refusal, clear } = useCommand('acts.ask')
  const { draft, wasKept, change, forget } = useDraft({ caseId: view.id, kind }, startingDraft(consequences))
  const [isTried, setTried] = useState(false)
  const [isShown, setShown] = useState(false)
  const missing = missingGround(draft, consequences.needsGround)
  const wrongEnd = consequences.mayEnd ? missingEnd(draft, view.now) : null
  const { keep } = consequences
  const isKeeping = isKept(draft, consequences)
  const confirm = async () => {
    setTried(true)
    setShown(false)
    if (missing) return box.current?.querySelector<HTMLElement>(FIRST_OF_GROUND)?.focus()
    if (wrongEnd || wrongTerritory(draft)) return
    const answer = await run({ caseId: view.id, version: view.version, ...askedIn(draft, consequences) })
    if (!answer) return
    remember(view, kind, answer)
    forget()
    onClose()
  }
  const foot = (
    <div className="flex flex-col gap-2">
      {refusal && (
        <RefusalNote
          refusal={refusal}
          onShown={() => {
            clear()
            setShown(true)
          }}
        />
      )}
      <div role="status">{takenBy && <Notice tone="warn">{t('panel.taken', { who: isolate(takenBy) })}</Notice>}</div>
      <p role="status" className={isShown ? 'text-small text-ink-2' : 'sr-only'}>
        {isShown && t('refusal.shown')}
      </p>
      <Button
        type="submit"
        form={form}
        kind={kind === 'suspend' ? 'dangerMain' : 'main'}
        keys={t('key.ctrlEnter')}
        isBusy={isRunning}
      >
        {isRunning ? t('panel.doing') : t(`panel.confirm.${kind}`, { handle: isolate(view.person.handle) })}
      </Button>
    </div>
  )
  return (
    <PanelFrame title={title} onClose={onClose} onConfirm={() => void confirm()} foot={foot}>
      <form
        ref={box}
        id={form}
        onSubmit={(event) => {
          event.preventDefault()
          void confirm()
        }}
        className="flex flex-col gap-4"
      >
        <div>
          <DownNote down={consequences.down} className="mb-2" />
          <ConsequenceList lines={keep && isKeeping ? keep.lines : consequences.lines} />
          {wasKept && <p className="mt-2 text-small text-ink-2">{t('panel.kept')}</p>}
        </div>
        {keep && (
          <Checkbox
            label={t('panel.keep')}
            hint={t('panel.keepHint', { reports: keep.reports, posts: keep.posts })}
            checked={draft.keeps}
            onChange={(event) => change({ keeps: event.target.checked })}
          />
        )}
        {kind === 'warn' && <Answers draft={draft} change={change} reports={consequences.reports} />}
        {/* Undoing says nothing to the person: Mastodon takes no message with it. */}
        {consequences.needsGround && (
          <MailField
            draft={draft}
            change={change}
            view={view}
            mail={consequences.mail}
            language={consequences.language}
            isKeeping={isKeeping}
          />
        )}
        <GroundField
          draft={draft}
          change={change}
          consequences={consequences}
          error={isTried ? missing : null}
          isTried={isTried}
        />
        {consequences.mayEnd && <EndField draft={draft} change={change} error={isTried ? wrongEnd : null} />}
        <Choices legend={t('panel.source')} isRow>
          {(['report', 'ownLook'] as const).map((source) => (
            <Radio
              key={source}
              name="source"
              label={t(`panel.source.${source}`)}
              checked={draft.source === source}
              onChange={() => change({ source })}
            />
          ))}
        </Choices>
        <TextArea
          label={t('panel.note')}
          hint={t('panel.noteHint')}
          rows={2}
          maxLength={5000}
          value={draft.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      </form>
    </PanelFrame>
  )
}

interface AnswersProps {
  draft: ActDraft
  change: (part: Partial<ActDraft>) => void
  reports: Consequences['reports']
}

function Answers({ draft, change, reports }: AnswersProps) {
  if (reports.length === 0) return null
  return (
    <div className="flex flex-col gap-2">
      <Select
        label={t('panel.answers')}
        hint={t('panel.answersHint')}
        value={draft.reportId ?? ''}
        onChange={(event) => change({ reportId: event.target.value })}
      >
        {reports.map(({ id, label }) => (
          <option key={id} value={id}>
            {label ? t('panel.answersWords', { id, words: label }) : t('panel.answersReport', { id })}
          </option>
        ))}
      </Select>
      {reports.length > 1 && (
        <Checkbox
          label={t('panel.closesOthers', { n: reports.length - 1 })}
          checked={draft.closesOthers}
          onChange={(event) => change({ closesOthers: event.target.checked })}
        />
      )}
    </div>
  )
}

const FIRST_OF_GROUND = '[data-ground] :is([type=checkbox], [type=text])'
