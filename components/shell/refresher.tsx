'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const CALM_MS = 15_000
const BUSY_MS = 2_000

/** Asks the page again while somebody looks at it: often while something is on its way, at once when they come back. */
export function Refresher({ isBusy = false }: { isBusy?: boolean }) {
  const router = useRouter()
  useEffect(() => {
    const refresh = () => document.visibilityState === 'visible' && router.refresh()
    const timer = setInterval(refresh, isBusy ? BUSY_MS : CALM_MS)
    document.addEventListener('visibilitychange', refresh)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', refresh)
    }
  }, [isBusy, router])
  return null
}
