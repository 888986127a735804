import { expect, it } from 'vitest'
import { csvField, csvOf } from './model'

it.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['+49', "'+49"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['=HYPERLINK("http://harbour.example","x")', '"\'=HYPERLINK(""http://harbour.example"",""x"")"'],
  ['', ''],
])('a field %j is written as %j', (text, written) => expect(csvField(text)).toBe(written))

it('lines end as RFC 4180 has them', () => {
  expect(
    csvOf([
      ['a', 'b'],
      ['1', '2'],
    ]),
  ).toBe('a,b\r\n1,2\r\n')
})
