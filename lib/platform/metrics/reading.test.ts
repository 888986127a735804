import { expect, it } from 'vitest'
import { mayReadFigures } from './reading'

const HERE = 'http://localhost:3000'
const THERE = 'https://docket.reef.example'
const TOKEN = 'sixteen-letters-x'

it.each<[string, Record<string, string>, string | null, string, boolean]>([
  ['with the token', { authorization: `Bearer ${TOKEN}` }, TOKEN, THERE, true],
  ['with another', { authorization: 'Bearer sixteen-letters-y' }, TOKEN, THERE, false],
  ['with a part of it', { authorization: 'Bearer sixteen' }, TOKEN, THERE, false],
  ['without it, also here', { host: 'localhost:3000' }, TOKEN, HERE, false],
  ['where none is set, on this machine', { host: 'localhost:3000' }, null, HERE, true],
  ['where none is set, under another name', { host: 'evil.example:3000' }, null, HERE, false],
  ['where none is set, behind a proxy', { host: 'docket.reef.example' }, null, THERE, false],
])('the figures are read %s: %j', (_label, headers, token, url, expected) => {
  expect(mayReadFigures({ headers: new Headers(headers), token, url })).toBe(expected)
})
