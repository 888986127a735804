import fs from 'node:fs'
import path from 'node:path'
import readline from 'node:readline'
import { Writable } from 'node:stream'
import { BackupError, type Secret } from '@/lib/platform/backup/format'
import { t } from '@/lib/platform/i18n/translate'

export interface Options {
  file: string | undefined
  keyFile: string | undefined
  keys: string | undefined
  ledger: string | undefined
  head: string | undefined
}

/** `FILE --key-file F --keys F --ledger F --head F`, in any order. */
export function optionsIn(args: readonly string[]): Options {
  const named = (name: string) => {
    const at = args.indexOf(name)
    return at < 0 ? undefined : args[at + 1]
  }
  const values = ['--key-file', '--keys', '--ledger', '--head']
    .map((name) => args.indexOf(name) + 1)
    .filter((at) => at > 0)
  return {
    file: args.find((arg, at) => !arg.startsWith('--') && !values.includes(at)),
    keyFile: named('--key-file'),
    keys: named('--keys'),
    ledger: named('--ledger'),
    head: named('--head'),
  }
}

const SHORTEST = 12

/** A key file, or words that are typed and not shown; a new passphrase twice. Piped in, the first line is the passphrase. */
export async function askSecret({ keyFile, isNew }: { keyFile: string | undefined; isNew: boolean }): Promise<Secret> {
  if (keyFile) {
    const bytes = fs.readFileSync(path.resolve(keyFile))
    if (bytes.length < 32) throw new BackupError('keyFileShort')
    return { keyFile: bytes }
  }
  const passphrase = await typed(t('backup.passphrase'))
  if (!isNew) return { passphrase }
  if (passphrase.length < SHORTEST) throw new BackupError('secret', { short: 'yes' })
  if (process.stdin.isTTY && (await typed(t('backup.again'))) !== passphrase)
    throw new BackupError('secret', { short: 'differs' })
  return { passphrase }
}

function typed(question: string): Promise<string> {
  process.stderr.write(question)
  const silent = new Writable({ write: (_piece, _encoding, done) => done() })
  const lines = readline.createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY })
  return new Promise((done) => {
    lines.once('line', (line) => {
      process.stderr.write('\n')
      // Before it is closed: that is told at once, and means that nothing was typed.
      done(line)
      lines.close()
    })
    lines.once('close', () => done(''))
  })
}
