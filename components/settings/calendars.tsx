import '@/lib/platform/i18n/rooms/clocks'
import Link from 'next/link'
import { clockName } from '@/components/clocks/words'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { Cell, Row, Table } from '@/components/ui/table'
import type { CalendarsView } from '@/lib/features/calendars/schema'
import { t } from '@/lib/platform/i18n/translate'
import { AddDay } from './add-day'
import { AddedDays } from './added-days'
import { BackLink } from './back-link'

/** Where holidays come from, what counsel adds, and which clocks would come out differently today. */
export function Calendars({ view }: { view: CalendarsView }) {
  const { added, calendars, mayAdd, differing } = view
  return (
    <>
      <PageHead title={t('calendars.title')} start={<BackLink label={t('calendars.back')} />} />
      <div className="flex flex-col gap-4 px-4 pb-6">
        <p className="max-w-3xl text-ink-2">{t('calendars.lead')}</p>
        <Panel title={t('calendars.added')}>
          <AddedDays added={added} mayAdd={mayAdd} />
          {mayAdd && <AddDay ids={calendars.map(({ id }) => id)} />}
        </Panel>
        {differing.length > 0 && (
          <Panel title={t('calendars.differing')}>
            <ul>
              {differing.map(({ caseId, number, kind, clock }) => (
                <li key={`${caseId} ${clock}`}>
                  <Link
                    href={kind === 'report' ? `/reports/${caseId}` : `/cases/${caseId}`}
                    prefetch={false}
                    className="text-accent underline underline-offset-2"
                  >
                    {t('calendars.differingLine', { number, clock: clockName(clock) })}
                  </Link>
                </li>
              ))}
            </ul>
          </Panel>
        )}
        <Table
          caption={t('calendars.sources')}
          head={[t('calendars.calendar'), t('calendars.version'), t('calendars.source')]}
        >
          {calendars.map(({ id, version, source }) => (
            <Row key={id}>
              <Cell className="font-medium whitespace-nowrap">{id}</Cell>
              <Cell>{version}</Cell>
              <Cell className="text-ink-2">{source}</Cell>
            </Row>
          ))}
        </Table>
      </div>
    </>
  )
}
