import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { PERMISSIONS } from '@/lib/platform/access/access'
import { AppError, type ErrorCode } from '@/lib/platform/errors/error'
import { en } from './en'
import { direction, isMessage, messageFor, t, type Values } from './translate'

type Part = ReturnType<IntlMessageFormat['getAst']>[number]

// The parser's numbers for what stands in a sentence.
const KIND = { argument: 1, number: 2, date: 3, time: 4, select: 5, plural: 6 } as const
const COUNTS = [0, 1, 2, 5, 1234]

/** What a sentence asks for, each with values that lead into every one of its branches. */
function askedBy(parts: readonly Part[], found = new Map<string, Values[string][]>()): Map<string, Values[string][]> {
  for (const part of parts) {
    const add = (values: Values[string][]) => {
      if ('value' in part && typeof part.value === 'string')
        found.set(part.value, [...(found.get(part.value) ?? []), ...values])
    }
    if (part.type === KIND.argument) add(['mira@reef.example'])
    if (part.type === KIND.number || part.type === KIND.plural) add(COUNTS)
    if (part.type === KIND.date || part.type === KIND.time) add([new Date('2026-11-24T12:00:00Z')])
    if (part.type === KIND.select && 'options' in part) add([...Object.keys(part.options), 'anything else'])
    if ('options' in part) for (const option of Object.values(part.options)) askedBy(option.value, found)
  }
  return found
}

/** Enough combinations that every value is used once. */
function samplesFor(asked: Map<string, Values[string][]>): Values[] {
  const most = Math.max(1, ...[...asked.values()].map((values) => values.length))
  return Array.from({ length: most }, (_, n) =>
    Object.fromEntries([...asked].map(([name, values]) => [name, values[n % values.length]])),
  )
}

const messages = Object.keys(en).filter(isMessage)
const astOf = (message: string) => new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst()

describe('every sentence of the catalogue', () => {
  it.each(messages)('%s', (key) => {
    for (const values of samplesFor(askedBy(astOf(en[key])))) {
      const text = t(key, values)
      expect(text.trim()).not.toBe('')
      expect(text).not.toMatch(/[{}]|undefined|\bnull\b|NaN|\[object/)
    }
    // Whatever a screen forgets to give, a sentence comes out and the page stands.
    expect(() => t(key)).not.toThrow()
  })

  it('is written with typographic quotes and no double spaces', () => {
    expect(messages.filter((key) => /\s{2}|[\w]'[\w]|"/.test(en[key]))).toEqual([])
  })
})

describe('a code that comes from data', () => {
  it('names each right that a role has', () => {
    const nobodys = ['mirror.write', 'notice.file', 'setup', 'signIn']
    const unnamed = PERMISSIONS.filter((one) => messageFor('may', one, 'may.unknown') === 'may.unknown')
    expect(unnamed).toEqual(nobodys)
  })

  it('has its sentence, or the one for what is not known', () => {
    expect(messageFor('off', 'noManageUsers', 'off.unknown')).toBe('off.noManageUsers')
    for (const code of ['toString', '__proto__', 'constructor', '', 'x.y'])
      expect(messageFor('off', code, 'off.unknown')).toBe('off.unknown')
  })

  it.each([
    [
      'off',
      'stopped signInAgain noManageReports noManageUsers notYourself waiting closed open ownedByOther alreadySuspended alreadyLimited notLimited notSuspended notUndoable role',
    ],
    [
      'consequence',
      'resolvesThis resolvesAll hidesFromTimelines profileBlanked blocksSignIn followsLost deletesAfter30Days endsLimit restores localOnly noMailToRemote strikeRecorded undoPossible',
    ],
    [
      'failure',
      'signInAgain noManageReports noManageUsers alreadyDone saidNotDone tokenDead scopeMissing permissionMissing notAllowed forbidden loginDisabled notFound gone invalid rateLimited temporary blockedIp notMastodon timeout unreachable dropped redirected tooLarge',
    ],
    [
      'queue.failure',
      'noReader tokenDead scopeMissing permissionMissing forbidden loginDisabled rateLimited temporary blockedIp notMastodon timeout unreachable dropped redirected tooLarge',
    ],
    [
      'audit.fault',
      'row missing|gap in the sequence|link broken|row altered|case chain broken|rows cut off at the end|rows of a case cut off at the end|head altered|head missing|row without a link|value altered',
    ],
    ['connect.lacks', 'pkce moderationNotice minimumAge mediaMadePrivate collections'],
  ])('under %s has a sentence for each: %s', (prefix, codes) => {
    const list = codes.includes('|') ? codes.split('|') : codes.split(' ')
    expect(list.filter((code) => !isMessage(`${prefix}.${code}`))).toEqual([])
  })
})

describe('an error', () => {
  const codes = messages.flatMap((key) => (key.startsWith('error.') ? [key.slice('error.'.length)] : []))
  const isCode = (code: string): code is ErrorCode => isMessage(`error.${code}`)

  it('has a status that says whose move it is: ours only for what nobody foresaw', () => {
    const odd = codes.filter(isCode).filter((code) => {
      const { status } = new AppError(code)
      return status < 400 || status > 503 || (status === 500 && code !== 'unknown')
    })
    expect(odd).toEqual([])
  })

  it.each<[ErrorCode, number]>([
    ['signIn.needed', 401],
    ['notAllowed', 403],
    ['notFound', 404],
    ['case.stale', 409],
    ['case.stopped', 409],
    ['tooLarge', 413],
    ['badInput', 422],
    ['tooMany', 429],
    ['unknown', 500],
  ])('%s answers %i', (code, status) => {
    expect(new AppError(code).status).toBe(status)
  })
})

describe('the direction of a language', () => {
  it.each(['ar', 'ar-EG', 'he', 'fa', 'ur', 'ps', 'ckb', 'yi', 'dv', 'ug', 'sd', 'az-Arab', 'AR'])(
    '%s runs from right to left',
    (locale) => {
      expect(direction(locale)).toBe('rtl')
    },
  )
  it.each(['en', 'de', 'ja', 'tr', 'arn', 'fao', 'ar-Latn', '', 'x'])('%j runs from left to right', (locale) => {
    expect(direction(locale)).toBe('ltr')
  })
})
