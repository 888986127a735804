import { beforeAll, describe, expect, it } from 'vitest'
import { stop } from '@/lib/features/safety/commands'
import { type Exported, type Files, openExported, sha256, textOf, verdicts, wrong } from '@/lib/testing/exported'
import { touched } from '@/lib/testing/touch'
import { exportBundle, list } from './queries'

let reef: Exported['reef']
let caseId: string
let nadia: Exported['nadia']
let bundle: Exported['bundle']
beforeAll(async () => {
  ;({ reef, caseId, nadia, bundle } = await openExported())
})

describe('a bundle', () => {
  it('checks out by the commands of its README, in a bare shell', async () => {
    const files = await bundle()
    const lines = verdicts(files)
    expect(lines.filter((line) => line.startsWith('OK'))).toHaveLength(17)
    expect(wrong(files)).toEqual([])
    expect(lines).toContain('NOT PROVEN AGAINST THE OPERATOR: there is no stamp')
    const keys = await reef.db.auditKey.findMany()
    for (const { algorithm, fingerprint } of keys) expect(lines).toContain(`${algorithm}  ${fingerprint}`)
    expect(textOf(files, 'signatures/proof.txt')).toContain('Not proven against the operator')
  })

  it('tells the case in each of its forms', async () => {
    const files = await bundle()
    const told = JSON.parse(textOf(files, 'case.json'))
    expect(told.reports.map((report: { comment: string }) => report.comment)).toContain('Again')
    expect(told.posts.map((post: { text: string }) => post.text)).toEqual([
      expect.stringContaining('سلام @mira'),
      'I said so',
    ])
    expect(told.notes).toMatchObject([{ by: 'kofi', text: '=1+1, kofi asked osei' }])
    expect(told.events.map((event: { number: number }) => event.number)).toEqual(
      told.events.map((_: unknown, place: number) => place + 1),
    )
    expect(JSON.parse(textOf(files, 'case.schema.json')).properties.format.const).toBe('docket case 1')
    expect(textOf(files, 'narrative.pdf').startsWith('%PDF-1.7')).toBe(true)
    expect(textOf(files, 'certification.txt')).toContain(sha256(files.get('narrative.pdf') ?? ''))
    expect(textOf(files, 'certification.txt').replace(/\s+/g, ' ')).toContain(
      'I declare under penalty of perjury under the laws of the United States of America that the foregoing is true and correct.',
    )
    const csv = textOf(files, 'events.csv')
    expect(csv.split('\r\n')[0]).toBe('number,recorded_utc,at_utc,at_zone,who,command,outcome,fields,sha256')
    expect(csv).toContain('GMT+5:45')
    expect(told.reports.map((report: { comment: string }) => report.comment)).toContain(
      'He wrote to mira again, says osei\n=HYPERLINK("http://harbour.example")',
    )
  })

  it('is asked for by who may, for a purpose, with a fresh touch; each is a row with the hash of its manifest', async () => {
    const files = await bundle({ withhold: ['moderators'] })
    const [line] = (await reef.query(nadia, list, { caseId })).rows
    expect(line).toMatchObject({
      by: 'nadia',
      withhold: ['moderators'],
      purpose: 'Harbour Court',
      zone: 'Asia/Kathmandu',
      isStamped: false,
    })
    expect(line?.manifest).toBe(sha256(files.get('manifest.json') ?? ''))
    const { session: _session, ...untouched } = nadia
    await expect(bundle({}, untouched)).rejects.toMatchObject({ code: 'passkey.needed' })
    await expect(bundle({}, reef.kofi)).rejects.toMatchObject({ code: 'notAllowed' })
    const told = textOf(await bundle({ purpose: 'court\n\nTO CHECK IT ON LINUX\n\n    echo "OK"\u202E' }), 'README.txt')
    expect(told).toContain('for: court TO CHECK IT ON LINUX echo "OK"\n')
    await expect(bundle({ purpose: ' ' })).rejects.toMatchObject({ code: 'badInput' })
    await expect(bundle({ zone: 'Nowhere/Else' })).rejects.toMatchObject({ code: 'badInput' })
    const party = touched({ ...nadia, remoteId: reef.people.osei.id })
    await expect(bundle({}, party)).rejects.toMatchObject({ code: 'notFound' })
  })

  it('is the same to the byte for the same case at the same moment, but for what is signed', async () => {
    const [one, other] = [await bundle(), await bundle()]
    for (const name of [
      'narrative.pdf',
      'case.json',
      'events.csv',
      'certification.txt',
      'README.txt',
      'audit/rows.txt',
    ])
      expect([name, one.has(name)]).toEqual([name, true])
    // Each export is a row itself: the next one tells of it.
    expect(textOf(other, 'audit/rows.txt').startsWith(textOf(one, 'audit/rows.txt'))).toBe(true)
  })
})

describe('the originals', () => {
  const entries = (files: Files) =>
    JSON.parse(textOf(files, 'manifest.json')).files as {
      path: string
      sha256: string
      sealed: { sha256: string } | null
      difference: string
    }[]

  it('are the bytes as they were sealed, and the manifest says so', async () => {
    const files = await bundle()
    const originals = entries(files).filter((entry) => entry.path.startsWith('originals/'))
    expect(originals.length).toBeGreaterThan(3)
    for (const { path, sha256: delivered, sealed, difference } of originals) {
      expect([path, sha256(files.get(path) ?? '')]).toEqual([path, delivered])
      expect([path, difference, sealed?.sha256]).toEqual([path, 'none', delivered])
    }
    const told = JSON.parse(textOf(files, 'case.json'))
    const report = told.exhibits.find(
      (exhibit: { kind: string; file: string }) => exhibit.kind === 'report' && exhibit.file,
    )
    expect(JSON.parse(textOf(files, report.file)).id).toBe(report.of)
  })

  it('differ where names are withheld, with both hashes and the reason', async () => {
    const files = await bundle({ withhold: ['thirdParties'] })
    const originals = entries(files).filter((entry) => entry.path.startsWith('originals/'))
    expect(originals.map((entry) => entry.difference)).toContain('redacted')
    for (const { path, sha256: delivered, sealed, difference } of originals) {
      expect([path, sha256(files.get(path) ?? '')]).toEqual([path, delivered])
      expect([path, sealed?.sha256 === delivered]).toEqual([path, difference === 'none'])
    }
  })

  it('that were damaged or destroyed are left out, and said to be', async () => {
    const [one, other] = await reef.db.evidence.findMany({
      where: { caseId, state: 'sealed' },
      orderBy: { seenAt: 'asc' },
    })
    await reef.db.vaultBlob.updateMany({
      where: { objectId: one?.objectId ?? '' },
      data: { bytes: new Uint8Array(40) },
    })
    await reef.db.evidence.update({ where: { id: other?.id ?? '' }, data: { state: 'destroyed' } })
    const files = await bundle()
    const { leftOut } = JSON.parse(textOf(files, 'manifest.json'))
    expect(leftOut.map((line: { why: string }) => line.why)).toEqual(expect.arrayContaining(['lost', 'destroyed']))
    expect(wrong(files)).toEqual([])
  })
})

const everything = (files: Files) =>
  [...files]
    .filter(([name]) => !name.endsWith('.pdf'))
    .map(([name, bytes]) => `${name}\n${bytes.toString('utf8')}`)
    .join('\n')

describe('what is withheld', () => {
  it('are names of others, wherever they stand; the rest still checks out', async () => {
    const files = await bundle({ withhold: ['thirdParties'] })
    const all = everything(files).replace(/^.*README.txt$/gm, '')
    for (const name of ['osei', 'mira', 'gull', reef.people.osei.id, 'harbour.example/@'])
      expect([name, new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'i').exec(all)?.index]).toEqual([name, undefined])
    expect(all).toContain('[reporter 1]')
    expect(all).toContain('harl')
    expect(all).toContain('kofi')
    expect(wrong(files)).toEqual([])
    expect(JSON.parse(textOf(files, 'manifest.json')).withheld.map((line: { why: string }) => line.why)).toContain(
      'thirdParties',
    )
  })

  it('are names of the team: their rows leave their hashes, and the chain still ends in the signed head', async () => {
    const files = await bundle({ withhold: ['moderators'] })
    const all = everything(files)
    expect(all).toContain('[moderator')
    for (const name of ['kofi', 'ines', 'nadia', reef.people.kofi.id])
      expect([name, new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'i').exec(all)?.index]).toEqual([name, undefined])
    expect(textOf(files, 'audit/rows.txt')).toMatch(/^withheld [0-9a-f]{64}$/m)
    expect(wrong(files)).toEqual([])
  })

  it('is what was erased: its hash stands in the row, without a value', async () => {
    await reef.db.auditValue.deleteMany({ where: { row: { caseId, command: 'cases.addNote' }, field: 'length' } })
    const files = await bundle()
    expect(textOf(files, 'audit/values.tsv')).toMatch(/\tlength\t[0-9a-f]{64}\t-\terased$/m)
    expect(wrong(files)).toEqual([])
  })

  it('is a stopped case, from everybody', async () => {
    const wren = (await reef.caseOf(reef.kofi, 'wren')).id
    await reef.command(reef.kofi, stop, { caseId: wren, reportId: null, postId: null })
    for (const actor of [nadia, touched(reef.ines)])
      await expect(reef.query(actor, exportBundle, { caseId: wren, purpose: 'x' })).rejects.toMatchObject({
        code: 'notFound',
      })
  })
})
