import { describe, expect, it } from 'vitest'
import { isolate } from './isolate'

describe('a name inside a sentence', () => {
  it('is left as it is when it runs with the sentence', () => {
    expect(isolate('Célestin Falaise')).toBe('Célestin Falaise')
    expect(isolate('@wren@reef.example')).toBe('@wren@reef.example')
  })
  it('is fenced off when it runs against it', () => {
    expect(isolate('نورس الميناء')).toBe('\u2068نورس الميناء\u2069')
    expect(isolate('נמל 7')).toBe('\u2068נמל 7\u2069')
  })
  it('is always fenced off in a sentence from right to left', () => {
    expect(isolate('@wren', 'rtl')).toBe('\u2068@wren\u2069')
  })
})
