import { describe, expect, it } from 'vitest'
import type { CaseFile } from '@/lib/features/casefile/schema'
import { CONTACT, redactionFor, rowWithheld, valueWithheld } from './model'

const person = (id: string, handle: string, name: string, part: 'subject' | 'reporter' | 'other') => ({
  id,
  handle,
  name,
  url: `https://reef.example/${handle}`,
  part,
})

// Only people and staff are looked at.
const file = {
  instance: { domain: 'reef.example' },
  people: [
    person('7001', '@harl', 'Harl', 'subject'),
    person('7002', '@mira', 'Mira van Reef', 'reporter'),
    person('7003', '@gull@harbour.example', 'نورس', 'other'),
    person('7004', '@al', 'Al', 'reporter'),
  ],
  staff: [{ name: 'kofi', roles: ['moderator'] }],
} as unknown as CaseFile
const team = [{ name: 'kofi', displayName: 'Kofi Mensah', remoteId: '7009', role: 'moderator' }]

const others = redactionFor(file, ['thirdParties'], team)
const moderators = redactionFor(file, ['moderators'], team)
const nothing = redactionFor(file, [], team)

describe('words', () => {
  it.each([
    ['Mira wrote to @mira and MIRA', '[reporter 1] wrote to [reporter 1] and [reporter 1]'],
    ['Miracles, admiral mira_x', 'Miracles, admiral mira_x'],
    ['Mira van Reef said', '[reporter 1] said'],
    ['@gull@harbour.example, نورس', '[third party 1], [third party 1]'],
    ['@harl and @harl@reef.example, kofi', '@harl and @harl@reef.example, kofi'],
    ['@harl@harbour.example is another', '[third party] is another'],
    ['@al, not all', '[reporter 2], not all'],
    ['somebody@else.example and @stranger', '[e-mail address] and [third party]'],
    [
      '<a href="https://reef.example/@stranger">@<span>stranger</span></a>',
      '<a href="https://reef.example/[third party]">[third party]</span></a>',
    ],
    ['7002', '[reporter 1]'],
    ['', ''],
  ])('%j without others', (text, shown) => expect(others.text(text)).toBe(shown))

  it('without the team keep their roles, and everybody else', () => {
    expect(moderators.text('kofi asked @mira; Kofi Mensah closed it')).toBe(
      '[moderator 1] asked @mira; [moderator 1] closed it',
    )
  })

  it('hide who works here and did nothing on the case, but not whom it is about', () => {
    const more = [...team, { name: 'nadia', displayName: 'Nadia Haddad', remoteId: '7010', role: 'legal' }]
    const harl = { name: 'harl', displayName: 'Harl', remoteId: '7001', role: 'staff' }
    const hidden = redactionFor(file, ['moderators'], [...more, harl])
    expect(hidden.text('@nadia, Nadia Haddad says harl')).toBe('[legal 2], [legal 2] says harl')
    expect(hidden.json(['kofi', 'nadia'])).toEqual(['[moderator 1]', '[legal 2]'])
    expect(hidden.text('7001')).toBe('7001')
    expect(redactionFor(file, ['thirdParties'], more).text('@nadia knows')).toBe('@nadia knows')
  })

  it('are found however they are written', () => {
    const named = {
      ...file,
      people: [
        ...file.people,
        person('116939411346776823', '@obrien', "Tom & Ann O'Brien", 'reporter'),
        person('7006', '@ayse', 'Ayşe Şahin', 'reporter'),
      ],
    }
    const { text } = redactionFor(named, ['thirdParties'])
    for (const words of [
      "Tom & Ann O'Brien",
      'tom &amp; ann O&#39;Brien',
      'Tom & Ann O’Brien',
      'Tom\u00A0&  Ann O&apos;BRIEN',
      '/%40obrien',
      'https://reef.example/ap/users/116939411346776823/statuses/1',
    ])
      expect([words, text(words)]).toEqual([
        words,
        expect.stringMatching(/^(?:\/|https:\/\/reef.example\/ap\/users\/)?\[reporter 3\](?:\/statuses\/1)?$/),
      ])
    for (const words of ['Ayşe Şahin', 'AYŞE ŞAHİN', 'Ayşe Şahin'.normalize('NFD'), 'ayşe şahin', 'Ayşe  ŞAHIN'])
      expect([words, text(words)]).toEqual([words, '[reporter 4]'])
    expect(text('Tom and Ann, 1116939411346776823, /1169394113467768231')).toBe(
      'Tom and Ann, 1116939411346776823, /1169394113467768231',
    )
  })

  it('that nobody asked to shorten stay as they are', () => {
    for (const text of ['Mira', '@gull@harbour.example', 'a@b.example']) expect(nothing.text(text)).toBe(text)
  })

  it('take no longer for being long', () => {
    const from = performance.now()
    others.text(`${'a'.repeat(200_000)}@`)
    others.text('@a'.repeat(100_000))
    expect(performance.now() - from).toBeLessThan(10_000)
  })
})

describe('an answer of the instance', () => {
  const report = {
    id: '31',
    comment: 'Mira says so',
    account: { id: '7002', username: 'mira', email: 'mira@mail.test', ip: '203.0.113.9' },
    target_account: { id: '7001', username: 'harl', email: 'harl@mail.test', ips: [], ip: null },
    assigned_account: {
      id: '7009',
      username: 'kofi',
      account: { id: '7009', acct: 'kofi', display_name: 'Kofi Mensah' },
    },
    statuses: [{ id: '900', mentions: [{ id: '7003', acct: 'gull@harbour.example', username: 'gull' }] }],
  }

  it('loses contact details always, and nothing else unasked', () => {
    expect(nothing.json(report)).toEqual({
      ...report,
      account: { ...report.account, email: CONTACT, ip: CONTACT },
      target_account: { ...report.target_account, email: CONTACT },
    })
  })

  it('loses the accounts of others', () => {
    expect(others.json(report)).toMatchObject({
      comment: '[reporter 1] says so',
      account: { withheld: '[reporter 1]' },
      target_account: { id: '7001', username: 'harl' },
      statuses: [{ id: '900', mentions: [{ withheld: '[third party 1]' }] }],
    })
    expect(JSON.stringify(others.json(report))).not.toMatch(/mira|gull|7002|7003/i)
  })

  it('loses whoever handled it', () => {
    expect(JSON.stringify(moderators.json(report))).not.toMatch(/kofi|mensah|7009/i)
    expect(moderators.json(report)).toMatchObject({ account: { username: 'mira' } })
  })
})

describe('the log', () => {
  const row = { number: 1, text: '', hash: '', values: [] }
  it('withholds rows that name somebody, and values that would read differently', () => {
    expect(rowWithheld({ ...row, subjectIds: ['7002'], isStaff: false }, file, ['thirdParties'])).toBe('thirdParties')
    expect(rowWithheld({ ...row, subjectIds: ['7001'], isStaff: true }, file, ['thirdParties'])).toBeNull()
    expect(rowWithheld({ ...row, subjectIds: [], isStaff: true }, file, ['moderators'])).toBe('moderators')
    expect(valueWithheld({ json: '"mira"' }, others, ['thirdParties'])).toBe('thirdParties')
    expect(valueWithheld({ json: '["7002"]' }, others, ['thirdParties'])).toBe('thirdParties')
    expect(valueWithheld({ json: '"harl"' }, others, ['thirdParties'])).toBeNull()
    expect(valueWithheld({ json: '12' }, others, ['thirdParties'])).toBeNull()
  })
})
