import { ButtonLink } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

const DONT = ['look', 'download', 'forward', 'delete', 'tell'] as const
const NEXT = ['danger', 'tip', 'number'] as const
export const TIP_FORM = 'https://report.cybertip.org/'

interface Props {
  /** Null for whoever pressed it a moment after somebody else. */
  told: QueryOutput<'safety.told'>
  caseId: string
}

/** After a stop: who knows, what to do, what not to do. Nothing of the case is on this page. */
export function Stopped({ told, caseId }: Props) {
  const people = told?.people ?? []
  return (
    <div className="mx-auto w-full max-w-2xl pb-8">
      <PageHead title={told ? t('stopped.title', { number: told.number }) : t('stopped.titlePlain')} />
      <p role="status" className="px-4 pb-3 text-said">
        {t('stopped.done')}
      </p>
      <div className="flex flex-col gap-3 px-4">
        <Panel title={t('stopped.dont')} className="border-danger">
          <ul className="flex list-disc flex-col gap-1 ps-4 marker:text-danger">
            {DONT.map((what) => (
              <li key={what}>{t(`stopped.dont.${what}`)}</li>
            ))}
          </ul>
        </Panel>
        <Panel title={t('stopped.told')}>
          <ul className="mb-1 flex flex-wrap gap-x-4">
            {people.map(({ acct, as }) => (
              <li key={acct}>
                <bdi dir="ltr" className="font-semibold">
                  @{acct}
                </bdi>{' '}
                <span className="text-ink-2">{t(`stopped.told.${as}`)}</span>
              </li>
            ))}
          </ul>
          <p>{t(told && people.length === 0 ? 'stopped.toldNobody' : 'stopped.toldText')}</p>
        </Panel>
        <Panel title={t('stopped.next')}>
          <ol className="flex list-decimal flex-col gap-1 ps-5">
            {NEXT.map((what) => (
              <li key={what}>{t(`stopped.next.${what}`)}</li>
            ))}
          </ol>
          <p className="mt-3">
            <a
              href={TIP_FORM}
              target="_blank"
              rel="noreferrer"
              className="inline-flex min-h-[2.125rem] items-center rounded border border-transparent bg-accent px-2.5 font-medium text-on-accent phone:min-h-11"
            >
              {t('stopped.link')}
            </a>
          </p>
        </Panel>
        <p className="text-ink-2">{t('stopped.self')}</p>
        <p className="flex flex-wrap gap-2">
          {told?.maySee && <ButtonLink href={`/safety/${caseId}`}>{t('stopped.toDesk')}</ButtonLink>}
          <ButtonLink href="/reports">{t('stopped.toQueue')}</ButtonLink>
        </p>
      </div>
    </div>
  )
}
