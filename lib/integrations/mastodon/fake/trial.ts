import { addAccount, addRule, emptyState } from './makers'
import { nextNumber } from './ids'
import { ROLE_IDS } from './roles'
import { startFake, type Fake } from './server'
import type { Account, State, Version } from './state'

const NOW = '2026-11-24T12:00:00.000Z'
const SCOPES = ['read', 'write', 'admin:read', 'admin:write', 'profile']

export type Ask = (
  as: Account | string | null,
  method: string,
  path: string,
  body?: Record<string, unknown>,
) => Promise<Response>

/** A server with five people, for tests: each has a token with every scope. Time stands still until `clock.now` moves. */
export type Trial = {
  fake: Fake
  state: State
  clock: { now: number }
  people: Record<'ines' | 'kofi' | 'lena' | 'alice' | 'gull', Account>
  ask: Ask
}

export async function startTrial(
  version: Version,
  options: { limits?: boolean; dataDir?: string; retryScale?: number } = {},
): Promise<Trial> {
  const state = emptyState(version)
  const clock = { now: Date.parse(NOW) }
  const people = addPeople(state)
  addRule(state, { text: 'No harassment' })
  const fake = await startFake({ state, now: () => new Date(clock.now), ...options })
  return { fake, state, clock, people, ask: askerOf(fake) }
}

function addPeople(state: State): Trial['people'] {
  const createdAt = new Date('2026-01-01T00:00:00.000Z')
  const add = (username: string, roleId: string | null) => {
    const account = addAccount(state, { username, createdAt, user: { roleId } })
    grantToken(state, account, SCOPES)
    return account
  }
  return {
    ines: add('ines', ROLE_IDS.owner),
    kofi: add('kofi', ROLE_IDS.moderator),
    lena: add('lena', ROLE_IDS.reportsOnly),
    alice: add('alice', null),
    gull: addAccount(state, { username: 'gull', domain: 'harbour.example', createdAt }),
  }
}

/** The token is the person's name, so that tests can read. */
export function grantToken(state: State, account: Account, scopes: string[], token = account.username): void {
  state.tokens.push({
    id: String(nextNumber(state, 'token')),
    token,
    appId: '0',
    accountId: account.id,
    scopes,
    createdAt: NOW,
    revokedAt: null,
  })
}

const askerOf =
  (fake: Fake): Ask =>
  (as, method, path, body) => {
    const token = as === null || typeof as === 'string' ? as : as.username
    return fetch(new URL(path, fake.origin), {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  }
