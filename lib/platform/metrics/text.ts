/** A measure with its samples, as Prometheus knows it. Labels hold kinds and states only: no id, no name, no word of anybody. */
export interface Measure {
  name: string
  help: string
  type: 'gauge' | 'counter' | 'histogram'
  samples: Sample[]
}
export interface Sample {
  /** `_bucket`, `_sum`, `_count` of a histogram. */
  suffix?: string
  labels?: Record<string, string>
  value: number
}

/** Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). */
export function metricsText(measures: readonly Measure[]): string {
  return measures.map(textOf).join('')
}

function textOf({ name, help, type, samples }: Measure): string {
  const lines = samples.map(({ suffix = '', labels = {}, value }) => `${name}${suffix}${labelsOf(labels)} ${value}`)
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n')
}

function labelsOf(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length > 0 ? `{${pairs.join(',')}}` : ''
}

const escaped = (value: string): string =>
  value.replace(/[\\"\n]/g, (letter) => (letter === '\n' ? '\\n' : `\\${letter}`))
