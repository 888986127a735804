import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Account, CredentialAccount } from './account'
import { AdminAccount } from './admin-account'
import { ApiError } from './error'
import { Instance, OldInstance } from './instance'
import { Application, OAuthMetadata, Token } from './oauth'
import { AdminReport, Report } from './report'
import { Rule } from './rule'
import { SearchResult } from './search'
import { Status, StatusContext, StatusEdit } from './status'

const SCHEMAS = {
  Account,
  AdminAccount,
  AdminReport,
  ApiError,
  Application,
  CredentialAccount,
  Instance,
  OAuthMetadata,
  OldInstance,
  Report,
  Rule,
  SearchResult,
  Status,
  StatusContext,
  StatusEdit,
  Token,
}

const Recorded = z.array(z.object({ name: z.string(), entity: z.string(), status: z.number(), body: z.unknown() }))

const load = (version: string) =>
  Recorded.parse(JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures', `${version}.json`), 'utf8')))

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
  it.each(load(version).map((each) => [each.entity, each.name, each] as const))(
    'is read whole: %s, %s',
    (...[, , sent]) => {
      const schema = Object.entries(SCHEMAS).find(([entity]) => entity === sent.entity)?.[1]
      const bodies = Array.isArray(sent.body) ? sent.body : [sent.body]
      expect(bodies.length).toBeGreaterThan(0)
      for (const body of bodies) {
        const read = schema?.safeParse(body)
        expect(read?.error?.issues ?? []).toEqual([])
        expect(differences(read?.data, body)).toEqual([])
      }
    },
  )

  it('has no report with posts that could not be read', () => {
    const reports = load(version).filter((each) => each.entity === 'AdminReport' && !Array.isArray(each.body))
    for (const report of reports) expect(AdminReport.parse(report.body).statusesSkipped).toBe(0)
  })
})
