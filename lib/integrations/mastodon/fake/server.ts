import { createServer, type Server } from 'node:http'
import { type Attempt, newDeliveries } from './deliveries'
import { newFaults, type Fault } from './faults'
import { newLimits } from './limits'
import { fail, serve, type World } from './serving'
import type { State, Version } from './state'
import { forgetful, keepState } from './store'
import type { Happening } from './webhooks'

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
  /** Shortens the waits between two tries of a webhook; 1, the default, is Mastodon's own. */
  retryScale?: number
}

export type Fake = {
  origin: string
  state: State
  /** Plans a fault; null forgets all. */
  setFault: (fault: Fault | null) => void
  /** Sends webhooks about a record that was changed in `state` and not by a request. */
  happen: (happening: Happening) => void
  /** Each try to deliver a webhook, oldest first, and how many are still under way. */
  webhooks: () => { attempts: Attempt[]; waiting: number }
  /** How many requests came so far. */
  served: () => number
  close: () => Promise<void>
}

/** Starts a server that answers like Mastodon from the given state, and changes it. */
export async function startFake(options: FakeOptions): Promise<Fake> {
  const { state } = options
  if (options.version) state.version = options.version
  const now = options.now ?? (() => new Date())
  const { retryScale = 1 } = options
  const world: World = {
    state,
    origin: options.origin ?? '',
    now,
    keeper: options.dataDir ? keepState(options.dataDir, state) : forgetful,
    faults: newFaults(),
    limits: options.limits === false ? null : newLimits(),
    deliveries: newDeliveries({ state, now, origin: () => world.origin, retryScale }),
    worker: Promise.resolve(),
    served: 0,
  }
  const server = createServer((request, response) => {
    serve(world, request, response).catch((error: unknown) => fail(response, error))
  })
  const port = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1')
  world.origin ||= `http://localhost:${port}`
  world.keeper.touch()
  return {
    origin: world.origin,
    state,
    setFault: (fault) => (fault ? world.faults.add(fault) : world.faults.clear()),
    happen: (happening) => world.deliveries.add([happening]),
    webhooks: () => ({ attempts: world.deliveries.attempts(), waiting: world.deliveries.waiting() }),
    served: () => world.served,
    close: () => close(server, world),
  }
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return typeof address === 'object' && address ? address.port : port
}

async function close(server: Server, world: World): Promise<void> {
  world.deliveries.stop()
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  world.keeper.flush()
}
