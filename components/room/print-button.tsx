'use client'
import '@/lib/platform/i18n/rooms/room'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/platform/i18n/translate'

export function PrintButton() {
  return (
    <span className="print:hidden">
      <Button onClick={() => globalThis.print()}>{t('privilege.print')}</Button>
    </span>
  )
}
