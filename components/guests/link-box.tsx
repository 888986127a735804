'use client'
import '@/lib/platform/i18n/rooms/room'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { t } from '@/lib/platform/i18n/translate'

/** The link, shown this once. */
export function LinkBox({ name, address }: { name: string; address: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(address)
    setCopied(true)
  }
  return (
    <div role="status" className="mt-3 flex w-full flex-col items-start gap-2">
      <TextField
        label={t('guests.link', { name })}
        hint={t('guests.linkHint')}
        value={address}
        readOnly
        dir="ltr"
        className="w-full"
        onFocus={(event) => event.target.select()}
      />
      <Button size="small" onClick={() => void copy()}>
        {t(isCopied ? 'guests.copied' : 'guests.copy')}
      </Button>
    </div>
  )
}
