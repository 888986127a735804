import { json, type Answer } from './answer'
import type { Call } from './call'
import type { Deliveries } from './deliveries'
import type { Limits } from './limits'
import { readFault, type Faults } from './faults'
import { word } from './params'
import type { OauthApp } from './state'
import { isEvent } from './webhooks'

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/**
 * The fake's own switches, for this machine only: `POST /__fake/fault` plans a fault, `DELETE /__fake/faults` forgets
 * them, `DELETE /__fake/limits` what was counted against the limits, `GET /__fake/record` tells what no API of Mastodon tells: mails, strikes, log, deletions due, applications. Of webhooks
 * `GET /__fake/webhooks` tells each try, `POST` there shortens the waits between tries (`retryScale`), and
 * `POST /__fake/happen` sends them about a record that was changed from within (`event`, `id`).
 * `POST /__fake/role` gives somebody another role, which Mastodon has a page for and no API.
 */
type Switched = { faults: Faults; deliveries: Deliveries; limits: Limits | null }

export function controlAnswer(call: Call, { faults, deliveries, limits }: Switched): Answer | null {
  if (!call.path.startsWith('/__fake/')) return null
  if (!LOOPBACK.has(call.ip)) return json({ error: 'Only from this machine' }, 403)
  const { mails, strikes, log, deletionRequests } = call.state
  const doors: Record<string, () => Answer> = {
    'POST /__fake/fault': () => plan(call, faults),
    'DELETE /__fake/faults': () => {
      faults.clear()
      return json({})
    },
    'DELETE /__fake/limits': () => {
      limits?.forget()
      return json({})
    },
    'GET /__fake/record': () => json({ mails, strikes, log, deletionRequests, apps: call.state.apps.map(nameOf) }),
    'GET /__fake/webhooks': () => json({ attempts: deliveries.attempts(), waiting: deliveries.waiting() }),
    'POST /__fake/webhooks': () => scale(call, deliveries),
    'POST /__fake/happen': () => tell(call, deliveries),
    'POST /__fake/role': () => setRole(call),
  }
  return doors[`${call.method} ${call.path}`]?.() ?? json({ error: 'No such switch' }, 404)
}

const nameOf = ({ id, name, createdAt }: OauthApp) => ({ id, name, createdAt })

function setRole(call: Call): Answer {
  if (!isJson(call)) return jsonOnly()
  const { state, params } = call
  const account = Object.values(state.accounts).find((one) => one.domain === null && one.username === params.username)
  if (!account?.user) return json({ error: 'Nobody of that name' }, 404)
  account.user.roleId = word(params, 'roleId') ?? null
  return json({})
}

// Other pages in the browser cannot send JSON here without asking first, and are never answered.
const isJson = (call: Call): boolean => (call.headers['content-type'] ?? '').includes('json')
const jsonOnly = (): Answer => json({ error: 'JSON only' }, 415)

function scale(call: Call, deliveries: Deliveries): Answer {
  if (!isJson(call)) return jsonOnly()
  const { retryScale } = call.params
  if (typeof retryScale !== 'number' || retryScale < 0) return json({ error: 'retryScale is a number' }, 422)
  deliveries.setRetryScale(retryScale)
  return json({})
}

function tell(call: Call, deliveries: Deliveries): Answer {
  if (!isJson(call)) return jsonOnly()
  const [event, id] = [word(call.params, 'event') ?? '', word(call.params, 'id') ?? '']
  if (!isEvent(event)) return json({ error: 'Unknown event' }, 422)
  deliveries.add([{ event, id }])
  return json({})
}

function plan(call: Call, faults: Faults): Answer {
  if (!isJson(call)) return jsonOnly()
  const fault = readFault(call.params)
  if (!fault) return json({ error: 'Unknown kind of fault' }, 422)
  faults.add(fault)
  return json({})
}
