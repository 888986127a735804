'use client'
import { type FormEvent, useState } from 'react'
import { ask, command, Refusal } from '@/lib/client'
import type { About } from '@/lib/features/filings/schema'
import { hexOf, sha256 } from './sha256'
import { solve } from './solve'

export type Sending = 'idle' | 'working' | 'sending'

/**
 * Sends a notice from the page: the work is done first, so that it goes ahead of the others, and the secret link is made here, so
 * that it stands nowhere but in this browser. Where that cannot be, the form goes its plain way.
 */
export function useSend(about: About) {
  const [state, setState] = useState<Sending>('idle')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (state !== 'idle') return
    const fields = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [
        name,
        typeof value === 'string' ? value.replaceAll('\0', '') : '',
      ]),
    )
    setRefusal(null)
    setState('working')
    try {
      const token = newToken()
      const work = await ask('filings.work', {}).then(solve, () => null)
      setState('sending')
      const tokenHash = hexOf(sha256(new TextEncoder().encode(token)))
      await command('filings.file', { ...fields, about, tokenHash, work })
      location.assign(`/case/${token}`)
    } catch (error) {
      setState('idle')
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
    }
  }
  return { state, refusal, send }
}

function newToken(): string {
  const letters = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32)))
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
