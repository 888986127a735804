import { Panel } from '@/components/ui/panel'
import { t } from '@/lib/platform/i18n/translate'

const OTHERS = ['intimateImage', 'childSafety', 'privacy', 'trademark'] as const

/** Asked before the form: some of what is sent as a copyright notice has a faster way. */
export function AskFirst() {
  return (
    <Panel title={t('filing.askFirst')}>
      <p className="mb-2 text-small text-ink-2">{t('filing.askFirstHint')}</p>
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {OTHERS.map((about) => (
          <li key={about}>
            <a
              href={`/dmca/new?about=${about}`}
              className="inline-flex min-h-6 items-center text-row underline underline-offset-2 phone:min-h-11"
            >
              {t(`filing.about.${about}`)}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
