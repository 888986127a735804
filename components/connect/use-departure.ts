'use client'
import { useEffect, useState } from 'react'
import { postToAuth } from './next-auth'

export interface Departure {
  leave: () => Promise<void>
  isLeaving: boolean
  hasFailed: boolean
}

/** Leaves this page by way of next-auth: one press, until the browser is gone or it failed. */
export function useDeparture(path: string, fields: Record<string, string>): Departure {
  const [state, setState] = useState<'here' | 'leaving' | 'failed'>('here')
  useEffect(() => {
    // The way back may bring this page out of the browser's memory as it was left.
    const back = (event: PageTransitionEvent) => event.persisted && setState('here')
    addEventListener('pageshow', back)
    return () => removeEventListener('pageshow', back)
  }, [])
  const leave = async () => {
    setState('leaving')
    try {
      location.assign(await postToAuth(path, fields))
    } catch {
      setState('failed')
    }
  }
  return { leave, isLeaving: state === 'leaving', hasFailed: state === 'failed' }
}
