import fs from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { words } from './words-in-browser'

const ROOT = path.join(import.meta.dirname, '../../..')
const EN = path.join(import.meta.dirname, 'en')

/** Which room each sentence stands in. */
const rooms = new Map<string, string>()
for (const file of fs.readdirSync(EN)) {
  const exported: Record<string, Record<string, string>> = await import(path.join(EN, file))
  for (const room of Object.values(exported)) for (const key of Object.keys(room)) rooms.set(key, path.parse(file).name)
}

const filesIn = (folder: string): string[] =>
  fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file))
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(?!type\b)(?:[^'"]*?from\s*)?['"]([^'"]+)['"]/g

function importsOf(file: string, text: string): string[] {
  const folder = path.dirname(file)
  return [...text.matchAll(IMPORT)].flatMap(([, target = '']) => {
    const place = target.startsWith('@/') ? target.slice(2) : target.startsWith('.') ? path.join(folder, target) : null
    const found = place === null ? [] : [`${place}.ts`, `${place}.tsx`]
    return found.filter((name) => fs.existsSync(path.join(ROOT, name)))
  })
}

/** All that a browser may load: the files that say `use client`, and what they import. */
function loadedByBrowsers(): Map<string, string> {
  const loaded = new Map<string, string>()
  const load = (file: string) => {
    if (loaded.has(file)) return
    const text = fs.readFileSync(path.join(ROOT, file), 'utf8')
    loaded.set(file, text)
    for (const next of importsOf(file, text)) load(next)
  }
  for (const file of ['app', 'components', 'lib'].flatMap(filesIn))
    if (/^['"]use client['"]/.test(fs.readFileSync(path.join(ROOT, file), 'utf8'))) load(file)
  return loaded
}

/** Sentences that a file names, and the beginnings of those that it puts together (`state.${…}`, `messageFor('state', …)`). */
function spokenIn(text: string): { keys: string[]; heads: string[] } {
  const keys = [...text.matchAll(/'([^'\n]*)'/g)].map(([, key = '']) => key).filter((key) => rooms.has(key))
  const heads = [...text.matchAll(/`([\w.]+\.)\$\{|messageFor\(\s*'([\w.]+)'/g)].map(
    ([, head, prefix]) => head ?? `${prefix}.`,
  )
  return { keys, heads: heads.filter((head) => [...rooms.keys()].some((key) => key.startsWith(head))) }
}

it('a component that speaks in a browser has the rooms of its sentences there', () => {
  const missing = [...loadedByBrowsers()].flatMap(([file, text]) => {
    if (file.startsWith('lib/platform/i18n/')) return []
    const here = [...text.matchAll(/i18n\/rooms\/([\w-]+)'/g)].map(([, room]) => room)
    const isHere = (key: string) => Object.hasOwn(words, key) || here.includes('all') || here.includes(rooms.get(key))
    const { keys, heads } = spokenIn(text)
    const lost = keys.filter((key) => !isHere(key))
    const silent = heads.filter((head) => ![...rooms.keys()].some((key) => key.startsWith(head) && isHere(key)))
    const wanted = [...lost, ...silent].map(
      (key) => rooms.get(key) ?? [...rooms].find(([name]) => name.startsWith(key))?.[1],
    )
    return [...new Set(wanted)].map((room) => `${file}: import '@/lib/platform/i18n/rooms/${room}'`)
  })
  expect(missing).toEqual([])
})

it('a door leads to a room that is not everywhere already', () => {
  const apart = new Set([...rooms].filter(([key]) => !Object.hasOwn(words, key)).map(([, room]) => room))
  const doors = filesIn('lib/platform/i18n/rooms').map((file) => path.parse(file).name)
  expect(doors.filter((door) => door !== 'all' && !apart.has(door))).toEqual([])
})
