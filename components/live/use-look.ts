'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type Looker, RENEW_MS } from '@/lib/features/leases/model'
import { useNews } from './news'

/** Says that this page is looked at while it is, and no longer when it is left; gives who was faster. */
export function useLook(caseId: string): Looker | null {
  const [looker, setLooker] = useState<Looker | null>(null)
  const tabId = useRef('')
  const look = useCallback(async () => {
    if (document.visibilityState !== 'visible') return
    tabId.current ||= crypto.randomUUID()
    const answer = await send({ caseId, tabId: tabId.current })
    if (answer) setLooker(answer.value)
  }, [caseId])
  useNews(({ leases, isAll }) => {
    if (isAll || leases.includes(caseId)) void look()
  })
  useEffect(() => {
    void look()
    const leave = () => tabId.current && void send({ caseId, tabId: tabId.current, isLeaving: true })
    const timer = setInterval(() => void look(), RENEW_MS)
    const back = () => void look()
    document.addEventListener('visibilitychange', back)
    globalThis.addEventListener('pagehide', leave)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', back)
      globalThis.removeEventListener('pagehide', leave)
      leave()
    }
  }, [caseId, look])
  return looker && !looker.isYou && looker.caseId === caseId ? looker : null
}

/** Null where nothing can be said of it: a look is never worth an error. `keepalive` outlives the page. */
async function send(body: object): Promise<{ value: Looker | null } | null> {
  try {
    const headers = { 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify(body), keepalive: true }
    const response = await fetch('/api/leases', init)
    return response.ok ? await response.json() : null
  } catch {
    return null
  }
}
