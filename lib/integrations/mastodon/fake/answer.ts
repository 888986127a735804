/** What is sent back. `body` is the whole of it. */
export type Answer = { status: number; headers: Record<string, string>; body: string | Buffer }

const JSON_TYPE = 'application/json; charset=utf-8'
const PRIVATE = { 'cache-control': 'private, no-store' }

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': JSON_TYPE, ...PRIVATE, ...headers }, body: JSON.stringify(body) }
}

export const errorJson = (status: number, error: string, headers: Record<string, string> = {}) =>
  json({ error }, status, headers)

/** Mastodon's error pages for browsers. */
export function html(body: string, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...PRIVATE, ...headers }, body }
}

export function redirect(to: string, headers: Record<string, string> = {}): Answer {
  return { status: 302, headers: { location: to, 'content-type': 'text/html; charset=utf-8', ...headers }, body: '' }
}

/** Rails' own answer to an unhandled exception; its charset is written in capitals. */
export const serverError: Answer = {
  status: 500,
  headers: { 'content-type': 'application/json; charset=UTF-8' },
  body: JSON.stringify({ status: 500, error: 'Internal Server Error' }),
}

/** Ends a request early with an answer. */
export class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super(`refused with ${answer.status}`)
  }
}

export const notAllowed = () => new Refusal(errorJson(403, 'This action is not allowed'))
export const forbidden = () => new Refusal(errorJson(403, 'Forbidden'))
export const recordNotFound = () => new Refusal(errorJson(404, 'Record not found'))
export const notFound = () => new Refusal(errorJson(404, 'Not Found'))
/** A route that this version does not have: no controller, so no rate headers either. */
export const noRoute = () => new Refusal(errorJson(404, 'Not Found', { vary: 'Accept, Origin' }))
export const invalid = (problem: string) => new Refusal(errorJson(422, `Validation failed: ${problem}`))
export const badParameter = (problem: string) => new Refusal(errorJson(400, problem))
/** Mastodon lets some inputs raise: they are 500s in every version. */
export const unhandled = () => new Refusal(serverError)
