import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codePointsOf, drawable } from './drawable'
import { canDraw } from './faces'
import { linesOf, type Piece } from './lines'
import { type Pen, writePdf } from './write'

const AT = new Date('2026-11-26T10:00:00Z')
const about = {
  title: 'Case 214',
  author: 'reef.example',
  language: 'en',
  at: AT,
  foot: 'reef.example',
  pageOf: (page: number, pages: number) => `Page ${page} of ${pages}`,
}

describe('what cannot be drawn', () => {
  it.each([
    ['Grüße, naïve “quotes” – 42', 'Grüße, naïve “quotes” – 42', []],
    ['Cafe\u0301', 'Café', []],
    ['a 🦀 b', 'a [U+1F980] b', ['U+1F980']],
    ['👩‍👧', '[U+1F469 U+200D U+1F467]', ['U+1F469 U+200D U+1F467']],
    ['日本', '[U+65E5][U+672C]', ['U+65E5', 'U+672C']],
    ['zero\u200Bwi\u00ADdth\uFEFF', 'zero[U+200B]wi[U+00AD]dth[U+FEFF]', ['U+200B', 'U+00AD', 'U+FEFF']],
    ['a\u202Eb', 'a[U+202E]b', ['U+202E']],
    ['a\u0000b', 'a[U+0000]b', ['U+0000']],
    ['Ελλ Рус Tiếng مرحبا', 'Ελλ Рус Tiếng مرحبا', []],
    ['می\u200Cخواهم', 'می\u200Cخواهم', []],
  ])('%j is written as %j', (text, shown, undrawn) => {
    expect(drawable(text)).toEqual({ text: shown, undrawn })
  })

  it('is found sign by sign, though only the strange parts of a text are looked at', () => {
    const letters = [
      'a',
      'b',
      '1',
      ' ',
      '\n',
      '\u200B',
      '\u00AD',
      'é',
      '\u0301',
      '\u200D',
      '\uFE0F',
      '\u20E3',
      '\u0600',
      '🦀',
      '👩',
      '🇩',
      '🇪',
      'م',
      '\u200C',
      '日',
      '“',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...letters), { maxLength: 30 }), (parts) => {
        expect(drawable(parts.join(''))).toEqual(signBySign(parts.join('')))
      }),
      { numRuns: 2000, seed: 7 },
    )
  })
})

function signBySign(text: string) {
  const undrawn: string[] = []
  const segments = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text.normalize('NFC'))
  const shown = Array.from(segments, ({ segment }) => {
    const points = Array.from(segment, (letter) => letter.codePointAt(0) ?? 0)
    const isDrawn = (point: number) =>
      point === 0x200c || (!/\p{DI}/u.test(String.fromCodePoint(point)) && canDraw('regular', point))
    if (segment === '\n' || points.every(isDrawn)) return segment
    undrawn.push(codePointsOf(segment))
    return `[${codePointsOf(segment)}]`
  })
  return { text: shown.join(''), undrawn }
}

/** Every letter is as wide as every other. */
const lay = (text: string, width = 1000) =>
  linesOf(text, { style: 'regular', width, measure: (_face, word) => Array.from(word).length * 10 })
const seen = (pieces: readonly Piece[]) =>
  pieces.map((piece) => (piece.isRtl ? Array.from(piece.text).toReversed().join('') : piece.text)).join('')

describe('a line', () => {
  it('stands in the order of the eye, with numbers from the left and brackets turned', () => {
    expect(seen(lay('one سلام two')[0]?.pieces ?? [])).toBe('one مالس two')
    const [line] = lay('سلام (123) و ٤٥٦')
    expect(line?.isRtl).toBe(true)
    expect(seen(line?.pieces ?? [])).toBe('٤٥٦ و (123) مالس')
  })

  it('of a cell runs from the left, so that a handle stays behind its name', () => {
    const words = 'سلام (@safaa2)'
    expect(seen(lay(words)[0]?.pieces ?? [])).toBe('(safaa2@) مالس')
    const [line] = linesOf(words, { style: 'regular', width: 1000, base: 'ltr', measure: () => 10 })
    expect(line?.isRtl).toBe(false)
    expect(seen(line?.pieces ?? [])).toBe('مالس (@safaa2)')
  })

  it('hands letters that join to the shaper together, and those parted by a non-joiner apart', () => {
    const joined = lay('سلام')[0]?.pieces.map((piece) => piece.text)
    expect(joined).toEqual(['سلام'])
    expect(lay('می\u200Cخ')[0]?.pieces.map((piece) => piece.text)).toEqual(['خ', 'می'])
  })

  it('breaks after spaces and within long addresses, and cuts a word that is too long', () => {
    const texts = (text: string, width: number) => lay(text, width).map((line) => seen(line.pieces))
    expect(texts('one two three', 80)).toEqual(['one two', 'three'])
    expect(texts('https://reef.example/a/b', 180)).toEqual(['https://', 'reef.example/a/b'])
    expect(texts('aaaaaaaaaaaa', 50)).toEqual(['aaaaa', 'aaaaa', 'aa'])
    expect(texts('a\n\nb', 50)).toEqual(['a', '', 'b'])
  })

  it('loses no letter, whatever was written and however narrow it is', () => {
    const letters = (text: string) =>
      Array.from(text.replace(/[\s\u200C]/g, ''))
        .toSorted()
        .join('')
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc
        .array(fc.constantFrom('سلام', ' ', 'abc', '12', '(', '«', '[', '٣', '/', 'é', 'می\u200Cخواهم', '\n'), {
          maxLength: 30,
        })
        .map((all) => all.join('')),
    )
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 300 }), (text, width) => {
        const { text: shown } = drawable(text)
        const lines = lay(shown, width)
        const drawn = lines.flatMap((line) => line.pieces.map((piece) => piece.text)).join('')
        expect(mirrorless(letters(drawn))).toBe(mirrorless(letters(shown)))
      }),
    )
  })
})

// A bracket within a line from the right is drawn as its mirror image.
const mirrorless = (text: string) => text.replace(/[()[\]{}<>«»‹›]/g, '').replace(/[^\p{L}\p{M}\p{N}+]/gu, '')

function body(pen: Pen): void {
  pen.heading(1, 'Case 214')
  pen.table({
    head: null,
    widths: [1, 3],
    rows: [
      ['Person', 'حارل 🦀'],
      ['Address', `https://reef.example/${'a'.repeat(300)}`],
    ],
  })
  pen.contents('Contents')
  for (let n = 1; n <= 130; n++) {
    pen.heading(2, `Exhibit ${n}`)
    pen.quotation(`Words of the post, number ${n}. `.repeat(12))
  }
  pen.heading(1, 'Events', { breaks: true })
  pen.table({
    head: ['No.', 'What'],
    widths: [1, 5],
    rows: Array.from({ length: 80 }, (_, n) => [`${n + 1}`, 'Closed. '.repeat(1 + (n % 30))]),
  })
  pen.table({ head: ['Long'], widths: [1], rows: [['One row that is taller than a page. '.repeat(400)]] })
  pen.list(['one', 'سلام'])
  pen.blanks(['Signature'])
}

describe('a document', () => {
  it('is the same to the byte for the same words at the same moment', async () => {
    const [first, second] = [await writePdf(about, body), await writePdf(about, body)]
    expect(Buffer.compare(first, second)).toBe(0)
  })

  it('is tagged, says its language and title, and embeds every face', async () => {
    const text = Buffer.from(await writePdf(about, body)).toString('latin1')
    for (const mark of [
      '/MarkInfo',
      '/StructTreeRoot',
      '/Lang (en)',
      '/DisplayDocTitle true',
      '(Case 214)',
      '<pdfuaid:part>1',
    ])
      expect(text).toContain(mark)
    for (const tag of 'Document H1 H2 P Table TR TH TD L LI Lbl LBody TOC TOCI BlockQuote'.split(' '))
      expect([tag, text.includes(`/S /${tag}\n`)]).toEqual([tag, true])
    expect(text).toContain('/Scope /Column')
    expect(text).toContain('/Scope /Row')
    const fonts = [...text.matchAll(/\/Type \/FontDescriptor/g)].length
    expect(fonts).toBeGreaterThan(2)
    expect([...text.matchAll(/\/FontFile[23]/g)]).toHaveLength(fonts)
  })

  it('names in its contents the page on which each heading stands, also when the contents take several', async () => {
    const text = Buffer.from(await writePdf(about, body)).toString('latin1')
    const named = new Map(
      [...text.matchAll(/\/ActualText \(((?:Exhibit \d+|Events)), (\d+)\)/g)].map(([, what = '', page]) => [
        what,
        Number(page),
      ]),
    )
    const kids: string[] = /\/Kids \[((?:\d+ 0 R ?)+)\]/.exec(text)?.[1]?.match(/\d+(?= 0 R)/g) ?? []
    const marks = text.matchAll(/\/Dest \[(\d+) 0 R[^\]]*\]\n\/Parent \d+ 0 R\n\/Title \(([^)]*)\)/g)
    const stands = new Map([...marks].map(([, page = '', what = '']) => [what, kids.indexOf(page) + 1]))
    expect(named.size).toBe(131)
    for (const [what, page] of named) expect([what, stands.get(what)]).toEqual([what, page])
    expect(kids.length).toBeGreaterThan(25)
  })
})
