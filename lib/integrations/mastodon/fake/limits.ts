import type { Call } from './call'
import { since } from './versions'

type Throttle = { limit: number; seconds: number; key: (call: Call) => string | null }

const PAGING = ['page', 'min_id', 'max_id', 'since_id']

/** As in Mastodon, seen from outside: its exemption of 127.0.0.1 (4.2) would switch everything off here. */
const THROTTLES: Record<string, Throttle> = {
  token: { limit: 300, seconds: 300, key: (call) => call.viewer.token?.id ?? null },
  person: { limit: 1500, seconds: 300, key: (call) => call.viewer.account?.id ?? null },
  stranger: { limit: 300, seconds: 300, key: (call) => (call.viewer.account ? null : call.ip) },
  paging: { limit: 300, seconds: 900, key: (call) => (PAGING.some((name) => name in call.query) ? who(call) : null) },
  deletingPosts: { limit: 30, seconds: 1800, key: (call) => (isPostDeletion(call) ? who(call) : null) },
  apps: { limit: 5, seconds: 600, key: (call) => (isAppRegistration(call) ? call.ip : null) },
}

const who = (call: Call) => call.viewer.account?.id ?? call.ip
const isPostDeletion = (call: Call) => call.method === 'DELETE' && /^\/api\/v1\/statuses\/\d+$/.test(call.path)
const isAppRegistration = (call: Call) =>
  call.method === 'POST' && call.path === '/api/v1/apps' && since(call.state, '4.3')

export type Standing = { exhausted: boolean; headers: Record<string, string> }
export type Limits = { count: (call: Call) => Standing | null; forget: () => void }

/** Counters in memory: fixed windows aligned to the epoch. */
export function newLimits(): Limits {
  const counters = new Map<string, { ends: number; used: number }>()
  return {
    count: (call) => (call.path.startsWith('/api/') ? countCall(counters, call) : null),
    forget: () => counters.clear(),
  }
}

function countCall(counters: Map<string, { ends: number; used: number }>, call: Call): Standing {
  const standings = Object.entries(THROTTLES).flatMap(([name, throttle]) => {
    const key = throttle.key(call)
    return key === null ? [] : [use(counters, `${name} ${key}`, throttle, call.at.getTime())]
  })
  // The headers tell of the throttle that is nearest to its end.
  const nearest = standings.reduce((a, b) => (b.left < a.left ? b : a))
  return {
    exhausted: nearest.left < 0,
    headers: {
      'x-ratelimit-limit': String(nearest.limit),
      'x-ratelimit-remaining': String(Math.max(0, nearest.left)),
      'x-ratelimit-reset': new Date(nearest.ends + (call.at.getTime() % 1000)).toISOString().replace('Z', '000Z'),
    },
  }
}

function use(counters: Map<string, { ends: number; used: number }>, key: string, throttle: Throttle, now: number) {
  const length = throttle.seconds * 1000
  const ends = (Math.floor(now / length) + 1) * length
  const held = counters.get(key)
  const counter = held && held.ends === ends ? held : { ends, used: 0 }
  counter.used += 1
  counters.set(key, counter)
  return { limit: throttle.limit, left: throttle.limit - counter.used, ends }
}
