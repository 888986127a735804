import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSought } from './parse'

const home = { domain: 'reef.example', origin: 'https://social.reef.example' }
const read = (text: string) => readSought(text, home)
const handle = (username: string, domain: string | null = null) => ({ username, domain })

describe('what was typed', () => {
  it.each([
    ['  ', { kind: 'nothing' }],
    ['214', { kind: 'number', number: '214', of: 'any' }],
    ['#214', { kind: 'number', number: '214', of: 'any' }],
    ['case 214', { kind: 'number', number: '214', of: 'case' }],
    ['Report #4711', { kind: 'number', number: '4711', of: 'report' }],
    ['198.51.100.7', { kind: 'ip', ip: '198.51.100.7' }],
    ['198.51.100.0/24', { kind: 'ip', ip: '198.51.100.0/24' }],
    ['2001:DB8::1', { kind: 'ip', ip: '2001:db8::1' }],
    ['[2001:db8::]/48', { kind: 'words', words: '[2001:db8::]/48' }],
    ['2001:db8::/48', { kind: 'ip', ip: '2001:db8::/48' }],
    ['0.0.0.0/0', { kind: 'words', words: '0.0.0.0/0' }],
    ['198.51.100.7/33', { kind: 'words', words: '198.51.100.7/33' }],
    ['%', { kind: 'words', words: '%' }],
    ['%@reef.example', { kind: 'words', words: '%@reef.example' }],
    ['two words', { kind: 'words', words: 'two words' }],
    ['harl', { kind: 'words', words: 'harl' }],
  ])('%s', (text, sought) => expect(read(text)).toEqual(sought))
})

describe('a handle', () => {
  it.each([
    ['@harl', handle('harl')],
    ['@harl@reef.example', handle('harl')],
    ['@harl@social.reef.example', handle('harl')],
    ['@gull@Harbour.Example', handle('gull', 'harbour.example')],
    ['acct:gull@harbour.example', handle('gull', 'harbour.example')],
    ['@gull.one@harbour.example', handle('gull.one', 'harbour.example')],
  ])('%s', (text, its) => expect(read(text)).toEqual({ kind: 'handle', handle: its }))

  it('of another script keeps its name, and its server goes as Mastodon keeps it', () => {
    expect(read('@نورس@مثال.إختبار')).toEqual({ kind: 'handle', handle: handle('نورس', 'xn--mgbh0fb.xn--kgbechtv') })
    expect(read('＠ｇｕｌｌ＠例え.テスト')).toEqual({
      kind: 'handle',
      handle: handle('gull', 'xn--r8jz45g.xn--zckzah'),
    })
  })

  it('is freed of the marks that come along when it is copied', () => {
    expect(read('\u2068@gull@harbour.example\u2069')).toEqual({
      kind: 'handle',
      handle: handle('gull', 'harbour.example'),
    })
    expect(read('\u200F@harl\u200E,')).toEqual({ kind: 'handle', handle: handle('harl') })
  })

  it('without its first @ may be an e-mail as well', () => {
    expect(read('Kofi@reef.example')).toEqual({ kind: 'email', email: 'kofi@reef.example', handle: handle('Kofi') })
    expect(read('a+b@mail.test')).toEqual({ kind: 'email', email: 'a+b@mail.test', handle: null })
  })
})

describe('an address', () => {
  it.each([
    ['https://social.reef.example/@harl', { handle: handle('harl') }],
    ['https://reef.example/@harl/', { handle: handle('harl') }],
    ['social.reef.example/@gull@harbour.example', { handle: handle('gull', 'harbour.example') }],
    ['https://social.reef.example/@harl/114', { post: '114' }],
    ['https://social.reef.example/@gull@harbour.example/114', { post: '114' }],
    ['https://social.reef.example/users/harl', { handle: handle('harl') }],
    ['https://social.reef.example/users/harl/statuses/114', { post: '114' }],
    ['https://social.reef.example/ap/users/7', { account: '7' }],
    ['https://social.reef.example/ap/users/7/statuses/114', { post: '114' }],
    ['https://social.reef.example/admin/accounts/7', { account: '7' }],
    ['https://social.reef.example/admin/reports/31', { report: '31' }],
    ['https://social.reef.example/deck/@harl/114', { post: '114' }],
    ['https://social.reef.example/about', null],
  ])('%s on the instance', (text, here) => expect(read(text)).toMatchObject({ kind: 'address', here }))

  it('elsewhere is not read, only asked for', () => {
    expect(read('https://harbour.example/@gull/9')).toEqual({
      kind: 'address',
      url: 'https://harbour.example/@gull/9',
      here: null,
    })
  })
})

it('is never refused, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const sought = read(text)
      if (sought.kind === 'email') expect(sought.email).not.toMatch(/[%\s]/)
      expect(sought.kind).toBeTruthy()
    }),
  )
})
