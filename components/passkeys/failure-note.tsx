import { Notice } from '@/components/ui/notice'
import { OutsideLink } from '@/components/ui/outside-link'
import { t } from '@/lib/platform/i18n/translate'
import type { Failure } from './device'

/** Why there is no touch yet, and the way on where there is one. */
export function FailureNote({ failure: { code, sentence } }: { failure: Failure }) {
  return (
    <Notice
      tone="warn"
      live="assertive"
      actions={
        code === 'passkey.signInAgain' && (
          <OutsideLink href="/sign-in?again=1&callbackUrl=/settings/passkeys">{t('passkeys.signInAgain')}</OutsideLink>
        )
      }
    >
      {sentence}
    </Notice>
  )
}
