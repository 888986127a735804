import PDFDocument from 'pdfkit'
import { drawable } from './drawable'
import { type Face, faceBytes, type Style } from './faces'
import { type Line, linesOf, type Piece } from './lines'

export interface About {
  title: string
  author: string
  /** BCP 47. */
  language: string
  /** Of the document; nothing in it reads a clock. */
  at: Date
  /** At the foot of each page, before the numbers. */
  foot: string
  /** "Page 3 of 12". */
  pageOf: (page: number, pages: number) => string
}

const PAGE = { width: 595.28, height: 841.89 }
export const MARGIN = { start: 56, end: 56, top: 56, bottom: 64 }
export const ROOM = PAGE.width - MARGIN.start - MARGIN.end
export const BOTTOM = PAGE.height - MARGIN.bottom
const FOOT = { size: 8, y: PAGE.height - 34 }
/** Ascent and line height of the faces, by size; Arabic stands taller than Latin. */
const ASCENT = 1.06
const LEADING = 1.42

export interface Look {
  style: Style
  size: number
  color?: string
  /** Of a cell: the table runs from the left, whatever its letters are. */
  base?: 'ltr' | undefined
}

export type Element = PDFKit.PDFStructureElement
type Document = PDFKit.PDFDocument

/** A page on which lines are put one below the other, each in an element of the structure tree. */
export interface Sheet {
  doc: Document
  root: Element
  /** Where the next line begins. */
  y: number
  page: number
  /** Only where everything would stand is of interest: nothing is drawn. */
  isDry: boolean
  /** What could not be drawn, with the place under which it stands. */
  undrawn: Map<string, Set<string>>
  /** The section that is being written: where an undrawn sign is said to stand. */
  place: string
  lines: (text: string, look: Look, width?: number) => Line[]
  newPage: () => void
}

interface Laid {
  lines: Line[]
  undrawn: string[]
  faces: Set<Face>
}
/** Lines by look, width and text, which the second pass asks for again, and words by face, size and direction. */
export interface Memo {
  lines: Map<string, Laid>
  words: Map<string, number>
}

/** Opens a tagged document of so many pages, or one that is only laid out (null); what it yields is to be read while it is written. */
export function openSheet(about: About, pages: number | null, memo: Memo): Sheet {
  const doc = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    subset: 'PDF/UA' as 'PDF/A-1',
    tagged: true,
    displayTitle: true,
    lang: about.language,
    // Nothing is drawn but in the faces of the project, which are embedded.
    font: null as unknown as string,
    info: { Title: about.title, Author: about.author, CreationDate: about.at, Producer: 'Docket', Creator: 'Docket' },
  })
  const known = new Set<string>()
  const measure = widthOf(doc, known, memo.words)
  const root = doc.struct('Document')
  doc.addStructure(root)
  const sheet: Sheet = {
    doc,
    root,
    y: MARGIN.top,
    page: 0,
    isDry: pages === null,
    undrawn: new Map(),
    place: '',
    lines(text, { style, size, base }, width = ROOM) {
      const key = `${style} ${size} ${width} ${base ?? ''} ${text}`
      const laid =
        memo.lines.get(key) ??
        layOut(text, { style, width, base, measure: (face, word, isRtl) => measure({ face, word, isRtl, size }) })
      memo.lines.set(key, laid)
      for (const code of laid.undrawn) sheet.undrawn.set(code, (sheet.undrawn.get(code) ?? new Set()).add(sheet.place))
      for (const face of laid.faces) take(doc, known, face)
      return laid.lines
    },
    newPage() {
      doc.addPage()
      sheet.page += 1
      sheet.y = MARGIN.top
      drawFoot(sheet, about, pages ?? 0)
    },
  }
  sheet.newPage()
  return sheet
}

function layOut(text: string, asked: Parameters<typeof linesOf>[1]): Laid {
  const { text: drawn, undrawn } = drawable(text)
  const lines = linesOf(drawn, asked)
  return { lines, undrawn, faces: new Set(lines.flatMap((line) => line.pieces.map((piece) => piece.face))) }
}

function take(doc: Document, known: Set<string>, face: Face): void {
  if (!known.has(face.name)) doc.registerFont(face.name, faceBytes(face))
  known.add(face.name)
  doc.font(face.name)
}

interface Word {
  face: Face
  word: string
  isRtl: boolean
  size: number
}

function widthOf(doc: Document, faces: Set<string>, words: Memo['words']) {
  return ({ face, word, isRtl, size }: Word): number => {
    const key = `${face.name} ${size} ${isRtl} ${word}`
    const known = words.get(key)
    if (known !== undefined) return known
    take(doc, faces, face)
    const width = doc.fontSize(size).widthOfString(word, isRtl ? WHOLE : {})
    words.set(key, width)
    return width
  }
}
// With a list of features, even an empty one, pdfkit hands the shaper the whole text instead of word by word.
const WHOLE = { features: [] }

export const lineHeight = (size: number): number => size * LEADING

/** Whether so much still fits on this page. */
export const hasRoom = (sheet: Sheet, height: number): boolean => sheet.y + height <= BOTTOM + 0.01

/** Draws lines where the sheet stands, on as many pages as they need, as the content of one element. */
export function drawLines(
  sheet: Sheet,
  lines: readonly Line[],
  how: { element: Element; tag: string; look: Look; x?: number; width?: number },
) {
  const { element, tag, look, x = MARGIN.start, width = ROOM } = how
  let left = [...lines]
  while (left.length > 0) {
    const fit = Math.max(0, Math.floor((BOTTOM - sheet.y + 0.01) / lineHeight(look.size)))
    // Neither the first nor the last line of a paragraph stands alone.
    const taken = fit >= left.length ? left.length : left.length - fit === 1 ? fit - 1 : fit
    if (taken < Math.min(2, left.length)) {
      sheet.newPage()
      continue
    }
    const content = sheet.doc.markStructureContent(tag)
    for (const line of left.slice(0, taken)) {
      drawLine(sheet, line, { x, width, look })
      sheet.y += lineHeight(look.size)
    }
    sheet.doc.endMarkedContent()
    element.add(content)
    left = left.slice(taken)
  }
}

export function drawLine(sheet: Sheet, line: Line, { x, width, look }: { x: number; width: number; look: Look }): void {
  if (sheet.isDry) return
  let at = line.isRtl ? x + width - line.width : x
  for (const piece of line.pieces) {
    drawPiece(sheet, piece, { x: at, look })
    at += piece.width
  }
}

function drawPiece({ doc, y }: Sheet, piece: Piece, { x, look }: { x: number; look: Look }): void {
  doc
    .font(piece.face.name)
    .fontSize(look.size)
    .fillColor(look.color ?? '#1b1b1b')
  doc.text(piece.text, x, y + look.size * ASCENT, {
    lineBreak: false,
    baseline: 'alphabetic',
    ...(piece.isRtl ? WHOLE : {}),
  })
}

/** What a reader of the screen is told instead of the pieces, where their order or their letters are not the text's own. */
export const actualFor = (text: string, lines: readonly Line[]): { actual?: string } =>
  /\[U\+/.test(drawable(text).text) || lines.some((line) => line.pieces.some((piece) => piece.isRtl))
    ? { actual: text }
    : {}

function drawFoot(sheet: Sheet, about: About, pages: number): void {
  const { doc } = sheet
  const look: Look = { style: 'regular', size: FOOT.size, color: '#555555' }
  const place = sheet.y
  sheet.y = FOOT.y
  doc.markContent('Artifact', { type: 'Pagination' })
  const [left] = sheet.lines(about.foot, look, ROOM * 0.75)
  const [right] = sheet.lines(about.pageOf(sheet.page, pages), look)
  if (left) drawLine(sheet, left, { x: MARGIN.start, width: ROOM, look })
  if (right) drawLine(sheet, right, { x: PAGE.width - MARGIN.end - right.width, width: right.width, look })
  doc.endMarkedContent()
  sheet.y = place
}
