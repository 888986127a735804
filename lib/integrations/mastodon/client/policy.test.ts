import { describe, expect, it } from 'vitest'
import { targetOf } from '@/lib/platform/http/guard'
import { instancePolicy, mediaHostsOf } from './policy'

const reach = (url: string, hosts: Partial<Parameters<typeof instancePolicy>[0]> = {}) =>
  instancePolicy({
    origin: 'https://reef.example',
    privateAddressConfirmed: false,
    mediaHosts: ['files.reef.example'],
    ...hosts,
  })(targetOf(new URL(url)))

describe('how far a call may reach', () => {
  it.each([
    ['https://reef.example/api', 'public'],
    ['https://REEF.example./api', 'public'],
    ['https://files.reef.example/a.png', 'public'],
    ['http://reef.example/', 'nowhere'],
    ['https://reef.example:8443/', 'nowhere'],
    ['https://files.reef.example:8443/', 'nowhere'],
    ['https://notreef.example/', 'nowhere'],
    ['https://reef.example.attacker.test/', 'nowhere'],
    ['https://127.0.0.1/', 'nowhere'],
  ])('%s: %s', (url, expected) => {
    expect(reach(url)).toBe(expected)
  })

  it('to own networks is for the instance alone, and once confirmed', () => {
    const own = {
      origin: 'http://10.0.0.5:3000',
      privateAddressConfirmed: true,
      mediaHosts: ['10.0.0.5:9000', '10.0.0.6'],
    }
    expect(reach('http://10.0.0.5:3000/', own)).toBe('publicOrPrivate')
    expect(reach('http://10.0.0.5:9000/', own)).toBe('publicOrPrivate')
    expect(reach('http://10.0.0.6/', own)).toBe('public')
    expect(reach('http://10.0.0.5:5432/', own)).toBe('nowhere')
    expect(reach('http://10.0.0.5:3000/', { ...own, privateAddressConfirmed: false })).toBe('public')
  })
})

describe('media hosts', () => {
  const attachment = {
    id: '1',
    type: 'image' as const,
    preview_url: null,
    description: null,
    blurhash: null,
    meta: null,
  }

  it('are learnt from addresses of the server’s own files, not from where a post came from', () => {
    const attachments = [
      { ...attachment, url: 'https://files.reef.example/a.png', remote_url: 'https://far.example/a.png' },
      { ...attachment, url: 'https://reef.example/media_proxy/1', remote_url: null },
    ]
    expect(mediaHostsOf('https://reef.example', { attachments })).toEqual(['files.reef.example'])
  })
})
