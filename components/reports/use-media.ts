'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { command, Refusal } from '@/lib/client'

interface Look {
  url: string
  viewingId: string | null
  since: number
}
export type Cover =
  | { is: 'covered' }
  | { is: 'fetching' }
  | { is: 'shown'; url: string }
  | { is: 'failed'; why: string }

/**
 * Fetches a medium when it is asked for, through the one route that records who looked, and says how long when it is covered
 * again. Nothing is kept: the bytes go with the cover.
 */
export function useMedia(mediaId: string, caseId: string) {
  const [cover, setCover] = useState<Cover>({ is: 'covered' })
  const look = useRef<Look | null>(null)
  const wanted = useRef(false)

  const hide = useCallback(() => {
    wanted.current = false
    setCover({ is: 'covered' })
    endLook(look.current)
    look.current = null
  }, [])

  const show = useCallback(async () => {
    if (wanted.current) return
    wanted.current = true
    setCover({ is: 'fetching' })
    const found = await fetchMedia(mediaId, caseId)
    if (found instanceof Refusal) {
      wanted.current = false
      return setCover({ is: 'failed', why: found.message })
    }
    // Let go before it arrived: it was fetched, so it is recorded, but it is not shown.
    if (!wanted.current) return endLook(found)
    look.current = found
    setCover({ is: 'shown', url: found.url })
  }, [mediaId, caseId])

  useEffect(() => {
    const leave = () => document.visibilityState === 'hidden' && hide()
    document.addEventListener('visibilitychange', leave)
    return () => {
      document.removeEventListener('visibilitychange', leave)
      hide()
    }
  }, [hide])
  return { cover, show, hide }
}

async function fetchMedia(mediaId: string, caseId: string): Promise<Look | Refusal> {
  try {
    const response = await fetch(`/api/media/${encodeURIComponent(mediaId)}?case=${encodeURIComponent(caseId)}`, {
      cache: 'no-store',
    })
    if (!response.ok) return await refusalIn(response)
    const url = URL.createObjectURL(await response.blob())
    return { url, viewingId: response.headers.get('x-viewing-id'), since: performance.now() }
  } catch {
    return new Refusal('offline', {})
  }
}

async function refusalIn(response: Response): Promise<Refusal> {
  const answer: { code?: string; values?: Record<string, string> } = await response.json().catch(() => ({}))
  return new Refusal(answer.code ?? 'unknown', answer.values ?? {})
}

function endLook(look: Look | null): void {
  if (!look) return
  URL.revokeObjectURL(look.url)
  const seconds = Math.round((performance.now() - look.since) / 100) / 10
  // The look itself is recorded already; only its length is lost if this does not arrive.
  if (look.viewingId) command('media.recordViewing', { viewingId: look.viewingId, seconds }).catch(() => undefined)
}
