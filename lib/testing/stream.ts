import { actorOfSession } from '@/lib/features/staff/queries'
import type { News } from '@/lib/features/live/model'
import { newsFor } from '@/lib/features/live/queries'
import { sessionAdapter } from '@/lib/platform/auth/adapter'
import { newSessionToken } from '@/lib/platform/auth/session'
import type { Holder } from '@/lib/platform/access/access'
import type { Db } from '@/lib/platform/db/client'
import { openStream } from '@/lib/platform/live/stream'

/** What a browser holds open, and what it has heard so far. */
export interface Followed {
  cookie: string
  /** Names of the events in their order: `open`, `news`, `ended`. */
  words: string[]
  news: News[]
  /** Every id that was ever told. */
  ids: () => string[]
  isOver: () => boolean
  leave: () => Promise<void>
}

/** Signs a person in with a session of their own and reads their stream as `app/api/events` gives it. */
export async function follow(db: Db, person: Holder, beatMs?: number): Promise<Followed> {
  const cookie = newSessionToken()
  const expires = new Date(Date.now() + 3600_000)
  await sessionAdapter(db).createSession?.({ sessionToken: cookie, userId: person.id, expires })
  const again = async () => {
    const actor = await actorOfSession(db, cookie, new Date())
    return actor && (actor.kind === 'guest' || actor.roles.length > 0) ? actor : null
  }
  const holder = await again()
  if (!holder) throw new Error('nobody is signed in')
  const stream = openStream({
    holder,
    again,
    tell: (actor, batch) => newsFor(db, actor, batch),
    place: { key: cookie, most: 4 },
    ...(beatMs === undefined ? {} : { beatMs }),
  })
  const reader = stream.getReader()
  const state = { isOver: false }
  const [words, news]: [string[], News[]] = [[], []]
  const read = async () => {
    for (let rest = ''; ; ) {
      const { done, value } = await reader.read()
      if (done) break
      const parts = `${rest}${new TextDecoder().decode(value)}`.split('\n\n')
      rest = parts.pop() ?? ''
      for (const part of parts) {
        const [, name, text] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? []
        if (!name || !text) continue
        words.push(name)
        if (name === 'news') news.push(JSON.parse(text))
      }
    }
    state.isOver = true
  }
  void read()
  return {
    cookie,
    words,
    news,
    ids: () => news.flatMap(({ cases, leases }) => [...cases, ...leases]),
    isOver: () => state.isOver,
    leave: () => reader.cancel(),
  }
}
