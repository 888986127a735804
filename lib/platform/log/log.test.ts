import { describe, expect, it } from 'vitest'
import { traceOf } from './log'

describe('what may be logged of an error', () => {
  it('is its kind and its place, never its words', () => {
    const error = new TypeError('cannot read mira@example.test of "Please stop"')
    const trace = traceOf(error)
    expect(trace).toMatchObject({ error: 'TypeError' })
    expect(trace.where).toContain('log.test.ts')
    expect(JSON.stringify(trace)).not.toMatch(/mira|Please/)
  })

  it('is not more when the words run over several lines', () => {
    const trace = traceOf(new Error('Unique constraint failed:\n  at key (email)=(mira@example.test)\nDETAIL: mira'))
    expect(JSON.stringify(trace)).not.toContain('DETAIL')
    expect(JSON.stringify(trace)).not.toContain('mira')
  })

  it('has the code that a system gives, and that of what is no error at all', () => {
    expect(traceOf(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toMatchObject({ code: 'ECONNREFUSED' })
    expect(traceOf('mira@example.test')).toEqual({ error: 'string' })
    expect(traceOf(null)).toEqual({ error: 'object' })
  })
})
