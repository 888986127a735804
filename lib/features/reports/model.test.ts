import { describe, expect, it } from 'vitest'
import { briefOf, cursorOf, initialsOf, marksOf, ownerOf, readCursor } from './model'

const NOW = new Date('2026-11-25T12:00:00Z')
const DAY = 24 * 3600_000
const account = {
  isSuspended: false,
  isSilenced: false,
  isDisabled: false,
  isSensitized: false,
  isPending: false,
  isBot: false,
  roleName: null,
  createdAt: new Date(NOW.getTime() - 100 * DAY),
}

describe('the marks of an account', () => {
  it.each<[string, Partial<Omit<typeof account, 'roleName'>> & { roleName?: string }, string[]]>([
    ['nothing to say', {}, []],
    ['suspended', { isSuspended: true }, ['suspended']],
    ['limited', { isSilenced: true }, ['limited']],
    ['frozen', { isDisabled: true }, ['frozen']],
    ['sensitive', { isSensitized: true }, ['sensitive']],
    ['waiting to be let in', { isPending: true }, ['pending']],
    ['a bot', { isBot: true }, ['bot']],
    ['of the staff', { roleName: 'Moderator' }, ['staff']],
    ['with the role of everybody', { roleName: '' }, []],
    ['new for seven days', { createdAt: new Date(NOW.getTime() - 7 * DAY + 1) }, ['newAccount']],
    ['and not a moment longer', { createdAt: new Date(NOW.getTime() - 7 * DAY) }, []],
    ['the gravest first', { isBot: true, isSilenced: true, isSuspended: true }, ['suspended', 'limited', 'bot']],
  ])('%s', (_label, given, marks) => {
    expect(marksOf({ ...account, ...given }, NOW)).toEqual(marks)
  })
})

describe('two letters for a person', () => {
  it.each([
    ['Kofi Asante', 'kofi', 'KA'],
    ['kofi', 'kofi', 'K'],
    ['', 'kofi', 'K'],
    ['   ', 'kofi', 'K'],
    ['Ada Lovelace King', 'ada', 'AL'],
    ['ليلى الأندلسي', 'layla', 'لا'],
    ['👩‍👩‍👧', 'mira', 'M'],
    ['🦈 Shark', 'shark', 'S'],
    ['Élodie Ünal', 'elodie', 'ÉÜ'],
    ['e\u0301lodie', 'elodie', 'E\u0301'],
    ['🏴‍☠️🔥', '_', '_'],
    ['李 小龍', 'lee', '李小'],
  ])('of %j (@%s) are %j', (name, acct, letters) => {
    expect(initialsOf(name, acct)).toBe(letters)
  })
})

describe('the place of a page', () => {
  const CASE = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d'
  it('leads back to where it was taken', () => {
    expect(readCursor(cursorOf({ oldestAt: NOW, caseId: CASE }))).toEqual({ at: NOW, caseId: CASE })
  })

  it.each([
    '',
    'x',
    `2026-11-25T12:00:00.000Z`,
    `2026-11-25T12:00:00.000Z_`,
    `2026-11-25T12:00:00.000Z_${'-'.repeat(36)}`,
    `2026-11-25T12:00:00.000Z_${CASE}x`,
    `2026-99-99T99:99:99.999Z_${CASE}`,
    `2026-11-25T12:00:00.000Z_${CASE}' OR 1=1`,
    `2026-11-25T:::..Z_${CASE}`,
  ])('is not %j', (text) => {
    expect(readCursor(text)).toBeNull()
  })
})

describe('a person in a list', () => {
  const harl = { remoteId: '9', acct: 'harl', displayName: ' Harl ', domain: null, isBot: false }
  it.each([
    ['of this server', harl, { name: 'Harl', handle: '@harl', initials: 'H', isLocal: true }],
    [
      'of another',
      { ...harl, acct: 'harl@harbour.example', domain: 'harbour.example' },
      { handle: '@harl@harbour.example', isLocal: false },
    ],
    ['without a name', { ...harl, acct: 'gull@harbour.example', displayName: '  ' }, { name: 'gull' }],
    ['whom the mirror has not seen', null, { name: '9', handle: '@9', isLocal: false, isBot: false }],
  ])('%s', (_label, given, brief) => {
    expect(briefOf(given, '9')).toMatchObject(brief)
  })

  it('as owner is told whether it is oneself', () => {
    const kofi = { id: 'p1', acct: 'kofi', displayName: '' }
    const actor = {
      kind: 'person',
      id: 'p1',
      instanceId: '',
      remoteId: '',
      name: 'kofi',
      roles: [],
      mastodon: 0n,
    } as const
    expect(ownerOf(null, actor)).toBeNull()
    expect(ownerOf(kofi, actor)).toEqual({ id: 'p1', name: 'kofi', isYou: true })
    expect(ownerOf({ ...kofi, displayName: 'Kofi' }, { ...actor, id: 'p2' })).toEqual({
      id: 'p1',
      name: 'Kofi',
      isYou: false,
    })
    expect(ownerOf(kofi, { kind: 'system', name: 'x' })?.isYou).toBe(false)
  })
})
