'use client'
import '@/lib/platform/i18n/rooms/moving'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { TextField } from '@/components/ui/field'
import { OutsideLink } from '@/components/ui/outside-link'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'
import type { ReaderView } from './reader'

/** Makes the address at which the reading account says yes, in whichever window it is signed in. */
export function ReaderConsent() {
  const ask = useCommand('instance.askReader')
  const [url, setUrl] = useState('')
  const make = async () => setUrl((await ask.run({}))?.url ?? '')
  return (
    <div className="mt-3 flex flex-col items-start gap-2">
      <Button kind={url ? 'plain' : 'main'} isBusy={ask.isRunning} onClick={() => void make()}>
        {t(ask.isRunning ? 'reader.asking' : url ? 'reader.askAgain' : 'reader.ask')}
      </Button>
      {ask.refusal && <RefusalNote refusal={ask.refusal} />}
      {url && (
        <div role="status" className="flex w-full flex-col gap-2">
          <TextField
            label={t('reader.address')}
            hint={t('reader.addressHint')}
            value={url}
            readOnly
            dir="ltr"
            onFocus={(event) => event.target.select()}
          />
          <OutsideLink href={url}>{t('reader.openHere')}</OutsideLink>
        </div>
      )}
    </div>
  )
}

/** The accounts that have said yes: one of them may be chosen, and all may be taken back. */
export function ConsentedList({ consented, mayChoose }: Pick<ReaderView, 'consented' | 'mayChoose'>) {
  const choose = useCommand('instance.chooseReader')
  const drop = useCommand('instance.dropReader')
  if (consented.length === 0) return null
  return (
    <section aria-labelledby="consented" className="mt-4 border-t pt-3">
      <h3 id="consented" className="mb-1 text-small font-semibold text-ink-2">
        {t('reader.consented')}
      </h3>
      <ul className="mb-3">
        {consented.map(({ id, acct, at, isChosen }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1">
            <bdi dir="ltr" className="font-semibold">
              @{acct}
            </bdi>
            <span className="text-small text-ink-2">
              <ExactTime at={at} />
            </span>
            {isChosen ? (
              <Chip tone="ok">{t('reader.chosen')}</Chip>
            ) : (
              mayChoose && (
                <Button size="small" isBusy={choose.isRunning} onClick={() => void choose.run({ personId: id })}>
                  {t('reader.choose', { handle: `@${acct}` })}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
      {mayChoose && (
        <Button kind="danger" isBusy={drop.isRunning} onClick={() => void drop.run({})}>
          {t('reader.drop')}
        </Button>
      )}
      {choose.refusal && <RefusalNote refusal={choose.refusal} />}
      {drop.refusal && <RefusalNote refusal={drop.refusal} />}
    </section>
  )
}
