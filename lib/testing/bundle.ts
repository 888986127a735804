import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { inflateRawSync } from 'node:zlib'

/** The files of a ZIP by name, read by its central directory as any unpacker does. */
export function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const files = new Map<string, Buffer>()
  let at = zip.readUInt32LE(end + 16)
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [packed, nameLength, extraLength, commentLength] = [20, 28, 30, 32].map((offset, place) =>
      place === 0 ? zip.readUInt32LE(at + offset) : zip.readUInt16LE(at + offset),
    ) as [number, number, number, number]
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const bytes = zip.subarray(from, from + packed)
    files.set(name, zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : Buffer.from(bytes))
    at += 46 + nameLength + extraLength + commentLength
  }
  return files
}

/** Writes files into a folder of their own; gives its path. */
export function lay(files: ReadonlyMap<string, Uint8Array>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bundle-'))
  for (const [name, bytes] of files) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    fs.writeFileSync(path.join(folder, name), bytes)
  }
  return folder
}

/** What README.txt has one paste on Linux: the indented lines of its section. */
export function linuxCommands(readme: string): string {
  const section = readme.slice(readme.indexOf('ON LINUX'), readme.indexOf('ON A MAC'))
  const lines = section.split('\n').filter((line) => line === '' || line.startsWith('    '))
  return lines.map((line) => line.slice(4)).join('\n')
}

/** Runs them in a bare shell that stands in the folder, and gives the lines that it printed. */
export function check(folder: string, readme: string): string[] {
  const ran = spawnSync('bash', ['--noprofile', '--norc', '-c', linuxCommands(readme)], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', NODE_ENV: 'test' },
    encoding: 'utf8',
  })
  return [...ran.stdout.trim().split('\n'), ...ran.stderr.trim().split('\n')].filter(Boolean)
}
