import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'

interface DesignSystem {
  candidatesToCss(classes: string[]): (string | null)[]
}

const SHEET = 'app/globals.css'
const sheet = fs.readFileSync(SHEET, 'utf8')
// Tailwind's own reading of the sheet, which its plug-in for PostCSS brings along.
const { resolve } = createRequire(createRequire(import.meta.url).resolve('@tailwindcss/postcss'))
let design: DesignSystem
beforeAll(async () => {
  const tailwind: { __unstable__loadDesignSystem(css: string, more: { base: string }): Promise<DesignSystem> } =
    await import(resolve('@tailwindcss/node'))
  design = await tailwind.__unstable__loadDesignSystem(sheet, { base: path.resolve('app') })
})

/** Classes that Tailwind makes no rule for: they mark a parent, or the sheet itself says what they do. */
const isOwn = (name: string): boolean => /^(group|peer)(\/\w+)?$/.test(name) || sheet.includes(`.${name} `)
const deadOf = (names: readonly string[]): string[] => {
  const css = design.candidatesToCss([...names])
  return names.filter((name, at) => css[at] === null && !isOwn(name))
}

const filesIn = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => path.join(folder, file))

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean)
/** What stands as a class, and in any other text what can only be one: a prefix and a colon before a class. */
function classesIn(text: string): string[] {
  const attributes = [...text.matchAll(/className="([^"]*)"/g)].flatMap(([, found = '']) => words(found))
  const texts = [...text.matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`$]*)`/g)].flatMap(([, ...found]) =>
    words(found.join(' ')),
  )
  return [...attributes, ...texts.filter((word) => /^([a-z][a-z0-9-]*:)+-?[a-z][a-z0-9]*-[\w./[\]%()-]+$/.test(word))]
}

describe('every class of a screen', () => {
  it('is one that the theme defines: its prefixes are the theme’s breakpoints, its colours and sizes the theme’s own', () => {
    const files = [...filesIn('app'), ...filesIn('components')]
    expect(files.length).toBeGreaterThan(300)
    const dead = files.flatMap((file) =>
      deadOf([...new Set(classesIn(fs.readFileSync(file, 'utf8')))]).map((name) => `${file}: ${name}`),
    )
    expect(dead).toEqual([])
  })

  it.each([
    ['<div className="grid sm:grid-cols-2" />', ['sm:grid-cols-2']],
    ["<div className={cx('lg:flex-row', isOn && 'hover:bg-paper')} />", ['lg:flex-row']],
    ['<p className="text-sm text-gray-500 dark:text-white" />', ['text-sm', 'text-gray-500', 'dark:text-white']],
    ['<p className="text-small desk:grid-cols-2 wide:sticky phone:min-h-11" />', []],
  ])('is refused where it is not: %s', (text, dead) => {
    expect(deadOf([...new Set(classesIn(text))])).toEqual(dead)
  })
})
