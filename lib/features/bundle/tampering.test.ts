import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setAuthority } from '@/lib/features/proof/commands'
import { makePair, pemOf, signWith } from '@/lib/platform/audit/keys'
import { startAuthority } from '@/lib/testing/authority'
import { touched } from '@/lib/testing/touch'
import { list } from './queries'
import { check, lay } from '@/lib/testing/bundle'
import { type Exported, type Files, openExported, sha256, textOf, verdicts, wrong } from '@/lib/testing/exported'

let reef: Exported['reef']
let exported: Exported
let made: Files
beforeAll(async () => {
  exported = await openExported()
  reef = exported.reef
  made = await exported.bundle()
})

describe('what was tampered with', () => {
  const CHANGES: [string, (files: Files) => void][] = [
    [
      'an edited file',
      (files) => files.set('case.json', Buffer.from(textOf(files, 'case.json').replace('Again', 'Never'))),
    ],
    [
      'two files swapped',
      (files) => {
        const [one, other] = [files.get('events.csv'), files.get('case.json')]
        if (one && other) files.set('events.csv', other).set('case.json', one)
      },
    ],
    ['a removed file', (files) => files.delete('narrative.pdf')],
    ['an added file', (files) => files.set('originals/0099-post.json', Buffer.from('{}'))],
    [
      'a changed manifest',
      (files) => files.set('manifest.json', Buffer.from(textOf(files, 'manifest.json').replace('Harbour', 'Harbor'))),
    ],
    [
      'an edited file with its hash in the list',
      (files) => {
        const before = sha256(files.get('events.csv') ?? '')
        files.set('events.csv', Buffer.from('number\r\n'))
        files.set('SHA256SUMS', Buffer.from(textOf(files, 'SHA256SUMS').replace(before, sha256('number\r\n'))))
      },
    ],
    [
      'a line taken out of the list with its file',
      (files) => {
        files.delete('events.csv')
        files.set(
          'SHA256SUMS',
          Buffer.from(
            textOf(files, 'SHA256SUMS')
              .split('\n')
              .filter((line) => !line.includes('events.csv'))
              .join('\n'),
          ),
        )
      },
    ],
    [
      'a row of the log taken out',
      (files) =>
        files.set('audit/rows.txt', Buffer.from(textOf(files, 'audit/rows.txt').split('\n').slice(1).join('\n'))),
    ],
    [
      'a seal of another bundle',
      (files) =>
        files.set(
          'signatures/seal.txt',
          Buffer.from(textOf(files, 'signatures/seal.txt').replace(/contents .*/, `contents ${'0'.repeat(64)}`)),
        ),
    ],
    [
      'a signature of something else',
      (files) => files.set('signatures/manifest.p256', files.get('signatures/seal.p256') ?? Buffer.alloc(0)),
    ],
  ]
  it.each([
    'signatures/manifest.pdf',
    'signatures/seal.html',
    'manifest.json SHA256SUMS',
    'manifest.json\nx/manifest.json',
  ])('is found: an added file %j', (name) => {
    const files = new Map(made)
    files.set(name, Buffer.from('forged'))
    expect(wrong(files).join('\n')).toContain('FAILED  no file was added')
  })

  it('is found: a link to somewhere else', () => {
    const folder = lay(made)
    fs.symlinkSync('/etc/hostname', path.join(folder, 'originals/0099-media.png'))
    expect(check(folder, textOf(made, 'README.txt')).join('\n')).toContain('FAILED  no file was added')
    fs.rmSync(path.join(folder, 'originals/0099-media.png'))
    fs.renameSync(path.join(folder, 'case.json'), path.join(folder, '../case-of-bundle.json'))
    fs.symlinkSync('../case-of-bundle.json', path.join(folder, 'case.json'))
    expect(check(folder, textOf(made, 'README.txt')).join('\n')).toContain('FAILED  no file was added')
  })

  it.each(CHANGES)('is found: %s', async (_name, change) => {
    const files = new Map(made)
    change(files)
    expect(wrong(files).join('\n')).toContain('FAILED')
  })
})

describe('a stamp', () => {
  it('is verified by the README, and what it says is in the bundle; without an authority that answers the bundle says so', async () => {
    const authority = await startAuthority()
    afterAll(() => authority.close())
    await reef.command(touched(reef.ines), setAuthority, { url: authority.url, confirmsPrivate: true })
    const files = await exported.bundle()
    const stamped = new Map(files)
    const lines = verdicts(files)
    expect(lines.filter((line) => line.startsWith('OK'))).toHaveLength(18)
    expect(lines.find((line) => line.includes('the seal was stamped'))).toMatch(/^OK .*Time stamp: \w+/)
    expect(wrong(files)).toEqual([])
    expect(textOf(files, 'signatures/proof.txt')).toContain('Proven against the operator')
    expect((await reef.query(exported.nadia, list, { caseId: exported.caseId })).rows[0]).toMatchObject({
      isStamped: true,
    })
    const folder = lay(files)
    const root = [
      'ts',
      '-verify',
      '-data',
      'signatures/seal.txt',
      '-in',
      'signatures/seal.tsr',
      '-CAfile',
      authority.rootFile,
    ]
    expect(
      execFileSync('openssl', [...root, '-untrusted', 'signatures/authority.pem'], {
        cwd: folder,
        encoding: 'utf8',
        stdio: 'pipe',
      }),
    ).toContain('OK')
    const stamp = Buffer.from(files.get('signatures/seal.tsr') ?? '')
    stamp.writeUInt8(stamp.readUInt8(stamp.length - 5) ^ 1, stamp.length - 5)
    files.set('signatures/seal.tsr', stamp)
    expect(wrong(files).join('\n')).toContain('FAILED  the seal was stamped')
    authority.mode.now = 'error'
    const later = await exported.bundle()
    const taken = new Map(stamped)
    for (const name of ['proof.txt', 'proof.ed25519', 'proof.p256'])
      taken.set(`signatures/${name}`, later.get(`signatures/${name}`) ?? Buffer.alloc(0))
    for (const name of ['seal.tsr', 'authority.pem']) taken.delete(`signatures/${name}`)
    expect(wrong(taken)).toEqual(['FAILED  what is said about a stamp is said of this seal'])
    expect(textOf(later, 'signatures/proof.txt')).toMatch(/Not proven against the operator: .*status/)
    expect(wrong(later)).toEqual([])
  })
})

describe('a bundle of somebody else', () => {
  it('signed anew with other keys checks out in itself, and shows other fingerprints', async () => {
    const files = new Map(made)
    const pairs = { ed25519: makePair('ed25519'), p256: makePair('p256') }
    const sums = () =>
      [...files]
        .filter(([name]) => !/^(manifest.json|SHA256SUMS|signatures\/)/.test(name))
        .map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`)
        .join('')
    files.set('case.json', Buffer.from(textOf(files, 'case.json').replace('Again', 'Never')))
    for (const algorithm of ['ed25519', 'p256'] as const) {
      const { publicKey, privatePem } = pairs[algorithm]
      files.set(`keys/${algorithm}.pem`, Buffer.from(pemOf(publicKey)))
      files.set(
        `audit/head.${algorithm}`,
        signWith(algorithm, privatePem, files.get('audit/head.txt') ?? Buffer.alloc(0)),
      )
    }
    const before = sha256(files.get('SHA256SUMS') ?? '')
    files.set('SHA256SUMS', Buffer.from(sums()))
    files.set(
      'manifest.json',
      Buffer.from(textOf(files, 'manifest.json').replace(before, sha256(files.get('SHA256SUMS') ?? ''))),
    )
    files.set(
      'signatures/seal.txt',
      Buffer.from(
        textOf(files, 'signatures/seal.txt').replace(
          /contents .*/,
          `contents ${sha256(files.get('manifest.json') ?? '')}`,
        ),
      ),
    )
    files.set(
      'signatures/proof.txt',
      Buffer.from(
        textOf(files, 'signatures/proof.txt').replace(
          /seal .*/,
          `seal ${sha256(files.get('signatures/seal.txt') ?? '')}`,
        ),
      ),
    )
    for (const algorithm of ['ed25519', 'p256'] as const)
      for (const [name, signed] of [
        ['manifest', 'manifest.json'],
        ['seal', 'signatures/seal.txt'],
        ['proof', 'signatures/proof.txt'],
      ] as const)
        files.set(
          `signatures/${name}.${algorithm}`,
          signWith(algorithm, pairs[algorithm].privatePem, files.get(signed) ?? Buffer.alloc(0)),
        )
    expect(wrong(files)).toEqual([])
    const keys = await reef.db.auditKey.findMany()
    for (const { algorithm, fingerprint } of keys) expect(verdicts(files)).not.toContain(`${algorithm}  ${fingerprint}`)
  })
})
