'use client'
import { useEffect } from 'react'
import { askAgain, useInterest, useIsLive } from '@/components/live/news'

// With a stream the clock is only for what nobody tells: ages, and how old the mirror is.
const LIVE_MS = 60_000
const CALM_MS = 15_000
const BUSY_MS = 2_000

/** Keeps a page current that shows one case, or any. Told by the stream; by the clock where there is none. */
export function Refresher({ isBusy = false, about = null }: { isBusy?: boolean; about?: string | null }) {
  const isLive = useIsLive()
  useInterest(about)
  useEffect(() => {
    const timer = setInterval(askAgain, isLive ? LIVE_MS : isBusy ? BUSY_MS : CALM_MS)
    return () => clearInterval(timer)
  }, [isBusy, isLive])
  return null
}
