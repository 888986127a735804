import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { t } from '@/lib/platform/i18n/translate'

/** Folded away: it cannot be undone. */
export function RetractForm({ token }: { token: string }) {
  return (
    <details className="rounded border bg-sheet p-4">
      <summary className="cursor-pointer text-small font-semibold text-ink-2">{t('following.retract')}</summary>
      <form method="post" action="/api/commands/following.retract" className="mt-3 flex flex-col gap-3">
        <input type="hidden" name="token" value={token} />
        <p className="text-row">{t('following.retractHint')}</p>
        <Checkbox name="isSure" value="yes" required label={t('following.retractYes')} />
        <Button type="submit" kind="danger" className="self-start">
          {t('following.retractButton')}
        </Button>
      </form>
    </details>
  )
}
