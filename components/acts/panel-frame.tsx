'use client'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { useKeys } from '@/components/ui/use-keys'
import { Kbd } from '@/components/ui/kbd'
import { t } from '@/lib/platform/i18n/translate'

const NARROW = '(width < 64rem)'

interface Props {
  title: ReactNode
  onClose: () => void
  /** Ctrl Enter, wherever the focus is in the panel, also on its heading: what the button at the foot does. */
  onConfirm?: () => void
  /** Below, always in sight: what confirms. */
  foot?: ReactNode
  children: ReactNode
}

/**
 * The panel beside the evidence; on a narrow screen it covers the page. It takes the focus, and Escape closes it, also from
 * a field: what was typed is kept.
 */
export function PanelFrame({ title, onClose, onConfirm, foot, children }: Props) {
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  useEffect(coverBehind, [])
  useKeys({ Escape: onClose })
  return (
    <section
      data-panel
      // A press on its words keeps the focus in it.
      tabIndex={-1}
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        const does = event.key === 'Escape' ? onClose : isConfirming(event) && !event.repeat ? onConfirm : undefined
        if (!does) return
        event.preventDefault()
        does()
      }}
      className="flex min-h-0 flex-1 flex-col bg-sheet outline-none narrow:fixed narrow:inset-0 narrow:z-40"
    >
      <header className="flex flex-none items-center justify-between gap-3 border-b px-4 py-2">
        <h2 id={id} ref={heading} tabIndex={-1} className="min-w-0 truncate text-said font-semibold outline-none">
          {title}
        </h2>
        <button
          type="button"
          onClick={onClose}
          className="inline-flex min-h-7 flex-none items-center gap-1.5 rounded px-2 text-small text-ink-2 hover:bg-sunk hover:text-ink phone:min-h-11"
        >
          {t('panel.cancel')} <Kbd>{t('key.escape')}</Kbd>
        </button>
      </header>
      <div className="min-h-0 flex-1 overflow-auto px-4 py-3">{children}</div>
      {foot && <footer className="flex-none border-t bg-paper px-4 py-3">{foot}</footer>}
    </section>
  )
}

const isConfirming = (event: KeyboardEvent): boolean => event.key === 'Enter' && (event.ctrlKey || event.metaKey)

/** Where the panel covers the page, nothing behind it can be reached. */
function coverBehind(): (() => void) | undefined {
  if (!window.matchMedia(NARROW).matches) return undefined
  const behind = [...document.querySelectorAll<HTMLElement>('[data-behind]')]
  for (const part of behind) part.inert = true
  return () => {
    for (const part of behind) part.inert = false
  }
}
