import Link from 'next/link'
import { agoIn, Ago } from '@/components/case/ago'
import { Chip } from '@/components/ui/chip'
import { OutsideLink } from '@/components/ui/outside-link'
import { Panel } from '@/components/ui/panel'
import type { PersonView } from '@/lib/features/people/schema'
import { t } from '@/lib/platform/i18n/translate'

const CASE_LINK = 'rounded text-accent underline underline-offset-2'

/** The cases about the person that the reader may see, open ones first. */
export function PersonCases({
  view: { cases, caseCount, now },
}: {
  view: Pick<PersonView, 'cases' | 'caseCount' | 'now'>
}) {
  return (
    <Panel title={t('people.cases')} look="plain">
      {cases.length === 0 && <p className="text-ink-2">{t('people.casesNone')}</p>}
      <ul className="flex flex-col gap-1">
        {cases.map(({ caseId, number, reportCount, state, openedAt }) => (
          <li key={caseId} className="flex items-baseline gap-2">
            <Link href={`/reports/${caseId}`} prefetch={false} className={CASE_LINK}>
              {t('people.caseLine', { number, n: reportCount })}
            </Link>
            <Chip tone={state === 'open' ? 'warn' : 'ok'}>
              {t(state === 'open' ? 'people.open' : 'people.resolved')}
            </Chip>
            <Ago at={openedAt} now={now} className="ms-auto text-small text-ink-2" />
          </li>
        ))}
      </ul>
      {caseCount > cases.length && (
        <p className="mt-1 text-small text-ink-2">{t('people.casesMore', { n: caseCount - cases.length })}</p>
      )}
    </Panel>
  )
}

/** What the team wrote in the person's cases. New notes are written there. */
export function PersonNotes({
  view: { notes, noteCount, now },
}: {
  view: Pick<PersonView, 'notes' | 'noteCount' | 'now'>
}) {
  return (
    <Panel title={t('people.notes')} look="plain">
      {notes.length === 0 && <p className="text-ink-2">{t('people.notesNone')}</p>}
      <ul className="flex flex-col gap-2">
        {notes.map((note) => (
          <li key={note.id}>
            <p dir="auto" className="line-clamp-6 wrap-anywhere whitespace-pre-line">
              {note.text}
            </p>
            <p className="text-small text-ink-2">
              {t('team.by', { by: note.isYours ? t('team.you') : note.by, age: agoIn(note.at, now) })} ·{' '}
              <Link href={`/reports/${note.caseId}`} prefetch={false} className={CASE_LINK}>
                {t('people.inCase', { number: note.caseNumber })}
              </Link>
            </p>
          </li>
        ))}
      </ul>
      {noteCount > notes.length && (
        <p className="mt-1 text-small text-ink-2">{t('people.notesMore', { n: noteCount - notes.length })}</p>
      )}
    </Panel>
  )
}

/** What the instance shows on its own pages only. */
export function Elsewhere({ places }: { places: PersonView['elsewhere'] }) {
  return (
    <Panel title={t('people.elsewhere')} look="plain">
      <p className="mb-1 text-small text-ink-2">{t('people.elsewhereText')}</p>
      <ul>
        {places.map(({ what, url }) => (
          <li key={what}>
            <OutsideLink href={url}>{t(`people.elsewhere.${what}`)}</OutsideLink>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
