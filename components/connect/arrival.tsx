'use client'
import { type ReactNode, useEffect, useRef } from 'react'

/** What replaces a form takes over its focus; a reader would else start again at the top of the page. */
export function Arrival({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus()
  }, [])
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      {children}
    </div>
  )
}
