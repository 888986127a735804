import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAddress } from './address'

describe('what a person types', () => {
  it.each([
    ['reef.example', 'https://reef.example'],
    ['  Reef.Example ', 'https://reef.example'],
    ['https://reef.example/', 'https://reef.example'],
    ['HTTPS://REEF.EXAMPLE', 'https://reef.example'],
    ['reef.example.', 'https://reef.example'],
    ['reef.example.:8443', 'https://reef.example:8443'],
    ['reef.example:443', 'https://reef.example'],
    ['reef.example:8443', 'https://reef.example:8443'],
    ['http://reef.example', 'http://reef.example'],
    ['bücher.example', 'https://xn--bcher-kva.example'],
    ['مثال.إختبار', 'https://xn--mgbh0fb.xn--kgbechtv'],
    ['reef。example', 'https://reef.example'],
    ['localhost:3000', 'http://localhost:3000'],
    ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['[::1]:3000', 'http://[::1]:3000'],
    ['https://localhost', 'https://localhost'],
    ['10.0.0.5', 'https://10.0.0.5'],
    ['http://mastodon:3000', 'http://mastodon:3000'],
    ['https://2130706433', 'https://127.0.0.1'],
  ])('%j is %s', (typed, origin) => {
    expect(readAddress(typed)).toEqual({ isRead: true, origin, ignoredPath: null })
  })

  it.each([
    ['https://reef.example/@ines', '/@ines'],
    ['reef.example/about?x=1#top', '/about?x=1#top'],
  ])('%j is read without its path', (typed, ignoredPath) => {
    expect(readAddress(typed)).toEqual({ isRead: true, origin: 'https://reef.example', ignoredPath })
  })

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['reef', 'notAnAddress'],
    ['reef example', 'notAnAddress'],
    ['https://', 'notAnAddress'],
    ['https://reef.example:99999', 'notAnAddress'],
    ['reef..example', 'notAnAddress'],
    ['.', 'notAnAddress'],
    ['javascript:alert(1)', 'notAnAddress'],
    ['ftp://reef.example', 'wrongScheme'],
    ['file:///etc/passwd', 'wrongScheme'],
    ['https://ines:secret@reef.example', 'hasCredentials'],
    ['https://ines@reef.example', 'hasCredentials'],
    ['ines:secret@reef.example', 'hasCredentials'],
  ])('%j is refused: %s', (typed, fault) => {
    expect(readAddress(typed)).toEqual({ isRead: false, fault })
  })

  it.each(['@ines@reef.example', 'ines@Reef.Example'])('%j is a handle, and its domain is offered', (typed) => {
    expect(readAddress(typed)).toEqual({ isRead: false, fault: 'isHandle', suggestion: 'reef.example' })
  })

  it('never crashes, and what it reads is an http origin', () => {
    const typed = fc.oneof(fc.string(), fc.webUrl(), fc.domain(), fc.ipV4(), fc.ipV6(), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(typed, (text) => {
        const read = readAddress(text)
        if (read.isRead) expect(read.origin).toMatch(/^https?:\/\/[^/@?#]+$/)
      }),
    )
  })
})
