import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordedWebhooks } from '@/lib/integrations/mastodon/fake/replay/recording'
import { EVENTS, isAskedFor, stateOf, type WebhookState } from './model'
import { readSigned, signatureIn, signerOf, tellingOf } from './parse'

const RELEASES = ['4.3.23', '4.6.5']
const bodyOf = (text: string, secrets: string[]) => readSigned(new Blob([text]).stream(), secrets)
const recorded = RELEASES.flatMap((release) => {
  const { secret, deliveries } = recordedWebhooks(release)
  return deliveries.map((delivery, n) => ({ release, secret, n, ...delivery }))
})

describe('what real servers sent', () => {
  it.each(recorded)('$release $n, $event: is signed with their secret', async ({ secret, headers, raw }) => {
    const sent = signatureIn(headers['x-hub-signature'] ?? null)
    const body = await bodyOf(raw, ['0'.repeat(40), secret])
    expect(body !== 'endless' && sent && signerOf(sent, body.macs)).toBe(1)
  })

  it.each(recorded)('$release $n, $event: says what to read again, and nothing else is taken', ({ event, raw }) => {
    const { object } = JSON.parse(raw)
    const found = tellingOf({ text: raw, isWhole: true })
    if (event.startsWith('status.')) return expect(found).toBe('post')
    const updatedAt = event.startsWith('report.') ? new Date(object.updated_at) : null
    return expect(found).toEqual({ event, kind: expect.any(String), objectId: object.id, updatedAt })
  })

  it.each(recorded)('$release $n, $event: says it in its first words already', ({ event, raw }) => {
    const found = tellingOf({ text: raw.slice(0, 150), isWhole: false })
    const id = JSON.parse(raw).object.id
    expect(found).toEqual(event.startsWith('status.') ? 'post' : expect.objectContaining({ event, objectId: id }))
  })

  it('has each event that is asked for', () => {
    expect(new Set(recorded.map(({ event }) => event).filter(isAskedFor))).toEqual(new Set(EVENTS))
  })
})

describe('anything else', () => {
  it('is strange, and never an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.boolean(), (text, isWhole) => {
        expect(tellingOf({ text, isWhole })).toBe('strange')
      }),
    )
  })

  it.each([null, '', 'sha256=', 'sha256=xyz', `sha1=${'0'.repeat(64)}`, `sha256=${'0'.repeat(63)}`, '0'.repeat(64)])(
    '%j is no signature',
    (header) => expect(signatureIn(header)).toBeNull(),
  )
})

describe('how the webhooks stand', () => {
  const at = new Date()
  it.each<[WebhookState, Parameters<typeof stateOf>[0]]>([
    ['none', { hasSecret: false, lastAt: null, untold: 0 }],
    ['none', { hasSecret: false, lastAt: at, untold: 3 }],
    ['waiting', { hasSecret: true, lastAt: null, untold: 0 }],
    ['working', { hasSecret: true, lastAt: at, untold: 0 }],
    ['stopped', { hasSecret: true, lastAt: at, untold: 1 }],
    ['stopped', { hasSecret: true, lastAt: null, untold: 1 }],
  ])('%s: %j', (state, standing) => expect(stateOf(standing)).toBe(state))
})
