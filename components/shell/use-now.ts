'use client'
import { useEffect, useState } from 'react'

const TICK_MS = 15_000

/** The server's clock, carried on by this browser: both ends draw the same first picture, then ages go on growing. */
export function useNow(serverNow: string): string {
  const [passed, setPassed] = useState({ since: serverNow, ms: 0 })
  useEffect(() => {
    const start = performance.now()
    const tick = setInterval(() => setPassed({ since: serverNow, ms: performance.now() - start }), TICK_MS)
    return () => clearInterval(tick)
  }, [serverNow])
  return passed.since === serverNow ? new Date(new Date(serverNow).getTime() + passed.ms).toISOString() : serverNow
}
