'use client'
import '@/lib/platform/i18n/rooms/lettering'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { t } from '@/lib/platform/i18n/translate'

/** A letter that somebody sends by hand, as it goes out: its link was made a moment ago and is shown this once. */
export function CopyText({ text, onClose }: { text: string; onClose: () => void }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <div className="flex flex-col gap-2">
      <TextArea label={t('lettering.text')} hint={t('lettering.kept')} rows={10} readOnly value={text} />
      <div className="flex flex-wrap items-center gap-2">
        <Button kind="main" onClick={() => void copy()}>
          {t('lettering.copy')}
        </Button>
        <Button onClick={onClose}>{t('lettering.cancel')}</Button>
        <span role="status">{isCopied && t('lettering.copied')}</span>
      </div>
    </div>
  )
}
