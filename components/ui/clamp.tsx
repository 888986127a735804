'use client'
import { useState } from 'react'
import { cx } from './cx'

interface ClampProps {
  text: string
  className?: string
  more: string
  less: string
}

const LONG = 360
const LINES = 4

/** What somebody wrote, four lines of it; the rest on a press, so that one long text does not push all others away. */
export function Clamp({ text, className, more, less }: ClampProps) {
  const [isOpen, setOpen] = useState(false)
  const isLong = text.length > LONG || text.split('\n').length > LINES
  return (
    <>
      <p dir="auto" className={cx(className, isLong && !isOpen && 'line-clamp-4')}>
        {text}
      </p>
      {isLong && (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="min-h-6 rounded text-small text-accent underline underline-offset-2"
        >
          {isOpen ? less : more}
        </button>
      )}
    </>
  )
}
