import type { Measure, Sample } from './text'

/** Upper ends of the buckets, in seconds: around what the bench asks of the queue (0.05) and of a report (0.1). */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

interface Series {
  buckets: number[]
  sum: number
  count: number
}
const shared = globalThis as { docketRequests?: Map<string, Series> }
const seriesOf = (shared.docketRequests ??= new Map<string, Series>())

const KINDS: readonly [prefix: string, kind: string][] = [
  ['/api/commands/', 'command'],
  ['/api/queries/', 'query'],
  ['/api/media/', 'media'],
  ['/api/webhooks/', 'webhook'],
  ['/api/', 'api'],
  ['/_next/', 'asset'],
  ['/', 'page'],
]

/** Counts an answered request by its kind and the hundred of its status: addresses hold ids. A stream stays open: not counted. */
export function noteRequest(path: string, status: number, seconds: number): void {
  if (path.startsWith('/api/events')) return
  const kind = KINDS.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'page'
  const key = `${kind} ${Math.floor(status / 100)}xx`
  const series = seriesOf.get(key) ?? { buckets: BUCKETS.map(() => 0), sum: 0, count: 0 }
  series.buckets = series.buckets.map((count, n) => count + Number(seconds <= (BUCKETS[n] ?? 0)))
  series.sum += seconds
  series.count += 1
  seriesOf.set(key, series)
}

export function requestDurations(): Measure {
  return {
    name: 'docket_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer.',
    type: 'histogram',
    samples: [...seriesOf].flatMap(([key, series]) => samplesOf(key, series)),
  }
}

function samplesOf(key: string, { buckets, sum, count }: Series): Sample[] {
  const [kind = '', status = ''] = key.split(' ')
  const labels = { kind, status }
  return [
    ...BUCKETS.map((le, n) => ({ suffix: '_bucket', labels: { ...labels, le: String(le) }, value: buckets[n] ?? 0 })),
    { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
    { suffix: '_sum', labels, value: sum },
    { suffix: '_count', labels, value: count },
  ]
}
