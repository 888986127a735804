import bidiFactory from 'bidi-js'
import { graphemes } from '@/lib/platform/i18n/graphemes'
import { type Face, faceFor, type Style } from './faces'

/** A piece of a line as it is drawn: one face, one direction, in the order of the eye. */
export interface Piece {
  text: string
  face: Face
  isRtl: boolean
  width: number
}

export interface Line {
  pieces: Piece[]
  width: number
  /** The paragraph reads from the right: the line stands at that side. */
  isRtl: boolean
}

/** How wide a text is in a face, in points. */
export type Measure = (face: Face, text: string, isRtl: boolean) => number

interface Asked {
  style: Style
  /** Points that a line may take. */
  width: number
  /** The direction of a paragraph; without it the first letter that has one decides (UAX 9, P2). */
  base?: 'ltr' | undefined
  measure: Measure
}

const bidi = bidiFactory()

/** Breaks text into lines and puts each into the order of the eye (UAX 9). `text` is drawable: see there. */
export function linesOf(text: string, asked: Asked): Line[] {
  return text.split('\n').flatMap((paragraph) => paragraphLines(paragraph, asked))
}

function paragraphLines(text: string, { style, width, measure, base }: Asked): Line[] {
  const embedding = bidi.getEmbeddingLevels(text, base)
  const isRtl = (embedding.paragraphs[0]?.level ?? 0) % 2 === 1
  const between = cutter(lettersOf(text, style, embedding.levels), text.length)
  return rangesOf(text, between, { width, measure }).map(([start, end]) => {
    const runs = runsOf(between(start, trimmedEnd(text, start, end)))
    const pieces = inOrder(runs).flatMap((run) => piecesOf(run, measure))
    return { pieces, width: pieces.reduce((sum, piece) => sum + piece.width, 0), isRtl }
  })
}

interface Letter {
  at: number
  text: string
  level: number
  face: Face
}

const NON_JOINER = '\u200C'

function lettersOf(text: string, style: Style, levels: Uint8Array): Letter[] {
  const letters: Letter[] = []
  let before: Face | null = null
  let at = 0
  for (const letter of text) {
    const face: Face | null = letter === NON_JOINER ? before : faceFor(style, letter.codePointAt(0) ?? 0, before)
    if (face) letters.push({ at, text: letter, level: levels[at] ?? 0, face })
    before = face
    at += letter.length
  }
  return letters
}

type Between = (start: number, end: number) => Letter[]

/** The letters of a part of the text, without a walk over all of them. */
function cutter(letters: readonly Letter[], length: number): Between {
  const first = new Uint32Array(length + 1).fill(letters.length)
  for (let place = letters.length - 1, at = length; place >= 0; place--) {
    const here = letters[place]?.at ?? 0
    for (; at > here; at--) first[at] = place + 1
    first[here] = place
    at = here
  }
  const from = (at: number): number => first[Math.min(at, length)] ?? letters.length
  const firstOf = (at: number): number => (at <= (letters[0]?.at ?? 0) ? 0 : from(at))
  return (start, end) => letters.slice(firstOf(start), firstOf(end))
}

type Range = [start: number, end: number]

/** Where a line may end: after spaces, after what joins the parts of an address, and around code points. */
const CHUNKS = /\[U\+[0-9A-F +U]+\]\s*|[^\s[]*?[/?&=_\-–—|](?=[^\s/?&=_\-–—|])|[^\s[]+\s*|\[\s*|\s+/g

function rangesOf(text: string, between: Between, room: Pick<Asked, 'width' | 'measure'>): Range[] {
  const widthOf = (start: number, end: number): number =>
    runsOf(between(start, end))
      .flatMap((run) => piecesOf(run, room.measure))
      .reduce((sum, piece) => sum + piece.width, 0)
  const ranges: Range[] = []
  let [start, end, taken] = [0, 0, 0]
  const close = () => {
    if (end > start) ranges.push([start, end])
    start = end
    taken = 0
  }
  for (const found of text.matchAll(CHUNKS)) {
    const [from, to] = [found.index, found.index + found[0].length]
    const bare = trimmedEnd(text, from, to)
    const width = widthOf(from, bare)
    const spaces = to > bare ? widthOf(bare, to) : 0
    const parts =
      width <= room.width ? [{ from, to, width }] : cutWord(text.slice(from, bare), from, widthOf, room.width)
    for (const part of parts) {
      if (taken > 0 && taken + part.width > room.width) close()
      taken += part.width
      end = part.to
    }
    taken += spaces
    end = to
  }
  close()
  return ranges.length > 0 ? ranges : [[0, 0]]
}

interface Part {
  from: number
  to: number
  width: number
}

/** A word that is wider than a line is cut between two signs. */
function cutWord(word: string, start: number, widthOf: (start: number, end: number) => number, most: number): Part[] {
  const parts: Part[] = []
  let part: Part = { from: start, to: start, width: 0 }
  for (const sign of graphemes(word)) {
    const to = part.to + sign.length
    const width = widthOf(part.from, to)
    if (part.to > part.from && width > most) {
      parts.push(part)
      part = { from: part.to, to, width: widthOf(part.to, to) }
    } else part = { ...part, to, width }
  }
  return [...parts, part]
}

function trimmedEnd(text: string, start: number, end: number): number {
  let shown = end
  while (shown > start && /\s/.test(text[shown - 1] ?? '')) shown -= 1
  return shown
}

interface Run {
  letters: Letter[]
  level: number
}

function runsOf(letters: readonly Letter[]): Run[] {
  const runs: Run[] = []
  for (const letter of letters) {
    const last = runs.at(-1)
    if (last && last.level === letter.level) last.letters.push(letter)
    else runs.push({ level: letter.level, letters: [letter] })
  }
  return runs
}

/** Rule L2: from the highest level down to the lowest odd one, every sequence at that level or above is turned around. */
function inOrder(runs: readonly Run[]): Run[] {
  const order = [...runs]
  const highest = Math.max(0, ...order.map((run) => run.level))
  for (let level = highest; level > 0; level--) {
    for (let from = 0; from < order.length; from++) {
      let to = from
      while ((order[to]?.level ?? -1) >= level) to += 1
      if (to > from) order.splice(from, to - from, ...order.slice(from, to).toReversed())
      from = Math.max(from, to - 1)
    }
  }
  return order
}

/**
 * The parts of one direction by face. From the right, letters that join stay together for the shaper, which turns them around;
 * everything else is turned around and mirrored here.
 */
function piecesOf({ letters, level }: Run, measure: Measure): Piece[] {
  const isRtl = level % 2 === 1
  const groups: { face: Face; text: string; isJoining: boolean }[] = []
  for (const { face, text } of letters) {
    const last = groups.at(-1)
    const isJoining = isRtl && JOINING.test(text)
    // Digits of Arabic run from the left: one by one, or the shaper would turn them around.
    const isAlone = !isRtl && ARABIC.test(text)
    if (text === NON_JOINER) groups.push({ face, text: '', isJoining: false })
    else if (last && last.face === face && last.isJoining === isJoining && !isAlone && last.text !== '')
      last.text += text
    else groups.push({ face, text, isJoining })
  }
  const pieces = groups.flatMap(({ face, text, isJoining }) => {
    if (text === '') return []
    const drawn = isRtl && !isJoining ? turned(text) : text
    return [{ face, text: drawn, isRtl: isJoining, width: measure(face, drawn, isJoining) }]
  })
  return isRtl ? pieces.toReversed() : pieces
}

const ARABIC = /\p{Script=Arabic}/u
const JOINING = /[\p{Script=Arabic}\p{M}]/u
const turned = (text: string): string =>
  graphemes(text)
    .toReversed()
    .map((sign) => bidi.getMirroredCharacter(sign) ?? sign)
    .join('')
