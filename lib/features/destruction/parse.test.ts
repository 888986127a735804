import { describe, expect, it } from 'vitest'
import { assertNoneLonger, assertReachesKept, BEGINNING, endOf, hashOf, LedgerError, readLedger } from './parse'

const INSTANCE = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d'

function ledger(count: number): string[] {
  const lines: string[] = []
  let prev = BEGINNING
  for (let seq = 1; seq <= count; seq++) {
    const one = { seq, at: '2026-11-26T12:00:00.000Z', step: 'intent', kind: 'cases', ids: [`c${seq}`] }
    const line = JSON.stringify({ ...one, instanceId: INSTANCE, why: 'retention', prev })
    prev = hashOf(line)
    lines.push(line)
  }
  return lines
}
const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
const faultOf = (broken: string): string => {
  try {
    readLedger(broken)
    return 'none'
  } catch (error) {
    return error instanceof LedgerError ? `${error.fault} ${error.line}` : 'other'
  }
}

describe('the ledger of destruction', () => {
  it('is read whole, and each line names the one before', () => {
    expect(readLedger(text(ledger(4))).map((line) => line.entry.ids)).toEqual([['c1'], ['c2'], ['c3'], ['c4']])
    expect(readLedger('')).toEqual([])
  })

  it('leaves out a last line that a crash cut off, wherever', () => {
    const [first = '', second = ''] = ledger(2)
    for (let at = 0; at <= second.length; at++) expect(readLedger(`${first}\n${second.slice(0, at)}`)).toHaveLength(1)
  })

  it('names the first line that was changed, left out, put in or moved', () => {
    const lines = ledger(4)
    const [a = '', b = '', c = '', d = ''] = lines
    expect(faultOf(text([a, b.replace('c2', 'cX'), c, d]))).toBe('broken 3')
    expect(faultOf(text([a, c, d]))).toBe('broken 2')
    expect(faultOf(text([b, c, d]))).toBe('broken 1')
    expect(faultOf(text([a, b, b, c, d]))).toBe('broken 3')
    expect(faultOf(text([a, c, b, d]))).toBe('broken 2')
    expect(faultOf(text([a, 'nothing', b]))).toBe('broken 2')
    expect(faultOf(text([a, '', b]))).toBe('broken 2')
  })
})

describe('how far a ledger goes', () => {
  const whole = readLedger(text(ledger(4)))
  const kept = (entries: number) => ({ entries: BigInt(entries), hash: whole[entries - 1]?.hash ?? BEGINNING })
  const fault = (check: () => void): string => {
    try {
      check()
      return 'none'
    } catch (error) {
      return error instanceof LedgerError ? `${error.fault} ${error.line} ${error.file}`.trim() : 'other'
    }
  }

  it('is said with its number and its time', () => {
    expect(endOf(whole)).toEqual({ entries: 4, at: '2026-11-26T12:00:00.000Z' })
    expect(endOf([])).toEqual({ entries: 0, at: null })
  })

  it('is at least as far as a head that was kept, or it is refused', () => {
    expect(fault(() => assertReachesKept(whole, kept(4)))).toBe('none')
    expect(fault(() => assertReachesKept(whole, kept(2)))).toBe('none')
    expect(fault(() => assertReachesKept(whole, null))).toBe('none')
    expect(fault(() => assertReachesKept(whole.slice(0, 2), kept(3)))).toBe('keptLonger 3')
    expect(fault(() => assertReachesKept([], kept(1)))).toBe('keptLonger 1')
    expect(fault(() => assertReachesKept(whole, { entries: 3n, hash: BEGINNING }))).toBe('keptOther 3')
  })

  it('is at least as far as every copy of it that lies about', () => {
    const copy = { file: 'later.ledger', text: text(ledger(4)) }
    expect(fault(() => assertNoneLonger(whole.slice(0, 3), [copy]))).toBe('copyLonger 4 later.ledger')
    expect(fault(() => assertNoneLonger([], [copy]))).toBe('copyLonger 4 later.ledger')
    expect(fault(() => assertNoneLonger(whole, [copy, { file: 'broken', text: 'nothing\n' }]))).toBe('none')
    const other = text(ledger(4)).replaceAll('c1', 'x1')
    expect(fault(() => assertNoneLonger(whole.slice(0, 3), [{ file: 'other', text: other }]))).toBe('none')
  })
})
