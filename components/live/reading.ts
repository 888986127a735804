import type { News } from '@/lib/features/live/model'

export type Event = { name: 'open' | 'ended' | 'beat' } | { name: 'news'; news: News }

/** What the text of a stream says so far, and the rest that is not whole yet. */
export function eventsIn(text: string): { events: Event[]; rest: string } {
  const parts = text.split('\n\n')
  const rest = parts.pop() ?? ''
  return { events: parts.map(eventOf), rest }
}

function eventOf(part: string): Event {
  const [, name, body] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? []
  if (name === 'news' && body) return { name, news: newsIn(JSON.parse(body)) }
  // Comments, and words of a newer server: it is alive, and that is all.
  return { name: name === 'open' || name === 'ended' ? name : 'beat' }
}

/** From our own server; whatever lacks a part is taken as "look at everything again". */
function newsIn(body: Partial<News>): News {
  const { cases = [], leases = [], isAll = true } = body
  return { cases, leases, isAll }
}
