import { describe, expect, it } from 'vitest'
import { endOfDay, invitationEnd, isInvited, isLastDay, isWelcome, lastMoment, stateOf } from './model'

const NOW = new Date('2026-11-28T12:00:00Z')
const day = (text: string) => new Date(`${text}T00:00:00Z`)

describe('the last day', () => {
  it('ends at midnight, UTC, after it, also in February of a leap year', () => {
    expect(endOfDay('2028-02-29')).toEqual(day('2028-03-01'))
    expect(lastMoment('2028-03-01T00:00:00.000Z').toISOString()).toBe('2028-02-29T23:59:59.999Z')
  })

  it.each([
    ['2026-11-27', false],
    ['2026-11-28', true],
    ['2027-11-28', true],
    ['2027-11-29', false],
    ['9999-12-31', false],
  ])('%s: %s', (endsOn, is) => {
    expect(isLastDay(endsOn, NOW)).toBe(is)
  })

  it('ends a link before its week is over', () => {
    expect(invitationEnd(day('2026-11-30'), NOW)).toEqual(day('2026-11-30'))
    expect(invitationEnd(day('2027-11-30'), NOW)).toEqual(new Date('2026-12-05T12:00:00Z'))
  })
})

const guest = {
  inviteHash: 'x' as string | null,
  inviteEndsAt: day('2026-12-05'),
  acceptedAt: null as Date | null,
  endsAt: day('2026-12-24'),
  takenBackAt: null as Date | null,
}
const accepted = { ...guest, inviteHash: null, acceptedAt: day('2026-11-20') }

describe('how things stand with a guest', () => {
  it.each([
    ['invited', guest, 'invited', true, false],
    ['a link that is a week old', { ...guest, inviteEndsAt: NOW }, 'linkEnded', false, false],
    ['accepted', accepted, 'welcome', false, true],
    ['at the end of the last day', { ...accepted, endsAt: NOW }, 'ended', false, false],
    ['a link after the last day', { ...guest, endsAt: NOW }, 'ended', false, false],
    ['taken back', { ...accepted, takenBackAt: NOW }, 'takenBack', false, false],
    ['taken back before the link was used', { ...guest, takenBackAt: NOW }, 'takenBack', false, false],
  ] as const)('%s', (_label, row, state, invited, welcome) => {
    expect([stateOf(row, NOW), isInvited(row, NOW), isWelcome(row, NOW)]).toEqual([state, invited, welcome])
  })
})
