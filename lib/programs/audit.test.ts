import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands, downloads, queries } from '@/lib/registry'
import { ONLY_REFUSED } from '@/lib/testing/audit/day'

const ROOT = path.join(import.meta.dirname, '../..')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-audit-'))
const file = path.join(folder, 'demo.jsonl')
const MINUTES = 60_000

interface Ended {
  code: number
  out: string
  err: string
}

/** As a person runs it: a process of its own, without a database of the console. */
function run(...args: string[]): Promise<Ended> {
  const { DATABASE_URL: _url, DOCKET_KEY: _key, ...env } = process.env
  return new Promise((done) => {
    const child = ['--import', 'tsx', 'lib/programs/audit.ts', ...args]
    execFile(process.execPath, child, { cwd: ROOT, env, maxBuffer: 10_000_000 }, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
    })
  })
}

let made: Ended
let lines: string[]
const write = (name: string, content: string): string => {
  const place = path.join(folder, name)
  fs.writeFileSync(place, content)
  return place
}
const kinds = new Map<string, Set<string>>()
beforeAll(async () => {
  made = await run('demo', file)
  lines = fs.readFileSync(file, 'utf8').split('\n').slice(0, -1)
  for (const line of lines) {
    const { text } = JSON.parse(line)
    if (text === undefined || !line.startsWith('{"row"')) continue
    const [, , , , , , command, outcome] = JSON.parse(text)
    kinds.set(command, (kinds.get(command) ?? new Set()).add(outcome))
  }
}, 5 * MINUTES)
afterAll(() => fs.rmSync(folder, { recursive: true }))

describe('the demo', () => {
  it('is exported and taken away', () => {
    expect([made.code, made.out]).toEqual([0, expect.stringContaining('rows exported')])
    expect(made.out).toContain('Ed25519 key: ')
  })

  it('holds a thousand rows and every kind that the registry can write', () => {
    expect(lines.filter((line) => line.startsWith('{"row"')).length).toBeGreaterThanOrEqual(1_000)
    const doors = Object.keys({ ...commands, ...queries, ...downloads })
    expect(doors.filter((door) => !kinds.has(door))).toEqual([])
  })

  it('has everything in it done, not only refused, that the day has a step for', () => {
    expect(made.err.split('\n').filter((line) => line.startsWith('not done: '))).toEqual([])
    const done = Object.keys(commands).filter((name) => kinds.get(name)?.has('done'))
    expect(done.length).toBeGreaterThanOrEqual(40)
    expect(Object.keys(ONLY_REFUSED).filter((name) => kinds.get(name)?.has('done'))).toEqual([])
  })
})

describe('verify', () => {
  it('needs no database, prints the fingerprints, and knows its own key and head', async () => {
    const [ed25519 = ''] = /(?<=Ed25519 key: )[0-9a-f ]+/.exec(made.out) ?? []
    const key = write('key.txt', `Docket, Ed25519\n${ed25519}\n`)
    const { code, out } = await run('verify', '--key', key, file, '--head', file)
    expect([code, out]).toEqual([0, expect.stringContaining(ed25519)])
    expect(out).toContain('It is signed with the keys in')
    expect(out).toContain('No row stands after the head that was kept outside')
  })

  it.each<[string, () => string, RegExp]>([
    [
      'an edited row',
      () =>
        lines
          .map((line) =>
            line.startsWith('{"row" : 7,') ? line.replace(/(?<=\\")(done|refused|failed)/, 'changed') : line,
          )
          .join('\n'),
      /^Row 7: .*row altered/,
    ],
    [
      'a row left out',
      () => lines.filter((line) => !line.startsWith('{"row" : 500,')).join('\n'),
      /^Row 500: .*gap in the sequence/,
    ],
    ['its end cut off', () => lines.slice(0, 900).join('\n'), /no signed head at the end/],
  ])('names %s and ends with 1', async (_label, change, words) => {
    const { code, out } = await run('verify', write('changed.jsonl', `${change()}\n`))
    expect([code, out]).toEqual([1, expect.stringMatching(words)])
  })

  it('says so when the key is another, when there is no such file, and how it is used', async () => {
    const key = write('other.txt', 'ab'.repeat(32))
    expect(await run('verify', file, '--key', key)).toMatchObject({
      code: 1,
      out: expect.stringContaining('signed by another key'),
    })
    expect(await run('verify', path.join(folder, 'none.jsonl'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('ENOENT'),
    })
    expect(await run('frobnicate')).toMatchObject({ code: 2, err: expect.stringContaining('audit -- export FILE') })
  })
})
