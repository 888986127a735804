import { ButtonLink } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { ReadsNow, type ReaderView } from './reader'

interface Props {
  overview: QueryOutput<'settings.overview'>
  reader: ReaderView
}

/** What each right on the instance makes possible here. Without it, exactly that is off. */
const RIGHTS = ['manage_reports', 'manage_users'] as const

/** After the first sign-in: what this person may do, what will be off, and who reads in the background. */
export function Welcome({ overview, reader }: Props) {
  const { you, instance, maySet } = overview
  const held = RIGHTS.filter((right) => you.permissions.includes(right))
  const missing = RIGHTS.filter((right) => !you.permissions.includes(right))
  return (
    <>
      <PageHead title={t(maySet ? 'welcome.titleOwner' : 'welcome.title')} note={<bdi>{instance.domain}</bdi>} />
      <div className="grid max-w-[76rem] grid-cols-[minmax(0,1fr)] items-start gap-4 px-4 pb-6 wide:grid-cols-2">
        <Panel title={t('welcome.rights', { domain: instance.domain })}>
          <Lines title={t('welcome.on')} lines={held.map((right) => t(`welcome.may.${right}`))} />
          {missing.length > 0 && (
            <Lines isOff title={t('welcome.off')} lines={missing.map((right) => t(`welcome.lacks.${right}`))} />
          )}
          {missing.length === 0 && <p className="mt-2 text-ink-2">{t('welcome.nothingOff')}</p>}
          <Lines
            title={t('welcome.never')}
            lines={NEVER.map((line) => t(messageFor('welcome.never', line, 'welcome.never')))}
          />
        </Panel>
        <div className="flex flex-col gap-4">
          <Panel title={t('reader.title')}>
            <ReadsNow view={reader} />
            {reader.mayChoose && (
              <p className="mt-3">
                <ButtonLink href="/settings/reader">{t('welcome.toReader')}</ButtonLink>
              </p>
            )}
          </Panel>
          <Panel title={t('welcome.team')}>
            <p>{t(maySet ? 'welcome.teamTextOwner' : 'welcome.teamText', { domain: instance.domain })}</p>
          </Panel>
        </div>
        <p>
          <ButtonLink kind="main" href="/reports" className="phone:w-full">
            {t('welcome.toReports')}
          </ButtonLink>
        </p>
      </div>
    </>
  )
}

const NEVER = ['posts', 'appeals', 'notes'] as const

function Lines({ title, lines, isOff = false }: { title: string; lines: readonly string[]; isOff?: boolean }) {
  return (
    <div className="mt-2">
      <h3 className={`text-small font-semibold ${isOff ? 'text-warn' : 'text-ink-2'}`}>{title}</h3>
      <ul className="ms-4 list-disc">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}
