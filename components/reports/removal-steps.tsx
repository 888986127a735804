import '@/lib/platform/i18n/rooms/removals'
import { Button } from '@/components/ui/button'
import { OutsideLink } from '@/components/ui/outside-link'
import type { RemovalView } from '@/lib/features/removals/schema'
import { t } from '@/lib/platform/i18n/translate'

interface Props {
  removal: RemovalView
  isBusy: boolean
  onCheck: () => void
}

/** What to press over there, and what to press here afterwards. */
export function RemovalSteps({ removal: { url, reportId }, isBusy, onCheck }: Props) {
  return (
    <section
      aria-label={t('removal.title')}
      className="mt-1 rounded border border-dashed border-line-strong px-3 py-2 text-row"
    >
      <p className="text-small text-ink-2">{t('removal.why')}</p>
      <ol className="mt-1 flex list-decimal flex-col gap-1 ps-5">
        <li>
          {t('removal.step.open')}:{' '}
          <OutsideLink href={url}>{reportId ? t('removal.link', { id: reportId }) : t('removal.linkPage')}</OutsideLink>
        </li>
        <li>{t(reportId ? 'removal.step.inReport' : 'removal.step.noReport')}</li>
        <li>
          {t('removal.step.check')}:{' '}
          <Button size="small" isBusy={isBusy} onClick={onCheck}>
            {t('removal.check')}
          </Button>
        </li>
      </ol>
    </section>
  )
}
