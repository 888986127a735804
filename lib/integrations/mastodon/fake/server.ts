import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { sweep } from './admin/deletion'
import { checkAccess } from './access'
import { json, Refusal, serverError, type Answer } from './answer'
import { wantsJson, type Call } from './call'
import { controlAnswer } from './control'
import { newFaults, standIn, tooMany, type Fault } from './faults'
import { newLimits } from './limits'
import { errorPage } from './pages/layout'
import { readCall } from './reading'
import { findRoute } from './routes'
import type { State, Version } from './state'
import { forgetful, keepState } from './store'

export type FakeOptions = {
  state: State
  /** 0, the default, takes a free one. */
  port?: number
  host?: string
  /** Address that the fake gives itself; by default `http://localhost:<port>`. */
  origin?: string
  version?: Version
  /** Folder that outlives the process; without it everything is forgotten. */
  dataDir?: string
  now?: () => Date
  /** False switches the rate limits off. */
  limits?: boolean
}

export type Fake = {
  origin: string
  state: State
  setFault: (fault: Fault | null) => void
  close: () => Promise<void>
}

/** Starts a server that answers like Mastodon from the given state, and changes it. */
export async function startFake(options: FakeOptions): Promise<Fake> {
  const { state } = options
  if (options.version) state.version = options.version
  const keeper = options.dataDir ? keepState(options.dataDir, state) : forgetful
  const faults = newFaults()
  const limits = newLimits()
  const setting = { state, origin: options.origin ?? '', now: options.now ?? (() => new Date()) }
  const answer = (call: Call): Answer => {
    const standing = options.limits === false ? null : limits.count(call)
    if (standing?.exhausted) return tooMany(standing.headers)
    return withHeaders(respond(call), standing?.headers ?? {})
  }
  let worker = Promise.resolve()

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const call = await readCall(request, setting)
    const control = controlAnswer(call, faults)
    if (control) return send(response, control, call)
    const hits = faults.hit(call)
    const has = (kind: Fault['kind']) => hits.find((fault) => fault.kind === kind)
    await sleep(has('slow')?.ms ?? 0)
    if (has('dropBefore')) return void request.socket.destroy()
    const instead = hits.map((fault) => standIn(fault.kind, call.at)).find((one) => one !== null)
    const given = instead ?? answer(call)
    if (!instead && call.method !== 'GET') keeper.touch()
    if (call.path.startsWith('/oauth/')) keeper.touch()
    if (has('dropAfter')) return void request.socket.destroy()
    const perReport = has('costPerReportMs')?.ms ?? 0
    const cost = perReport > 0 && !instead ? perReport * reportsIn(call, given) : 0
    // One worker serialises one list at a time: others wait, as on a small server.
    if (cost > 0) await (worker = worker.then(() => sleep(cost)))
    return send(response, given, call)
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => fail(response, error))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve)
  })
  const address = server.address()
  setting.origin ||= `http://localhost:${typeof address === 'object' && address ? address.port : options.port}`
  keeper.touch()
  return {
    origin: setting.origin,
    state,
    setFault: (fault) => (fault ? faults.add(fault) : faults.clear()),
    close: async () => {
      keeper.flush()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      keeper.flush()
    },
  }
}

function respond(call: Call): Answer {
  sweep(call.state, call.at)
  const found = findRoute(call.method, call.path)
  if (!found) return notRouted(call)
  const routed = { ...call, route: found.parts }
  try {
    checkAccess(routed, found.route.access)
    return found.route.handler(routed)
  } catch (error) {
    if (error instanceof Refusal) return error.answer
    throw error
  }
}

const UNROUTED = { vary: 'Accept, Origin' }

/** No route, no controller, no rate headers. */
function notRouted(call: Call): Answer {
  if (wantsJson(call)) return json({ error: 'Not Found' }, 404, UNROUTED)
  const page = errorPage(call.state, 404, "The page you are looking for isn't here.")
  return { ...page, headers: { ...page.headers, ...UNROUTED } }
}

function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  const isBare = answer === serverError || answer.headers.vary === UNROUTED.vary
  return isBare ? answer : { ...answer, headers: { ...answer.headers, ...headers } }
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

function fail(response: ServerResponse, error: unknown): void {
  if (error instanceof Refusal) {
    response.writeHead(error.answer.status, error.answer.headers)
    response.end(error.answer.body)
    return
  }
  console.error(error)
  if (!response.headersSent) response.writeHead(500, serverError.headers)
  response.end(serverError.body)
}
