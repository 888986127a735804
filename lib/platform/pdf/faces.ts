import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as fontkit from 'fontkit'
import { unwrapWoff } from './woff'

export type Style = 'regular' | 'bold' | 'mono'

/** One file of a family: the packages cut each family into scripts. */
export interface Face {
  name: string
  file: string
}

const SCRIPTS = ['latin', 'latin-ext', 'greek', 'cyrillic', 'cyrillic-ext', 'vietnamese']
const sans = (weight: number): Face[] => [
  ...SCRIPTS.map((script) => face('ibm-plex-sans', script, weight)),
  face('ibm-plex-sans-arabic', 'arabic', weight),
]
const mono: Face[] = SCRIPTS.filter((script) => script !== 'greek').map((script) => face('ibm-plex-mono', script, 400))

/** In the order in which they are asked for a letter. What the typewriter face lacks is drawn in the other. */
const FAMILIES: Record<Style, readonly Face[]> = {
  regular: sans(400),
  bold: sans(600),
  mono: [...mono, ...sans(400)],
}

function face(family: string, script: string, weight: number): Face {
  const file = `${family}-${script}-${weight}-normal.woff`
  return { name: file.replace('-normal.woff', ''), file: path.join('@fontsource', family, 'files', file) }
}

const bytesOf = new Map<string, Buffer>()

/** The packages lie beside the program, which runs in the folder of the project. */
export function faceBytes({ file }: Face): Buffer {
  const known = bytesOf.get(file)
  if (known) return known
  const bytes = unwrapWoff(readFileSync(path.join(process.cwd(), 'node_modules', file)))
  bytesOf.set(file, bytes)
  return bytes
}

const lettersOf = new Map<string, Set<number>>()

function letters(one: Face): Set<number> {
  const known = lettersOf.get(one.name)
  if (known) return known
  const font = fontkit.create(faceBytes(one))
  if (!('characterSet' in font)) throw new Error(`${one.name} is a collection of fonts`)
  const set = new Set(font.characterSet)
  lettersOf.set(one.name, set)
  return set
}

/** The face that draws a code point; the one before is kept where it can, so that words stay whole. Null: nobody can. */
export function faceFor(style: Style, codePoint: number, before: Face | null): Face | null {
  if (before && letters(before).has(codePoint)) return before
  return FAMILIES[style].find((one) => letters(one).has(codePoint)) ?? null
}

export const canDraw = (style: Style, codePoint: number): boolean => faceFor(style, codePoint, null) !== null
