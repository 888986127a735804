'use client'
import '@/lib/platform/i18n/rooms/webhooks'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import type { WebhooksView } from './webhooks'

/** The address to paste in Mastodon. */
export function WebhookAddress({ address }: { address: string }) {
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null)
  const copy = () =>
    navigator.clipboard.writeText(address).then(
      () => setCopied('yes'),
      () => setCopied('no'),
    )
  return (
    <div className="flex flex-wrap items-end gap-2">
      <TextField
        label={t('webhooks.address')}
        isLabelHidden
        value={address}
        readOnly
        dir="ltr"
        className="min-w-0 grow"
        onFocus={(event) => event.target.select()}
      />
      <Button onClick={() => void copy()}>{t('webhooks.copy')}</Button>
      <p role="status" className="w-full text-small text-ink-2">
        {copied && t(copied === 'yes' ? 'webhooks.copied' : 'webhooks.copyFailed')}
      </p>
    </div>
  )
}

/** The secret from Mastodon's page. The field is emptied once it is kept: nothing shows it again. */
export function WebhookSecretForm() {
  const keep = useCommand('webhooks.setSecret')
  const [secret, setSecret] = useState('')
  const [isKept, setKept] = useState(false)
  const send = async () => {
    setKept(false)
    const answer = await keep.run({ secret })
    if (!answer) return
    setSecret('')
    setKept(true)
  }
  return (
    <form
      className="flex flex-col items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <TextField
        label={t('webhooks.secret')}
        hint={t('webhooks.secretHint')}
        value={secret}
        onChange={(event) => setSecret(event.target.value)}
        required
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        className="w-full"
      />
      <Button type="submit" kind="main" isBusy={keep.isRunning}>
        {t(keep.isRunning ? 'webhooks.saving' : 'webhooks.save')}
      </Button>
      <p role="status" className="min-h-4 text-small text-ok">
        {isKept && t('webhooks.saved')}
      </p>
      {keep.refusal && <RefusalNote refusal={keep.refusal} />}
    </form>
  )
}

export function WebhookSecrets({ secrets }: Pick<WebhooksView, 'secrets'>) {
  const remove = useCommand('webhooks.removeSecret')
  return (
    <>
      <ul className="flex flex-col gap-2">
        {secrets.map(({ id, pastedAt, validUntil, lastUsedAt }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
            <div>
              <p>
                {t(validUntil ? 'webhooks.secretUntil' : 'webhooks.secretNow')}{' '}
                <ExactTime at={validUntil ?? pastedAt} />
              </p>
              <p className="text-small text-ink-2">
                {lastUsedAt ? (
                  <>
                    {t('webhooks.secretUsed')} <ExactTime at={lastUsedAt} />
                  </>
                ) : (
                  t('webhooks.secretUnused')
                )}
              </p>
            </div>
            <Button
              size="small"
              kind="danger"
              aria-label={t('webhooks.removeThis', { at: exact(pastedAt) })}
              isBusy={remove.isRunning}
              onClick={() => void remove.run({ id })}
            >
              {t('webhooks.remove')}
            </Button>
          </li>
        ))}
      </ul>
      {remove.refusal && <RefusalNote refusal={remove.refusal} />}
    </>
  )
}
