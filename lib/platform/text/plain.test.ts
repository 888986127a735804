import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { graphemes } from '@/lib/platform/i18n/graphemes'
import { plainText } from './plain'

describe('the words of a post', () => {
  it.each([
    ['<p>Hello <b>there</b></p>', 'Hello there'],
    ['<p>one</p><p>two</p>', 'one two'],
    ['one<br>two<br/>three', 'one two three'],
    ['<ul><li>a</li><li>b</li></ul>', 'a b'],
    ['<script>alert(1)</script>safe', 'safe'],
    ['<style>p{}</style>safe', 'safe'],
    ['a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;', `a <b> & "c" 'd'`],
    ['a&nbsp;b', 'a b'],
    ['&amp;lt;', '&lt;'],
    ['', ''],
    ['<p> </p>', ''],
    ['<p>unclosed', 'unclosed'],
  ])('%j reads %j', (html, words) => {
    expect(plainText(html)).toBe(words)
  })

  it('are cut by letters as people see them', () => {
    expect(plainText('abcdef', 4)).toBe('abc…')
    expect(plainText('abcd', 4)).toBe('abcd')
    expect(plainText('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 2)).toBe('👩‍👩‍👧…')
    expect(plainText('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…')
  })

  it('are one line, never longer than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (html, max) => {
        const words = plainText(html, max)
        expect(graphemes(words).length).toBeLessThanOrEqual(max)
        expect(words).not.toMatch(/\n/)
      }),
    )
  })
})
