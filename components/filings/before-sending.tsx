import { Panel } from '@/components/ui/panel'
import { t } from '@/lib/platform/i18n/translate'

/** What is made public, who receives it, and what a false notice costs: said before anything is written. */
export function BeforeSending({ domain }: { domain: string }) {
  return (
    <Panel title={t('filing.publicTitle')}>
      <ul className="flex list-disc flex-col gap-1.5 ps-5 text-row">
        <li>{t('filing.public.who', { domain })}</li>
        <li>{t('filing.public.counter')}</li>
        <li>{t('filing.public.perjury')}</li>
      </ul>
    </Panel>
  )
}
