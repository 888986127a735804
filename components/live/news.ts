'use client'
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import type { News } from '@/lib/features/live/model'

const hearers = new Set<(news: News) => void>()
const interests = new Set<{ about: string | null }>()
const watchers = new Set<() => void>()
let isLive = false
let refresh: () => void = () => undefined

/** Said by the one component that joins the tabs. */
export function tellNews(news: News): void {
  for (const hear of hearers) hear(news)
}

export function setLive(is: boolean): void {
  if (is === isLive) return
  isLive = is
  for (const tell of watchers) tell()
}

/** How this page is asked again; given by the same component. */
export function offerRefresh(ask: () => void): void {
  refresh = ask
}

export const askAgain = (): void => refresh()

/** Hears what changed, for as long as the component stands. */
export function useNews(hear: (news: News) => void): void {
  const latest = useEffectEvent(hear)
  useEffect(() => {
    const one = (news: News) => latest(news)
    hearers.add(one)
    return () => void hearers.delete(one)
  }, [])
}

/** Whether a stream stands, so that nobody needs to ask by the clock. */
export const useIsLive = (): boolean =>
  useSyncExternalStore(
    listen,
    () => isLive,
    () => false,
  )

function listen(tell: () => void): () => void {
  watchers.add(tell)
  return () => watchers.delete(tell)
}

/** This page shows one case, or, with null, any. */
export function useInterest(about: string | null): void {
  useEffect(() => {
    const mine = { about }
    interests.add(mine)
    return () => void interests.delete(mine)
  }, [about])
}

/** Whether what changed stands on this page, and not only among the counts beside it. */
export const concernsPage = ({ cases }: News): boolean =>
  [...interests].some(({ about }) => (about === null ? cases.length > 0 : cases.includes(about)))
