import type { Readable } from 'node:stream'
import {
  type About,
  BOTTOM,
  actualFor,
  drawLine,
  drawLines,
  hasRoom,
  type Look,
  lineHeight,
  MARGIN,
  type Memo,
  openSheet,
  ROOM,
  type Sheet,
} from './document'
import { drawTable, type TableCells } from './table'

/** What a document is written with: one call per thing that a reader meets, from the top to the bottom. */
export interface Pen {
  /** A heading of the contents and of the outline; level 1 begins a page where `breaks` says so. */
  heading: (level: 1 | 2 | 3, text: string, options?: { breaks?: boolean }) => void
  paragraph: (text: string, look?: Partial<Look>) => void
  /** Words of others, set apart by a line at their side. */
  quotation: (text: string) => void
  list: (items: readonly string[]) => void
  table: (cells: TableCells) => void
  /** The contents, on pages of their own. */
  contents: (title: string) => void
  /** Lines to write upon, with what is to be written. */
  blanks: (labels: readonly string[]) => void
  /** What could not be drawn so far, and under which headings. */
  undrawn: () => { code: string; places: string[] }[]
}

export interface Entry {
  level: number
  text: string
  page: number
}

/**
 * Writes a tagged PDF: the body runs twice, first to learn on which page each heading stands. The same body at the same moment
 * gives the same bytes.
 */
export async function writePdf(about: About, body: (pen: Pen) => void): Promise<Uint8Array<ArrayBuffer>> {
  const memo: Memo = { lines: new Map(), words: new Map() }
  const first = layOutOnce(about, body, memo)
  const more = first.contents ? pagesFor(first.contents.y, listed(first).length) - 1 : 0
  const sheet = openSheet(about, first.pages + more, memo)
  const read = readAll(sheet.doc as unknown as Readable)
  body(penOf(sheet, { entries: [], contents: null, before: { entries: listed(first), more } }))
  sheet.root.end()
  sheet.doc.end()
  return read
}

interface LaidOut {
  entries: Entry[]
  pages: number
  /** Where the contents begin, and after how many headings; null without any. */
  contents: { y: number; after: number } | null
}

/** Nothing is drawn and the document is let go: only where everything stands is of interest. */
function layOutOnce(about: About, body: (pen: Pen) => void, memo: Memo): LaidOut {
  const sheet = openSheet(about, null, memo)
  const pass: Pass = { entries: [], contents: null, before: null }
  body(penOf(sheet, pass))
  return { entries: pass.entries, pages: sheet.page, contents: pass.contents }
}

/** What the contents name: headings after them, down to the second level. */
const listed = ({ entries, contents }: LaidOut): Entry[] =>
  entries.slice(contents?.after ?? 0).filter((entry) => entry.level < 3)

async function readAll(stream: Readable): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part)
  return new Uint8Array(Buffer.concat(parts))
}

interface Pass {
  entries: Entry[]
  contents: LaidOut['contents']
  /** What the contents list, and how many pages more than one they take: then every heading stands so much later. */
  before: { entries: Entry[]; more: number } | null
}

const BODY: Look = { style: 'regular', size: 10 }
const HEADINGS = { 1: { size: 16, above: 18 }, 2: { size: 12.5, above: 14 }, 3: { size: 10.5, above: 10 } } as const

function penOf(sheet: Sheet, pass: Pass): Pen {
  const tops: unknown[] = []
  return {
    heading(level, text, { breaks = false } = {}) {
      const { size, above } = HEADINGS[level]
      const look: Look = { style: 'bold', size }
      sheet.place = text
      const lines = sheet.lines(text, look)
      const isTop = sheet.y === MARGIN.top
      if (!isTop && (breaks || !hasRoom(sheet, above + lines.length * lineHeight(size) + 3 * lineHeight(BODY.size))))
        sheet.newPage()
      else if (!isTop) sheet.y += above
      pass.entries.push({ level, text, page: sheet.page })
      const parent = tops.slice(0, level - 1).findLast((one) => one !== undefined) ?? sheet.doc.outline
      tops[level - 1] = (parent as PDFKit.PDFOutline).addItem(text)
      tops.length = level
      put(sheet, { tag: `H${level}`, text, lines, look })
      sheet.y += size * 0.3
    },
    paragraph(text, look = {}) {
      const its = { ...BODY, ...look }
      put(sheet, { tag: 'P', text, lines: sheet.lines(text, its), look: its })
      sheet.y += its.size * 0.5
    },
    quotation: (text) => quote(sheet, text),
    list(items) {
      const list = sheet.doc.struct('L')
      sheet.root.add(list)
      for (const text of items) drawItem(sheet, list, text)
      list.end()
      sheet.y += BODY.size * 0.5
    },
    table: (cells) => drawTable(sheet, cells),
    contents(title) {
      contentsOf(sheet, title, pass)
    },
    blanks(labels) {
      for (const label of labels) blank(sheet, label)
      sheet.y += BODY.size * 0.8
    },
    undrawn: () =>
      [...sheet.undrawn]
        .map(([code, places]) => ({ code, places: [...places] }))
        .toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  }
}

interface Put {
  tag: string
  text: string
  lines: ReturnType<Sheet['lines']>
  look: Look
  x?: number
  width?: number
}

function put(sheet: Sheet, { tag, text, lines, look, ...where }: Put): void {
  const element = sheet.doc.struct(tag as 'P', actualFor(text, lines))
  sheet.root.add(element)
  drawLines(sheet, lines, { element, tag, look, ...where })
  element.end()
}

const ASIDE = 14

function quote(sheet: Sheet, text: string): void {
  const width = ROOM - ASIDE
  const lines = sheet.lines(text, BODY, width)
  const element = sheet.doc.struct('BlockQuote', actualFor(text, lines))
  sheet.root.add(element)
  // A line at the side of each page's part, after its words: it is no content.
  let left = lines
  while (left.length > 0) {
    if (!hasRoom(sheet, lineHeight(BODY.size))) sheet.newPage()
    const from = sheet.y
    const page = sheet.page
    const fit = countFitting(sheet, left.length)
    drawLines(sheet, left.slice(0, fit), { element, tag: 'BlockQuote', look: BODY, x: MARGIN.start + ASIDE, width })
    if (page === sheet.page) sideLine(sheet, from)
    left = left.slice(fit)
  }
  element.end()
  sheet.y += BODY.size * 0.5
}

function countFitting(sheet: Sheet, wanted: number): number {
  let fit = 0
  while (fit < wanted && hasRoom(sheet, (fit + 1) * lineHeight(BODY.size))) fit += 1
  return Math.max(1, fit)
}

function sideLine({ doc, y }: Sheet, from: number): void {
  doc.markContent('Artifact', { type: 'Layout' })
  doc
    .lineWidth(1.5)
    .strokeColor('#b9b4aa')
    .moveTo(MARGIN.start + 4, from + 2)
    .lineTo(MARGIN.start + 4, y)
    .stroke()
  doc.endMarkedContent()
}

function drawItem(sheet: Sheet, list: ReturnType<Sheet['doc']['struct']>, text: string): void {
  const item = sheet.doc.struct('LI')
  list.add(item)
  if (!hasRoom(sheet, lineHeight(BODY.size))) sheet.newPage()
  const [bullet] = sheet.lines('•', BODY)
  const label = sheet.doc.struct('Lbl')
  item.add(label)
  const mark = sheet.doc.markStructureContent('Lbl')
  if (bullet) drawLine(sheet, bullet, { x: MARGIN.start + 2, width: ASIDE, look: BODY })
  sheet.doc.endMarkedContent()
  label.add(mark)
  label.end()
  const lines = sheet.lines(text, BODY, ROOM - ASIDE)
  const words = sheet.doc.struct('LBody', actualFor(text, lines))
  item.add(words)
  drawLines(sheet, lines, { element: words, tag: 'LBody', look: BODY, x: MARGIN.start + ASIDE, width: ROOM - ASIDE })
  words.end()
  item.end()
}

/** Known only from the pass before: then each line says the page on which its heading will stand. */
function contentsOf(sheet: Sheet, title: string, pass: Pass): void {
  sheet.newPage()
  const look: Look = { style: 'bold', size: HEADINGS[1].size }
  put(sheet, { tag: 'H1', text: title, lines: sheet.lines(title, look), look })
  sheet.y += 8
  pass.contents = { y: sheet.y, after: pass.entries.length }
  const toc = sheet.doc.struct('TOC')
  sheet.root.add(toc)
  const { entries, more } = pass.before ?? { entries: [], more: 0 }
  for (const entry of entries) tocLine(sheet, toc, { ...entry, page: entry.page + more })
  toc.end()
  sheet.newPage()
}

/** Each entry takes one line. */
function pagesFor(y: number, count: number): number {
  const height = lineHeight(BODY.size)
  const onFirst = Math.floor((BOTTOM - y + 0.01) / height)
  const onOther = Math.floor((BOTTOM - MARGIN.top + 0.01) / height)
  return 1 + Math.max(0, Math.ceil((count - onFirst) / onOther))
}

function tocLine(sheet: Sheet, toc: ReturnType<Sheet['doc']['struct']>, entry: Entry): void {
  const look: Look = { style: entry.level === 1 ? 'bold' : 'regular', size: BODY.size }
  const indent = (entry.level - 1) * ASIDE
  if (!hasRoom(sheet, lineHeight(look.size))) sheet.newPage()
  const [number] = sheet.lines(String(entry.page), look)
  const [line, more] = sheet.lines(entry.text, look, ROOM - indent - 40)
  const shown = more ? sheet.lines(`${entry.text.slice(0, 60)}…`, look, ROOM - indent - 40)[0] : line
  const element = sheet.doc.struct('TOCI', { actual: `${entry.text}, ${entry.page}` })
  toc.add(element)
  const content = sheet.doc.markStructureContent('TOCI')
  if (shown) drawLine(sheet, { ...shown, isRtl: false }, { x: MARGIN.start + indent, width: ROOM, look })
  if (number) drawLine(sheet, number, { x: MARGIN.start + ROOM - number.width, width: number.width, look })
  sheet.doc.endMarkedContent()
  element.add(content)
  element.end()
  sheet.y += lineHeight(look.size)
}

function blank(sheet: Sheet, label: string): void {
  if (!hasRoom(sheet, 44)) sheet.newPage()
  sheet.y += 22
  sheet.doc.markContent('Artifact', { type: 'Layout' })
  sheet.doc
    .lineWidth(0.7)
    .strokeColor('#1b1b1b')
    .moveTo(MARGIN.start, sheet.y)
    .lineTo(MARGIN.start + 300, sheet.y)
    .stroke()
  sheet.doc.endMarkedContent()
  sheet.y += 2
  put(sheet, { tag: 'P', text: label, lines: sheet.lines(label, { ...BODY, size: 8.5 }), look: { ...BODY, size: 8.5 } })
}
