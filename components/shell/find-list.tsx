import { Marks } from '@/components/reports/person'
import { Avatar } from '@/components/ui/avatar'
import { cx } from '@/components/ui/cx'
import { isolate } from '@/components/ui/isolate'
import type { FindView, FoundRow } from '@/lib/features/finding/schema'
import { t } from '@/lib/platform/i18n/translate'
import type { Option } from './find-options'

interface Props {
  id: string
  options: readonly Option[]
  active: string | null
  text: string
  view: FindView
  onPoint: (id: string) => void
  onChoose: (option: Option) => void
}

export const optionId = (list: string, id: string): string => `${list}-${id.replace(/[^\w-]/g, '-')}`

/** The lines under the box. Pressing one does what Enter does on it. */
export function FindList({ id, options, active, text, view, onPoint, onChoose }: Props) {
  return (
    <ul id={id} role="listbox" aria-label={t('find.list')}>
      {options.map((option) => (
        <li
          key={option.id}
          id={optionId(id, option.id)}
          role="option"
          aria-selected={option.id === active}
          // The box keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onPointerMove={() => onPoint(option.id)}
          onClick={() => onChoose(option)}
          className={cx(
            'flex min-h-9 cursor-pointer items-center gap-2.5 px-3 py-1 phone:min-h-11',
            option.id === active && 'bg-accent-ground',
          )}
        >
          <Line option={option} text={text} view={view} />
        </li>
      ))}
    </ul>
  )
}

function Line({ option, text, view }: { option: Option; text: string; view: FindView }) {
  if (option.is === 'found') return <Found row={option.row} />
  if (option.is === 'queue')
    return <span className="min-w-0 truncate">{t('find.queue', { text: isolate(text.trim()) })}</span>
  if (option.is === 'cases')
    return <span className="min-w-0 truncate">{t('search.find', { text: isolate(text.trim()) })}</span>
  const isRecorded = view.off === null && (view.kind === 'email' || view.kind === 'ip')
  return (
    <>
      <span className="min-w-0 flex-1 truncate">
        {isRecorded
          ? t('find.askRecorded', { domain: view.domain, kind: view.kind })
          : t('find.ask', { domain: view.domain })}
      </span>
      {isRecorded && <span className="text-small text-ink-2">{t('find.recorded')}</span>}
    </>
  )
}

function Found({ row }: { row: FoundRow }) {
  if (row.kind === 'person') {
    return (
      <>
        <Avatar initials={row.person.initials} size="small" />
        <span className="min-w-0 flex-1">
          <bdi className="foreign block truncate font-medium">{row.person.name}</bdi>
          <bdi dir="ltr" className="foreign block truncate text-small text-ink-2">
            {row.person.handle}
          </bdi>
        </span>
        {row.marks.length > 0 && <Marks marks={row.marks} />}
      </>
    )
  }
  const [what, state] =
    row.kind === 'case'
      ? [t(row.isSafety ? 'find.caseStopped' : 'find.case', { number: row.number }), row.state]
      : [t('find.report', { id: row.id.replace('report ', '') }), row.isResolved ? 'closed' : 'open']
  return (
    <>
      <span className="min-w-0 flex-1 truncate">
        <span className="font-medium">{what}</span> <bdi dir="ltr">{row.handle}</bdi>
      </span>
      <span className="text-small text-ink-2">
        {row.kind === 'report' && row.caseNumber !== null && `${t('find.inCase', { number: row.caseNumber })} · `}
        {t('find.state', { state })}
      </span>
    </>
  )
}
