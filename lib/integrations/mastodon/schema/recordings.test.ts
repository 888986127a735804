import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { recordedExchanges } from '../fake/replay/recording'
import { Account, CredentialAccount } from './account'
import { AdminAccount } from './admin-account'
import { ApiError } from './error'
import { Instance, OldInstance } from './instance'
import { Application, OAuthMetadata, Token } from './oauth'
import { AdminReport, Report } from './report'
import { Rule } from './rule'
import { SearchResult } from './search'
import { Status, StatusContext, StatusEdit } from './status'

/** What each address answers with; the first that fits counts. Null is nothing that this console reads. */
const SCHEMAS: [RegExp, z.ZodType | null][] = [
  [/^GET .*\/\.well-known\/oauth-authorization-server/, OAuthMetadata],
  [/^GET \/api\/v2\/instance/, Instance],
  [/^GET \/api\/v1\/instance$/, OldInstance],
  [/^GET \/api\/v1\/instance\/rules/, Rule],
  [/^POST \/api\/v1\/apps$/, Application],
  [/^POST \/oauth\/token/, Token],
  [/^GET \/api\/v1\/accounts\/verify_credentials/, CredentialAccount],
  [/^(GET|PUT|PATCH|POST) \/api\/v1\/admin\/reports/, AdminReport],
  [/^POST \/api\/v1\/admin\/accounts\/\d+\/(action|reject)|^DELETE/, null],
  [/^(GET|POST) \/api\/v[12]\/admin\/accounts/, AdminAccount],
  [/^POST \/api\/v1\/reports/, Report],
  [/^GET \/api\/v2\/search/, SearchResult],
  [/^GET \/api\/v1\/statuses\/\d+\/context/, StatusContext],
  [/^GET \/api\/v1\/statuses\/\d+\/history/, StatusEdit],
  [/^GET \/api\/v1\/statuses\/\d+\/source/, null],
  [/^(GET|POST|PUT) \/api\/v1\/(statuses|accounts\/\d+\/statuses)/, Status],
  [/^GET \/api\/v1\/accounts/, Account],
]

/** What the reading changed or lost, by path; what this console does not read does not count. */
function differences(read: unknown, sent: unknown, at = ''): string[] {
  if (Array.isArray(read)) {
    if (!Array.isArray(sent) || sent.length !== read.length) return [`${at}: length`]
    return read.flatMap((each, position) => differences(each, sent[position], `${at}[${position}]`))
  }
  if (typeof read === 'object' && read !== null) {
    const original = typeof sent === 'object' && sent !== null ? new Map(Object.entries(sent)) : new Map()
    return Object.entries(read).flatMap(([key, value]) =>
      original.has(key) ? differences(value, original.get(key), `${at}.${key}`) : [],
    )
  }
  return read === sent ? [] : [`${at}: ${JSON.stringify(sent)} became ${JSON.stringify(read)}`]
}

describe.each(['4.3.23', '4.6.5'])('what a running %s sent', (version) => {
  const answered = recordedExchanges(version).flatMap(({ n, name, request, response }) => {
    const asked = `${request.method} ${request.path}`
    const schema = response.status >= 400 ? ApiError : SCHEMAS.find(([pattern]) => pattern.test(asked))?.[1]
    return response.body === undefined || !schema ? [] : [{ n, name, schema, body: response.body }]
  })

  it('is read by every schema', () => {
    const used = new Set(answered.map((each) => each.schema))
    expect(SCHEMAS.filter(([, schema]) => schema && !used.has(schema))).toEqual([])
    expect(answered.length).toBeGreaterThan(230)
  })

  it.each(answered)('and is read whole: $n $name', ({ schema, body }) => {
    for (const each of Array.isArray(body) ? body : [body]) {
      const read = schema.safeParse(each)
      expect(read.error?.issues ?? []).toEqual([])
      expect(differences(read.data, each)).toEqual([])
    }
  })
})
