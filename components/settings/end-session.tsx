'use client'
import '@/lib/platform/i18n/rooms/settings'
import { depart } from '@/components/live/departure'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'

/** The way out, in every browser at once. */
export function EndSession() {
  const end = useCommand('staff.endSession')
  const signOut = async () => {
    // A whole new page, so that nothing of a case stays in memory.
    if (await end.run({})) depart('/sign-in')
  }
  return (
    <section aria-labelledby="end-session" className="flex flex-col items-start gap-2">
      <h3 id="end-session" className="text-small font-semibold text-ink-2">
        {t('settings.session.title')}
      </h3>
      <p>{t('settings.session.text')}</p>
      {end.refusal && <RefusalNote refusal={end.refusal} />}
      <Button isBusy={end.isRunning} onClick={() => void signOut()}>
        {t(end.isRunning ? 'settings.session.ending' : 'settings.session.end')}
      </Button>
    </section>
  )
}
