'use client'
import { useEffect, useId, useRef, type ReactNode } from 'react'

export interface DialogProps {
  title: ReactNode
  closeLabel: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
}

/** A native dialog: the browser keeps the focus inside and gives it back; Escape closes. */
export function Dialog({ title, closeLabel, isOpen, onClose, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = box.current
    if (isOpen && !dialog?.open) dialog?.showModal()
    if (!isOpen && dialog?.open) dialog.close()
  }, [isOpen])
  return (
    <dialog
      ref={box}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === box.current && onClose()}
      className="max-h-[85dvh] w-[min(32rem,calc(100vw-2rem))] overflow-auto rounded-lg border border-line-strong bg-sheet p-0 backdrop:bg-ink/40 dark:backdrop:bg-sunk/70"
    >
      <div className="p-4">
        <div className="mb-3 flex items-start justify-between gap-3">
          <h2 id={id} className="text-said font-semibold">
            {title}
          </h2>
          <button
            type="button"
            onClick={onClose}
            className="rounded px-2 py-0.5 text-small text-ink-2 hover:bg-sunk phone:min-h-11"
          >
            {closeLabel}
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
