import { json, type Answer } from './answer'
import type { Call } from './call'
import { readFault, type Faults } from './faults'

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/**
 * The fake's own switches, for this machine only: `POST /__fake/fault` plans a fault, `DELETE /__fake/faults` forgets
 * them, `GET /__fake/record` tells what no API of Mastodon tells: mails, strikes, log, deletions due.
 */
export function controlAnswer(call: Call, faults: Faults): Answer | null {
  if (!call.path.startsWith('/__fake/')) return null
  if (!LOOPBACK.has(call.ip)) return json({ error: 'Only from this machine' }, 403)
  const { mails, strikes, log, deletionRequests } = call.state
  const doors: Record<string, () => Answer> = {
    'POST /__fake/fault': () => plan(call, faults),
    'DELETE /__fake/faults': () => {
      faults.clear()
      return json({})
    },
    'GET /__fake/record': () => json({ mails, strikes, log, deletionRequests }),
  }
  return doors[`${call.method} ${call.path}`]?.() ?? json({ error: 'No such switch' }, 404)
}

function plan(call: Call, faults: Faults): Answer {
  // Other pages in the browser cannot send JSON here without asking first, and are never answered.
  if (!(call.headers['content-type'] ?? '').includes('json')) return json({ error: 'JSON only' }, 415)
  const fault = readFault(call.params)
  if (!fault) return json({ error: 'Unknown kind of fault' }, 422)
  faults.add(fault)
  return json({})
}
