import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal, serverError, type Answer } from './answer'
import { wantsJson, type Call } from './call'
import { controlAnswer } from './control'
import type { Deliveries } from './deliveries'
import { standIn, tooMany, type Fault, type Faults } from './faults'
import type { Limits } from './limits'
import { errorPage } from './pages/layout'
import { readCall, type Setting } from './reading'
import { isUnrouted, respond } from './responding'
import type { Keeper } from './store'

/** All that lives beside the state while the server runs. */
export type World = Setting & {
  keeper: Keeper
  faults: Faults
  limits: Limits | null
  deliveries: Deliveries
  /** The one process that serialises lists while `costPerReportMs` is planned. */
  worker: Promise<void>
  /** How many requests came, but for those to the fake's own switches. */
  served: number
}

/** One request from its first byte to its last, with what was planned to go wrong. */
export async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const call = await readCall(request, world)
  const control = controlAnswer(call, world)
  if (control) return send(response, control, call)
  world.served += 1
  const hits = world.faults.hit(call)
  const planned = (kind: Fault['kind']) => hits.find((fault) => fault.kind === kind)
  await sleep(planned('slow')?.ms ?? 0)
  if (planned('dropBefore')) return void request.socket.destroy()
  const instead = hits.map((fault) => standIn(fault.kind, call.at)).find((answer) => answer !== null)
  if (instead) return send(response, instead, call)
  const from = performance.now()
  const answer = answerTo(world, call)
  if (planned('dropAfter')) return void request.socket.destroy()
  const cost = (planned('costPerReportMs')?.ms ?? 0) * reportsIn(call, answer)
  // What it took already is a part of what a report costs.
  if (cost > 0) await payFor(world, cost - (performance.now() - from))
  return send(response, answer, call)
}

function answerTo(world: World, call: Call): Answer {
  const standing = world.limits?.count(call)
  if (standing?.exhausted) return tooMany(standing.headers)
  const answer = respond(call)
  world.deliveries.add(call.happened)
  // Reading changes nothing, but for the codes that an authorisation leaves.
  if (call.method !== 'GET' || call.path.startsWith('/oauth/')) world.keeper.touch()
  const isBare = !standing || answer === serverError || isUnrouted(answer)
  return isBare ? answer : { ...answer, headers: { ...answer.headers, ...standing.headers } }
}

/** One list at a time: others wait, as on a small server. */
async function payFor(world: World, restMs: number): Promise<void> {
  world.worker = world.worker.then(() => sleep(Math.max(0, restMs)))
  await world.worker
}

function reportsIn(call: Call, answer: Answer): number {
  if (call.path !== '/api/v1/admin/reports' || answer.status !== 200 || typeof answer.body !== 'string') return 0
  const list: unknown = JSON.parse(answer.body)
  return Array.isArray(list) ? list.length : 0
}

function send(response: ServerResponse, answer: Answer, call: Call): void {
  const isPage = answer === serverError && !wantsJson(call)
  const { status, headers, body } = isPage
    ? errorPage(call.state, 500, "We're sorry, but something went wrong.")
    : answer
  response.writeHead(status, {
    server: 'Mastodon',
    date: call.at.toUTCString(),
    'content-length': Buffer.byteLength(body),
    ...headers,
  })
  response.end(body)
}

/** A mistake of the fake's own, or a request that could not be read. */
export function fail(response: ServerResponse, error: unknown): void {
  const answer = error instanceof Refusal ? error.answer : serverError
  if (answer === serverError) console.error(error)
  if (!response.headersSent) response.writeHead(answer.status, answer.headers)
  response.end(answer.body)
}
