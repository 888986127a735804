import { Section } from '@/components/reports/section'
import { isolate } from '@/components/ui/isolate'
import { isWhole } from '@/lib/features/captures/model'
import type { EvidenceView } from '@/lib/features/evidence/schema'
import type { CaseView } from '@/lib/features/reports/schema'
import { exact } from '@/lib/platform/i18n/time'
import { isMessage, t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { EvidenceRow } from './evidence-row'

interface Props {
  view: Pick<CaseView, 'id' | 'actions'>
  rows: EvidenceView[]
  standing: QueryOutput<'captures.standing'>
}

/** What was sealed for a case, what could not be and why, and how the last look at it went. */
export function Evidence({ view, rows, standing }: Props) {
  const mayJudge = view.actions.some(({ name, why }) => name === 'resolve' && why !== 'role')
  return (
    <Section title={t('evidence.title')}>
      <p className="mb-1 text-small text-ink-2">{t('evidence.lead')}</p>
      <Look standing={standing} />
      {rows.length === 0 && <p className="text-ink-2">{t('evidence.none')}</p>}
      {rows.length > 0 && (
        <ul className="border-t">
          {rows.map((row) => (
            <EvidenceRow key={row.id} row={row} caseId={view.id} mayJudge={mayJudge} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Look({ standing: { look } }: { standing: Props['standing'] }) {
  if (!look) return null
  const at = exact(look.at)
  const isPart = look.state === 'done' && !isWhole(look)
  const act = look.lateFor ? `act.${look.lateFor}` : ''
  return (
    <div className="mb-1 text-small text-ink-2">
      <p className={look.state === 'failed' ? 'text-warn' : undefined}>
        {t(isPart ? 'look.part' : `look.${look.state}`, { at, why: look.why ?? 'other' })}
      </p>
      {look.state !== 'running' && !isWhole(look) && <p className="text-warn">{t('look.uncovered', restOf(look))}</p>}
      {look.lateFor && (
        <p className="text-warn">{t('look.late', { kind: isolate(isMessage(act) ? t(act) : look.lateFor) })}</p>
      )}
    </div>
  )
}

const NAMED = 5

/** What a look did not cover, by number and by its first ids. */
function restOf({ posts, reports }: NonNullable<Props['standing']['look']>) {
  const named = (ids: string[]) => isolate([...ids.slice(0, NAMED), ...(ids.length > NAMED ? ['…'] : [])].join(', '))
  return {
    posts: posts.length,
    postIds: named(posts),
    reports: reports.length,
    reportIds: named(reports),
    both: posts.length > 0 && reports.length > 0 ? 'yes' : 'no',
  }
}
