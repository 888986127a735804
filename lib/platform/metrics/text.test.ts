import { describe, expect, it } from 'vitest'
import { noteRequest, requestDurations } from './requests'
import { metricsText } from './text'

describe('the text of the metrics', () => {
  it('is what Prometheus reads', () => {
    const acts = { name: 'docket_acts', help: 'Acts by state.', type: 'gauge' } as const
    const samples = [{ labels: { state: 'asked', odd: 'a "b"\n\\' }, value: 2 }, { value: 0.5 }]
    expect(metricsText([{ ...acts, samples }])).toBe(
      '# HELP docket_acts Acts by state.\n# TYPE docket_acts gauge\n' +
        'docket_acts{state="asked",odd="a \\"b\\"\\n\\\\"} 2\ndocket_acts 0.5\n',
    )
  })
})

describe('durations of requests', () => {
  it('are counted by kind and status, in buckets that add up, and without an id', () => {
    const id = '01890a5d-ac96-774b-bcce-b302099a8057'
    noteRequest(`/reports/${id}?text=mira`, 200, 0.03)
    noteRequest('/reports', 200, 0.2)
    noteRequest('/api/commands/reports.claim', 409, 7)
    noteRequest('/api/events', 200, 3600)
    const text = metricsText([requestDurations()])
    const at = (labels: string) => new RegExp(`${labels.replace(/[{}+.]/g, '\\$&')} (\\S+)`).exec(text)?.[1]
    expect(at('_bucket{kind="page",status="2xx",le="0.025"}')).toBe('0')
    expect(at('_bucket{kind="page",status="2xx",le="0.05"}')).toBe('1')
    expect(at('_bucket{kind="page",status="2xx",le="+Inf"}')).toBe('2')
    expect(at('_sum{kind="command",status="4xx"}')).toBe('7')
    expect(text).not.toMatch(/events|mira|01890a5d|claim/)
  })
})
