import { ReadOnlyMark } from '@/components/archive/read-only-mark'
import { ExactTime } from '@/components/case/exact-time'
import { Panel } from '@/components/ui/panel'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { StoppedHead, TheStop } from './desk-case'
import { NothingShown } from './nothing-shown'

/** A stopped case of an instance that the console has left: who, when, the number, the notes. No button. */
export function FormerCase({ instance, view }: QueryOutput<'archive.stoppedCase'>) {
  return (
    <>
      <StoppedHead view={view} />
      <ReadOnlyMark {...instance} />
      <div className="flex max-w-[44rem] flex-col gap-4 px-4 pb-6">
        <NothingShown />
        <div className="rounded border bg-sheet [&>section:last-child]:border-b-0">
          <TheStop view={view} />
          <Panel title={t('safety.tip')} look="plain">
            <p>{view.tipNumber ? t('safety.numberKept', { number: view.tipNumber }) : t('safety.tipMissing')}</p>
          </Panel>
          <Notes notes={view.notes} />
        </div>
      </div>
    </>
  )
}

function Notes({ notes }: { notes: QueryOutput<'archive.stoppedCase'>['view']['notes'] }) {
  if (notes.length === 0) return null
  return (
    <Panel title={t('archive.notes')} look="plain">
      <ul className="flex flex-col gap-2">
        {notes.map((note) => (
          <li key={note.id}>
            <p dir="auto" className="wrap-anywhere whitespace-pre-line">
              {note.text}
            </p>
            <p className="text-small text-ink-2">
              <bdi>{note.by}</bdi> <ExactTime at={note.at} />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
