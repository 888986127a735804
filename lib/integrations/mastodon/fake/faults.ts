import { html, json, type Answer } from './answer'
import type { Call } from './call'
import { isParams, word } from './params'

const KINDS = ['429', '5xx', 'slow', 'dropBefore', 'dropAfter', 'html', 'huge', 'costPerReportMs'] as const
export type FaultKind = (typeof KINDS)[number]

/**
 * Something that goes wrong. `path` is a regular expression on the path; without `match` every request is hit.
 * The first `after` requests that fit pass by; `times` counts down with each hit and is endless if left out; `ms` is for `slow` and `costPerReportMs`.
 */
export type Fault = {
  match?: { method?: string; path?: string }
  kind: FaultKind
  after?: number
  times?: number
  ms?: number
}

export type Faults = { add: (fault: Fault) => void; clear: () => void; hit: (call: Call) => Fault[] }

export function newFaults(): Faults {
  let planned: Fault[] = []
  return {
    add: (fault) => void planned.push({ ...fault }),
    clear: () => void (planned = []),
    hit: (call) => {
      const hits = planned.filter((fault) => fits(fault, call) && !passesBy(fault))
      for (const fault of hits) if (fault.times !== undefined) fault.times -= 1
      planned = planned.filter((fault) => fault.times === undefined || fault.times > 0)
      return hits
    },
  }
}

function fits({ match }: Fault, call: Call): boolean {
  const method = match?.method?.toUpperCase()
  return (!method || method === call.method) && (!match?.path || new RegExp(match.path).test(call.path))
}

function passesBy(fault: Fault): boolean {
  if (!fault.after) return false
  fault.after -= 1
  return true
}

/** A fault from outside; null if it is none. */
export function readFault(value: unknown): Fault | null {
  if (!isParams(value)) return null
  const kind = KINDS.find((one) => one === value.kind)
  const match = isParams(value.match) ? value.match : {}
  if (!kind) return null
  const [method, path] = [word(match, 'method'), word(match, 'path')]
  return {
    kind,
    match: { ...(method ? { method } : {}), ...(path ? { path } : {}) },
    ...(typeof value.after === 'number' ? { after: value.after } : {}),
    ...(typeof value.times === 'number' ? { times: value.times } : {}),
    ...(typeof value.ms === 'number' ? { ms: value.ms } : {}),
  }
}

const TWELVE_MEGABYTES = 12 * 1024 * 1024

/** Answers that stand in for the real one: the request is not carried out. */
export function standIn(kind: FaultKind, at: Date): Answer | null {
  const answers: Partial<Record<FaultKind, () => Answer>> = {
    '429': () =>
      tooMany({ 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': nextWindow(at) }),
    '5xx': () => json({ error: 'There was a temporary problem serving your request, please try again' }, 503),
    html: () => html('<!DOCTYPE html><title>Just a moment</title><h1>Checking your browser</h1>'),
    huge: () => json({ padding: 'x'.repeat(TWELVE_MEGABYTES) }),
  }
  return answers[kind]?.() ?? null
}

/** No Retry-After: the reset header is all there is. */
export function tooMany(headers: Record<string, string>): Answer {
  return {
    status: 429,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-cache', ...headers },
    body: JSON.stringify({ error: 'Too many requests' }),
  }
}

const nextWindow = (at: Date) => new Date(at.getTime() + 2000).toISOString().replace('Z', '000Z')
