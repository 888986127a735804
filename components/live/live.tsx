'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useTransition } from 'react'
import type { News } from '@/lib/features/live/model'
import { leaveAll } from './departure'
import { joinTabs } from './leader'
import { concernsPage, offerRefresh, setLive, tellNews } from './news'
import { makePace, type Pace } from './pace'
import type { Word } from './stream'

/** Keeps this tab current: hears what others do, and asks the page again without losing what is typed or where one stands. */
export function Live({ who }: { who: string }) {
  const router = useRouter()
  const pace = useRef<Pace>(null)
  const [isRefreshing, startRefresh] = useTransition()
  useEffect(() => {
    const made = makePace({
      run: () => startRefresh(() => router.refresh()),
      isAway: () => document.visibilityState !== 'visible',
    })
    pace.current = made
    offerRefresh(made.soon)
    const back = () => document.visibilityState === 'visible' && made.back()
    document.addEventListener('visibilitychange', back)
    globalThis.addEventListener('online', back)
    const part = joinTabs(who, (word) => attend(word, made))
    return () => {
      part()
      made.stop()
      setLive(false)
      document.removeEventListener('visibilitychange', back)
      globalThis.removeEventListener('online', back)
    }
  }, [router, who])
  useEffect(() => {
    if (!isRefreshing) pace.current?.done()
  }, [isRefreshing])
  return null
}

function attend(word: Word, pace: Pace): void {
  if (word.kind === 'alive' || word.kind === 'lost') setLive(word.kind === 'alive')
  if (word.kind === 'ended') leaveAll()
  if (word.kind === 'news') take(word.news, pace)
}

function take(news: News, pace: Pace): void {
  tellNews(news)
  if (news.isAll) pace.whatever()
  else if (concernsPage(news)) pace.soon()
  else if (news.cases.length > 0) pace.sometime()
}
