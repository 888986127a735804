'use client'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { useKeys } from '@/components/ui/use-keys'
import { type Message, t } from '@/lib/platform/i18n/translate'

export interface KeyLine {
  keys: string[]
  does: Message
}

/** Every key of a room, on `?`; and the word at the foot that opens the same. */
export function KeysHelp({ lines }: { lines: readonly KeyLine[] }) {
  const [isOpen, setOpen] = useState(false)
  useKeys({ '?': () => setOpen(true) })
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="inline-flex min-h-6 items-center gap-1 rounded hover:text-ink phone:hidden"
      >
        <Kbd>?</Kbd> {t('shell.keysAll')}
      </button>
      <Dialog title={t('keys.title')} closeLabel={t('shell.close')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5">
          {lines.map(({ keys, does }) => (
            <div key={does} className="contents">
              <dt className="flex gap-1">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dt>
              <dd>{t(does)}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  )
}
