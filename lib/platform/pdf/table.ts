import { drawLine, type Element, hasRoom, type Look, lineHeight, MARGIN, ROOM, type Sheet, actualFor } from './document'
import type { Line } from './lines'

export interface TableCells {
  /** Headers of the columns; null: each row begins with its own header. */
  head: readonly string[] | null
  rows: readonly (readonly string[])[]
  /** Shares of the width. */
  widths: readonly number[]
  size?: number
  /** Columns of hashes and codes, set in the typewriter face. */
  mono?: readonly number[]
}

interface Column {
  x: number
  width: number
}

const GAP = 8
const PAD = 2.5

/** A table with headers that are tagged as such; a row that is taller than a page goes on, the head is drawn again. */
export function drawTable(sheet: Sheet, cells: TableCells): void {
  const { head, rows, size = 9 } = cells
  const columns = columnsOf(cells.widths)
  const table = sheet.doc.struct('Table')
  sheet.root.add(table)
  const headLook: Look = { style: 'bold', size: size - 0.5, color: '#444444' }
  const drawHead = (isFirst: boolean) => {
    if (!head) return
    const lined = head.map((text, place) => sheet.lines(text, headLook, columns[place]?.width))
    if (isFirst) drawRow(sheet, table, { lined, texts: head, columns, look: () => headLook, isHeader: () => 'Column' })
    else drawAgain(sheet, lined, columns, headLook)
  }
  if (!hasRoom(sheet, 3 * lineHeight(size))) sheet.newPage()
  drawHead(true)
  const look = (place: number): Look => {
    const isHeader = head === null && place === 0
    if (isHeader) return { style: 'regular', size, color: '#555555' }
    return {
      style: cells.mono?.includes(place) ? 'mono' : 'regular',
      size: cells.mono?.includes(place) ? size - 1 : size,
    }
  }
  for (const texts of rows) {
    const lined = texts.map((text, place) =>
      sheet.lines(text, { ...look(place), base: baseOf(text) }, columns[place]?.width),
    )
    const isHeader = (place: number) => (head === null && place === 0 ? ('Row' as const) : null)
    drawRow(sheet, table, { lined, texts, columns, look, isHeader, onPage: () => drawHead(false) })
  }
  table.end()
  sheet.y += size * 0.8
}

/** A name from the right with its handle stands as "name (@handle)", beside its label. Words that are of one script turn as they do. */
const baseOf = (text: string): 'ltr' | undefined => (/[A-Za-z0-9]/.test(text) ? 'ltr' : undefined)

function columnsOf(widths: readonly number[]): Column[] {
  const all = widths.reduce((sum, width) => sum + width, 0)
  const room = ROOM - GAP * (widths.length - 1)
  let x = MARGIN.start
  return widths.map((share) => {
    const column = { x, width: (share / all) * room }
    x += column.width + GAP
    return column
  })
}

interface Row {
  lined: readonly Line[][]
  texts: readonly string[]
  columns: readonly Column[]
  look: (place: number) => Look
  isHeader: (place: number) => 'Row' | 'Column' | null
  onPage?: () => void
}

function drawRow(sheet: Sheet, table: Element, row: Row): void {
  const { lined, texts, columns, look, isHeader, onPage } = row
  const element = sheet.doc.struct('TR')
  table.add(element)
  const cells = texts.map((text, place) => {
    const scope = isHeader(place)
    const cell = sheet.doc.struct(scope ? 'TH' : 'TD', {
      ...(scope ? { scope } : {}),
      ...actualFor(text, lined[place] ?? []),
    })
    element.add(cell)
    return { cell, tag: scope ? 'TH' : 'TD' }
  })
  const height = lineHeight(Math.max(...texts.map((_, place) => look(place).size)))
  let left = lined.map((lines) => [...lines])
  const whole = Math.max(...left.map((lines) => lines.length)) * height + 2 * PAD
  if (!hasRoom(sheet, Math.min(whole, 6 * height))) turn(sheet, onPage)
  while (left.some((lines) => lines.length > 0)) {
    if (!hasRoom(sheet, height + 2 * PAD)) turn(sheet, onPage)
    let fit = 0
    while (hasRoom(sheet, (fit + 1) * height + 2 * PAD) && left.some((lines) => lines.length > fit)) fit += 1
    const top = sheet.y + PAD
    left.forEach((lines, place) => {
      const { cell, tag } = cells[place] ?? {}
      const column = columns[place]
      if (!cell || !tag || !column || lines.length === 0) return
      const content = sheet.doc.markStructureContent(tag)
      lines.slice(0, fit).forEach((line, at) => {
        sheet.y = top + at * height
        drawLine(sheet, line, { x: column.x, width: column.width, look: look(place) })
      })
      sheet.doc.endMarkedContent()
      cell.add(content)
    })
    const tallest = Math.min(fit, Math.max(...left.map((lines) => lines.length)))
    sheet.y = top + tallest * height + PAD
    left = left.map((lines) => lines.slice(fit))
    rule(sheet)
  }
  for (const { cell } of cells) cell.end()
  element.end()
}

function turn(sheet: Sheet, onPage: (() => void) | undefined): void {
  sheet.newPage()
  onPage?.()
}

/** The head on a further page: seen again, but said once. */
function drawAgain(sheet: Sheet, lined: readonly Line[][], columns: readonly Column[], look: Look): void {
  const top = sheet.y + PAD
  sheet.doc.markContent('Artifact', { type: 'Layout' })
  lined.forEach((lines, place) => {
    const column = columns[place]
    lines.forEach((line, at) => {
      sheet.y = top + at * lineHeight(look.size)
      if (column) drawLine(sheet, line, { x: column.x, width: column.width, look })
    })
  })
  sheet.doc.endMarkedContent()
  sheet.y = top + Math.max(...lined.map((lines) => lines.length)) * lineHeight(look.size) + PAD
  rule(sheet)
}

function rule({ doc, y }: Sheet): void {
  doc.markContent('Artifact', { type: 'Layout' })
  doc
    .lineWidth(0.5)
    .strokeColor('#d5d1c8')
    .moveTo(MARGIN.start, y)
    .lineTo(MARGIN.start + ROOM, y)
    .stroke()
  doc.endMarkedContent()
}
