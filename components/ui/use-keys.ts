'use client'
import { useEffect, useRef } from 'react'

export type KeyMap = Record<string, (event: KeyboardEvent) => void>

const TYPING =
  'input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select, [contenteditable=true]'
const PRESSED = 'a, button, summary, input, label'

/** True while a key belongs to a field, a menu of the browser or an open dialog rather than to the page. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true
  const target = event.target
  if (!(target instanceof Element)) return false
  const isPress = event.key === 'Enter' || event.key === ' '
  return target.matches(TYPING) || target.closest('dialog[open]') !== null || (isPress && target.matches(PRESSED))
}

/**
 * Keys of a page, by `event.key`; a capital is written `Shift+S`. Nothing fires while somebody types or while a key is
 * held down.
 */
export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event) || event.repeat || event.defaultPrevented) return
      const act = latest.current[keyName(event)]
      if (!act) return
      event.preventDefault()
      act(event)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

function keyName({ key, shiftKey }: KeyboardEvent): string {
  const isLetter = /^\p{L}$/u.test(key)
  return isLetter && shiftKey ? `Shift+${key.toUpperCase()}` : isLetter ? key.toLowerCase() : key
}
