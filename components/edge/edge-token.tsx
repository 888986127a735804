'use client'
import '@/lib/platform/i18n/rooms/edge'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'

/** Makes the token, and makes a new one. It is shown once, as the line that goes into the file. */
export function EdgeToken({ madeAt }: { madeAt: string | null }) {
  const make = useCommand('edge.makeToken')
  const [token, setToken] = useState('')
  const press = async () => {
    const made = await make.run({})
    if (made) setToken(made.token)
  }
  return (
    <div className="flex flex-col items-start gap-2">
      {token && (
        <TextField
          label={t('edge.settings.token')}
          hint={t('edge.settings.tokenShown')}
          readOnly
          dir="ltr"
          className="w-full"
          value={`authorization: Bearer ${token}`}
          onFocus={(event) => event.target.select()}
        />
      )}
      {!token && !madeAt && <p>{t('edge.settings.tokenNone')}</p>}
      {madeAt && (
        <>
          <p>
            {t('edge.settings.tokenSince')} <ExactTime at={madeAt} />
          </p>
          <p className="text-small text-ink-2">{t('edge.settings.rotateText')}</p>
        </>
      )}
      <Button kind={madeAt ? 'plain' : 'main'} isBusy={make.isRunning} onClick={() => void press()}>
        {t(make.isRunning ? 'edge.settings.making' : madeAt ? 'edge.settings.rotate' : 'edge.settings.make')}
      </Button>
      {make.refusal && <RefusalNote refusal={make.refusal} />}
    </div>
  )
}
