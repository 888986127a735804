import { describe, expect, it } from 'vitest'
import { isSameAddress, momentOf, numberAfter, placeOf } from './parse'

const here = { origin: 'https://masto.reef.example', domain: 'reef.example', mediaHosts: ['files.reef.example'] }
const by = (username: string, domain: string | null = null) => ({ username, domain })
const post = (id: string, author: object | null) => ({ kind: 'post', id, author })
const none = (why: string) => ({ kind: 'none', why })
const ID = '114801234567890123'

describe('an address', () => {
  it.each([
    [`https://reef.example/@harl/${ID}`, post(ID, by('harl'))],
    [`https://masto.reef.example/@harl/${ID}`, post(ID, by('harl'))],
    [`HTTPS://REEF.EXAMPLE/@harl/${ID}`, post(ID, by('harl'))],
    [`http://www.reef.example/@harl/${ID}/`, post(ID, by('harl'))],
    [`hxxps://reef[.]example/@harl/${ID}`, post(ID, by('harl'))],
    [`reef.example/@harl/${ID}`, post(ID, by('harl'))],
    [`<https://reef.example/@harl/${ID}>,`, post(ID, by('harl'))],
    [`https://reef.example/@harl/${ID}/embed`, post(ID, by('harl'))],
    [`https://reef.example/@harl/${ID}?lang=de#top`, post(ID, by('harl'))],
    [`https://reef.example/web/@harl/${ID}`, post(ID, by('harl'))],
    [`https://reef.example/deck/@harl/${ID}`, post(ID, by('harl'))],
    [`https://reef.example/web/statuses/${ID}`, post(ID, null)],
    [`https://reef.example/api/v1/statuses/${ID}`, post(ID, null)],
    [`https://reef.example/users/harl/statuses/${ID}`, post(ID, by('harl'))],
    [`https://reef.example/users/harl/statuses/${ID}/activity`, post(ID, by('harl'))],
    [`https://reef.example/ap/users/11480/statuses/${ID}`, post(ID, { accountId: '11480' })],
    [`https://reef.example/@gull@harbour.example/${ID}`, post(ID, by('gull', 'harbour.example'))],
    [`https://reef.example/@harl@Reef.example/${ID}`, post(ID, by('harl'))],
    [`https://reef.example/@harl@masto.reef.example/${ID}`, post(ID, by('harl'))],
    [`https://reef.example/%40harl/${ID}`, post(ID, by('harl'))],
    [
      `https://far.example/authorize_interaction?uri=https%3A%2F%2Freef.example%2F%40harl%2F${ID}`,
      post(ID, by('harl')),
    ],
    ['https://reef.example/@harl', none('profile')],
    ['https://reef.example/@harl/media', none('profile')],
    ['https://reef.example/@harl/*', none('wildcard')],
    ['https://reef.example/tags/boats', none('search')],
    ['https://reef.example/search?q=boats', none('search')],
    ['https://reef.example/about', none('page')],
    ['https://vane.example/low-tide', none('elsewhere')],
    ['all my pictures', none('noAddress')],
    ['Remove all posts by @harl', none('wildcard')],
    ['javascript:alert(1)', none('noAddress')],
    ['https://reef.example/%E0%A4%A', none('page')],
    ['https://reef.example/@harl/114/../../admin', none('page')],
  ])('%s', (address, place) => expect(placeOf(address, here)).toEqual(place))

  it.each([
    ['https://files.reef.example/media_attachments/files/114/801/234/567/890/123/original/ab.png', ID, false],
    ['https://reef.example/system/media_attachments/files/114/801/234/567/890/123/small/ab.png', ID, false],
    ['https://reef.example/system/cache/media_attachments/files/114/801/234/567/890/123/original/ab.png', ID, true],
    ['https://files.reef.example/cache/media_attachments/files/000/000/012/original/ab.png', '12', true],
    [`https://reef.example/media_proxy/${ID}/original`, ID, false],
  ])('of a file: %s', (address, mediaId, isCopy) =>
    expect(placeOf(address, here)).toEqual({
      kind: 'media',
      mediaId,
      isCopy,
      isProxy: address.includes('media_proxy'),
      url: address,
    }),
  )

  it.each([
    ['https://harbour.example/@gull/114', 'gull@harbour.example', '114'],
    ['https://harbour.example/users/gull/statuses/114', 'gull@harbour.example', '114'],
    ['https://harbour.example/@gull@far.example/114', 'gull@far.example', '114'],
    ['https://pix.example/p/gull/114', 'gull@pix.example', '114'],
    ['https://notes.example/notes/9abc', null, null],
    ['https://pl.example/objects/5b1c-ee', null, null],
  ])('of another server: %s', (address, handle, number) =>
    expect(placeOf(address, here)).toMatchObject({ kind: 'remote', handle, number }),
  )

  it('is another’s where its host only begins like ours', () => {
    expect(placeOf(`https://reef.example.evil.example/@harl/${ID}`, here)).toMatchObject({ kind: 'remote' })
    expect(placeOf(`https://reef.example@evil.example/@harl/${ID}`, here)).toMatchObject({ kind: 'remote' })
  })
})

it('tells the moment of a post by its number, where it has one', () => {
  const now = new Date('2026-11-26T12:00:00Z')
  expect(momentOf('117663169539616768', now)?.toISOString().slice(0, 13)).toBe('2026-11-23T01')
  expect(momentOf('114', now)).toBeNull()
  expect(momentOf('999999999999999999', now)).toBeNull()
  expect(BigInt(numberAfter(new Date(1_000_000)))).toBe(1_002_000n << 16n)
})

it('knows an address in its other spelling', () => {
  expect(isSameAddress('http://Harbour.example/@gull/1/', 'https://harbour.example/@gull/1')).toBe(true)
  expect(isSameAddress('https://harbour.example/@gull/1', 'https://harbour.example/@gull/12')).toBe(false)
  expect(isSameAddress('https://harbour.example/@gull/1', null)).toBe(false)
})
