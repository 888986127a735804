import { randomBytes } from 'node:crypto'
import { redirect, Refusal, type Answer } from '../answer'
import type { Call } from '../call'
import { nextNumber } from '../ids'
import { needPerson } from '../oauth/session'
import { isParams, word, words, type Params } from '../params'
import { can } from '../roles'
import type { Account, Webhook } from '../state'
import { EVENT_NAMES, EVENTS, isEvent } from '../webhooks'
import { errorPage, markup, page, table, type Markup } from './layout'

const LIST = '/admin/webhooks'

/** `GET /admin/webhooks`: no API of Mastodon lists, makes or rotates them (reference 4). */
export function webhookListPage(call: Call): Answer {
  allowed(call)
  const rows = call.state.webhooks.map(
    ({ id, url, events, enabled }) => markup`<tr><td><a href="${LIST}/${id}">${url}</a></td>
<td>${events.join(', ')}</td><td>${enabled ? 'Enabled' : 'Disabled'}</td></tr>`,
  )
  return page(call.state, {
    title: 'Webhooks',
    main: markup`<h1>Webhooks</h1><p><a href="${LIST}/new">Add endpoint</a></p>${table(['Endpoint', 'Events', 'Status'], rows)}`,
  })
}

export const newWebhookPage = (call: Call): Answer => formPage(call, allowed(call), { url: '', events: [] })

interface Draft {
  url: string
  events: readonly string[]
  problem?: string
}

function formPage({ state }: Call, person: Account, { url, events, problem }: Draft): Answer {
  const boxes = EVENT_NAMES.map((event) => {
    const isOff = !can(state, person, EVENTS[event])
    const marks = `${events.includes(event) ? ' checked' : ''}${isOff ? ' disabled' : ''}`
    return markup`<li><label><input type="checkbox" name="webhook[events][]" value="${event}"${{ markup: marks }}> ${event}</label></li>`
  })
  return page(state, {
    title: 'New webhook',
    status: problem ? 422 : 200,
    main: markup`<h1>New webhook</h1>${problem ? markup`<p role="alert">${problem}</p>` : null}
<form method="post" action="${LIST}">
<p><label>Endpoint URL <input name="webhook[url]" size="50" value="${url}"></label></p>
<fieldset><legend>Enabled events</legend><ul>${boxes}</ul></fieldset>
<p><button>Add endpoint</button></p>
</form>`,
  })
}

/** `POST /admin/webhooks` */
export function createWebhook(call: Call): Answer {
  const person = allowed(call)
  const sent: Params = isParams(call.params.webhook) ? call.params.webhook : {}
  const draft = { url: word(sent, 'url') ?? '', events: words(sent, 'events').filter(isEvent) }
  const problem = problemOf(call, person, draft)
  if (problem) return formPage(call, person, { ...draft, problem })
  const webhook = { id: String(nextNumber(call.state, 'webhook')), ...draft, secret: newSecret(), enabled: true }
  call.state.webhooks.push(webhook)
  return redirect(`${LIST}/${webhook.id}`)
}

function problemOf({ state }: Call, person: Account, { url, events }: Draft): string | null {
  if (!/^https?:\/\/[^/\s]+/.test(url) || !URL.canParse(url)) return 'Endpoint URL is not valid'
  if (state.webhooks.some((one) => one.url === url)) return 'Endpoint URL has already been taken'
  if (events.length === 0) return "Events can't be blank"
  const isAllowed = events.filter(isEvent).every((event) => can(state, person, EVENTS[event]))
  return isAllowed ? null : 'Events cannot include events you do not have rights to'
}

/** Forty hex digits, as Mastodon makes them. */
const newSecret = (): string => randomBytes(20).toString('hex')

/** `GET /admin/webhooks/:id`: the only place where the secret can be read. */
export function webhookPage(call: Call): Answer {
  allowed(call)
  const webhook = webhookOf(call)
  const at = `${LIST}/${webhook.id}`
  return page(call.state, {
    title: 'Webhook',
    main: markup`<h1>Webhook</h1>
<table>
<tr><th>Endpoint</th><td>${webhook.url}</td></tr>
<tr><th>Status</th><td>${webhook.enabled ? 'Enabled' : 'Disabled'}</td></tr>
<tr><th>Events</th><td>${webhook.events.join(', ')}</td></tr>
<tr><th>Signing secret</th><td><code>${webhook.secret}</code></td></tr>
</table>
<p>${button(`${at}/secret/rotate`, 'Rotate secret')} ${
      webhook.enabled ? button(`${at}/disable`, 'Disable') : button(`${at}/enable`, 'Enable')
    } <form method="post" action="${at}"><button name="_method" value="delete">Delete</button></form></p>
<p><a href="${LIST}">All webhooks</a></p>`,
  })
}

const button = (action: string, words: string): Markup =>
  markup`<form method="post" action="${action}"><button>${words}</button></form>`

/** The old secret stops counting at once. */
export const rotateSecret = (call: Call): Answer => change(call, { secret: newSecret() })
export const enableWebhook = (call: Call): Answer => change(call, { enabled: true })
export const disableWebhook = (call: Call): Answer => change(call, { enabled: false })

function change(call: Call, fields: Partial<Webhook>): Answer {
  allowed(call)
  const webhook = Object.assign(webhookOf(call), fields)
  return redirect(`${LIST}/${webhook.id}`)
}

/** `DELETE /admin/webhooks/:id`, which a form says by `_method`. */
export function deleteWebhook(call: Call): Answer {
  allowed(call)
  const webhook = webhookOf(call)
  if (call.method !== 'DELETE' && word(call.params, '_method') !== 'delete') return redirect(`${LIST}/${webhook.id}`)
  call.state.webhooks = call.state.webhooks.filter((one) => one !== webhook)
  return redirect(LIST)
}

function webhookOf({ state, route }: Call): Webhook {
  const webhook = state.webhooks.find((one) => one.id === route.id)
  if (!webhook) throw new Refusal(errorPage(state, 404, "The page you are looking for isn't here."))
  return webhook
}

function allowed(call: Call): Account {
  const person = needPerson(call, call.method === 'GET' ? call.path : LIST)
  if (!can(call.state, person, 'manage_webhooks'))
    throw new Refusal(errorPage(call.state, 403, 'This action is not allowed'))
  return person
}
