import { describe, expect, it } from 'vitest'
import { permissionBits } from '@/lib/integrations/mastodon/schema/permissions'
import { en } from '@/lib/platform/i18n/en'
import { consequencesOf, type Rank, rankOf } from './model'
import { ACCOUNT_ACTS, type AccountAct } from './schema'

const bits = (...names: Parameters<typeof permissionBits>[0]) => permissionBits(names).toString()
const MODERATOR = { roleName: 'Moderator', permissions: bits('manage_reports', 'manage_users') }
const ADMIN = { roleName: 'Admin', permissions: bits('manage_reports', 'manage_users', 'manage_roles') }
const OWNER = { roleName: 'Owner', permissions: bits('administrator') }
const OWN_NAME = { roleName: 'Kaptan', permissions: bits('administrator') }
const ELDER = { roleName: 'Elder', permissions: bits('manage_reports') }
const EMPTY = { roleName: null, permissions: null }

describe('how somebody stands to the person who acts', () => {
  it.each<[string, Parameters<typeof rankOf>[0], Parameters<typeof rankOf>[0], Rank]>([
    ['nobody of the staff', EMPTY, MODERATOR, 'below'],
    [
      'nobody of the staff, but with everybody’s permissions',
      { roleName: '', permissions: '65536' },
      MODERATOR,
      'below',
    ],
    ['the same role', MODERATOR, MODERATOR, 'same'],
    ['the same administrators', OWNER, OWNER, 'same'],
    ['another role of the same name', { ...MODERATOR, permissions: bits('manage_reports') }, MODERATOR, 'unknown'],
    ['an administrator', OWNER, MODERATOR, 'above'],
    ['an administrator under another name', OWN_NAME, ADMIN, 'above'],
    ['whoever is below an administrator', ELDER, OWNER, 'below'],
    ['two kinds of administrators', OWN_NAME, OWNER, 'unknown'],
    ['an admin seen by a moderator', ADMIN, MODERATOR, 'above'],
    ['a moderator seen by an admin', MODERATOR, ADMIN, 'below'],
    ['a role that Mastodon does not come with', ELDER, MODERATOR, 'unknown'],
  ])('%s', (_, them, you, rank) => {
    expect(rankOf(them, you)).toBe(rank)
  })
})

const facts = (kind: AccountAct) => ({
  kind,
  isLocal: true,
  openCount: 3,
  postCount: 2,
  doubtfulRole: null,
  purgeAt: new Date('2026-12-25T00:00:00Z'),
})
const codes = (kind: AccountAct, more: object = {}, keeps = false) =>
  consequencesOf({ ...facts(kind), ...more }, { keeps }).map((line) => line.code)

describe('what an act is said to do', () => {
  it.each<[AccountAct, string]>([
    ['warn', 'resolvesThis strikeRecorded'],
    ['limit', 'resolvesAll hidesFromTimelines strikeRecorded undoPossible'],
    ['freeze', 'resolvesAll blocksPosting strikeRecorded undoPossible'],
    ['markSensitive', 'resolvesAll hidesMedia strikeRecorded undoPossible'],
    ['suspend', 'resolvesAll profileBlanked blocksSignIn deletesAfter30Days strikeRecorded undoPossible'],
    ['unlimit', 'endsLimit'],
    ['unfreeze', 'endsFreeze'],
    ['unmarkSensitive', 'endsSensitive'],
    ['unsuspend', 'restores'],
  ])('%s: %s', (kind, lines) => {
    expect(codes(kind).join(' ')).toBe(lines)
  })

  it('to somebody on another server: here only, and without mail or strike', () => {
    expect(codes('markSensitive', { isLocal: false })).toEqual([
      'resolvesAll',
      'hidesMedia',
      'localOnly',
      'noMailToRemote',
      'undoPossible',
    ])
  })

  it('while the posts are kept: what stays, what does not, and that the reports stay open', () => {
    expect(codes('suspend', {}, true)).toEqual([
      'keepsReopens',
      'keepsPosts',
      'keepsNotDeleted',
      'profileBlanked',
      'blocksSignIn',
      'deletesTheRest',
      'strikeRecorded',
      'keepsNoMail',
      'undoKeeps',
    ])
  })

  it('warns of a role that may be as high, where position counts', () => {
    expect(codes('limit', { doubtfulRole: 'Elder' })[0]).toBe('mayBeHigher')
    expect(codes('warn', { doubtfulRole: 'Elder' })).not.toContain('mayBeHigher')
  })

  it('always in words that the catalogue has', () => {
    for (const kind of ACCOUNT_ACTS)
      for (const isLocal of [true, false])
        for (const keeps of [true, false])
          for (const code of codes(kind, { isLocal, doubtfulRole: 'Elder' }, keeps))
            expect(Object.keys(en)).toContain(`consequence.${code}`)
  })
})
