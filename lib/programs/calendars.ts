import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import Holidays from 'date-holidays'
import firstPackage from 'date-holidays/package.json'
import { isoDay, isWeekend, parseDay } from '@/lib/platform/calendar/days'

/**
 * Writes the calendars of lib/platform/calendar/data anew: `npm run calendars -- FILE`, where FILE is what the second package
 * says, as `lib/programs/calendars-second.rb` prints it. A day that only one of the two names gets a `?`: not known.
 */
const [YEARS, FROM] = [13, 2024]
const years = Array.from({ length: YEARS }, (_, n) => FROM + n)
const STATES = 'AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ')
const KINGDOM: Record<string, string> = { 'GB-EAW': 'ENG', 'GB-SCT': 'SCT', 'GB-NIR': 'NIR' }

/** Days that both packages may have missed, by our own reading of the news: not known until somebody reads the proclamation. */
const DOUBTS: Record<string, readonly string[]> = { 'GB-SCT': ['2026-06-15'] }

/**
 * Bulgaria: a holiday on a Saturday or Sunday, but for Easter, makes the first working days after it free (Labour Code, article 154,
 * paragraph 2). Neither package says so, and the article itself was not read: not known.
 */
const BULGARIAN = '01-01 03-03 05-01 05-06 05-24 09-06 09-22 12-24 12-25 12-26'.split(' ')
function movedIn(id: string, year: number): string[] {
  if (id !== 'BG') return []
  const isFixed = (day: number) => BULGARIAN.includes(isoDay(day).slice(5))
  const moved: number[] = []
  const first = parseDay(`${year - 1}-12-01`) ?? 0
  for (let day = first; isoDay(day) <= `${year}-12-31`; day += 1)
    if (isFixed(day) && isWeekend(day)) {
      let next = day + 1
      while (isWeekend(next) || isFixed(next) || moved.includes(next)) next += 1
      moved.push(next)
    }
  return moved.map(isoDay).filter((day) => day.startsWith(`${year}-`))
}

interface Second {
  name: string
  version: string
  days: Record<string, Record<string, string[]>>
}

const root = path.resolve(import.meta.dirname, '../..')
const target = path.join(root, 'lib/platform/calendar/data/nationwide.json')
const [file = ''] = process.argv.slice(2)
// Printed by our own script beside this one.
const second = JSON.parse(fs.readFileSync(file, 'utf8')) as Second

function firstSays(id: string, year: number): string[] {
  const part = KINGDOM[id]
  const calendar = part ? new Holidays('GB', part) : new Holidays(id)
  const types = part ? ['public', 'bank'] : ['public']
  const whole = calendar
    .getHolidays(year)
    .filter(({ type, start, end }) => types.includes(type) && end.getTime() - start.getTime() > 22 * 3600_000)
  const days = whole.map(({ date }) => date.slice(0, 10)).filter((date) => date.startsWith(`${year}-`))
  return [...new Set(days)]
}

/** Bank holidays of the United Kingdom are kept on working days: what falls on a weekend has a substitute, which is listed. */
const counts = (id: string, day: string): boolean => !(id in KINGDOM && isWeekend(parseDay(day) ?? 0))

function entriesOf(id: string, year: number): string {
  const one = firstSays(id, year).filter((day) => counts(id, day))
  const other = (second.days[id]?.[year] ?? []).filter((day) => counts(id, day))
  const doubts = (DOUBTS[id] ?? []).filter((day) => day.startsWith(`${year}-`))
  const all = [...new Set([...one, ...other, ...doubts, ...movedIn(id, year)])].toSorted()
  const isSure = (day: string) => one.includes(day) && other.includes(day) && !doubts.includes(day)
  // A doubt about a weekend changes nothing.
  const listed = all.filter((day) => isSure(day) || !isWeekend(parseDay(day) ?? 0))
  return listed.map((day) => `${day.slice(5)}${isSure(day) ? '' : '?'}`).join(' ')
}

const calendars = [...STATES, ...Object.keys(KINGDOM)].map((id) => {
  // A state of which the second says nothing at all is known in no year.
  const known = id in second.days ? years : []
  return [id, Object.fromEntries(known.map((year) => [year, entriesOf(id, year)]))]
})
const sources = [`npm date-holidays ${firstPackage.version}`, `${second.name} ${second.version}`]
const version = `${firstPackage.version} and ${second.version}`
const data = { version, sources, from: FROM, to: FROM + YEARS - 1, states: Object.fromEntries(calendars) }
fs.writeFileSync(target, `${JSON.stringify(data)}\n`)
execFileSync(path.join(root, 'node_modules/.bin/biome'), ['format', '--write', target], { stdio: 'inherit' })
