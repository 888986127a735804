'use client'
import { Button, ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { t } from '@/lib/platform/i18n/translate'

/** The failed face of a page. The error itself is in the log; its digest ties the two together. */
export default function Broken({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div role="alert">
      <EmptyState
        title={t('shell.brokeTitle')}
        level={1}
        action={
          <>
            <Button kind="main" onClick={reset}>
              {t('shell.tryAgain')}
            </Button>
            <ButtonLink href="/">{t('shell.toHome')}</ButtonLink>
          </>
        }
      >
        <p>{t('shell.brokeText')}</p>
        {error.digest && (
          <p className="mt-1 font-mono text-small">{t('shell.brokeDigest', { digest: error.digest })}</p>
        )}
      </EmptyState>
    </div>
  )
}
