import { beforeAll, describe, expect, it } from 'vitest'
import { open } from '@/lib/features/byhand/commands'
import { cases } from '@/lib/features/search/queries'
import { type Exported, openExported, textOf, wrong } from '@/lib/testing/exported'
import { seedNotice, SENDER } from '@/lib/testing/notice'
import { start } from '@/lib/features/deadlines/commands'
import { add } from '@/lib/features/papers/commands'
import { newId } from '@/lib/platform/db/client'

let made: Exported
beforeAll(async () => {
  made = await openExported()
})

const LETTER = 'Order of the Harbour Court.\nWrite to clerk@court.example. Sef may answer @gull@harbour.example.'
const order = (paper: object) => ({
  kind: 'legalOrder' as const,
  title: 'Order of the Harbour Court',
  receivedAt: new Date(Date.now() - 3600_000).toISOString(),
  channel: 'post' as const,
  sender: 'Clerk Oona Marsh',
  clocks: [],
  tasks: ['Ask Nadia'],
  paper: paper as { entry: 'paste'; text: string },
})

describe('the bundle of a case by hand', () => {
  it('tells it, its clocks and its papers, and delivers them without addresses', async () => {
    const { reef, bundle } = made
    const { caseId } = await reef.command(reef.kofi, open, order({ entry: 'paste', text: LETTER }))
    const files = await bundle({ caseId })
    expect(wrong(files)).toEqual([])
    const told = JSON.parse(textOf(files, 'case.json'))
    expect(told.hand).toMatchObject({
      title: 'Order of the Harbour Court',
      sender: 'Clerk Oona Marsh',
      recordedBy: 'kofi',
    })
    const [exhibit] = told.exhibits
    expect(exhibit).toMatchObject({ kind: 'paper', mediaType: 'text/plain', missing: null })
    expect(textOf(files, exhibit.file)).toBe(LETTER.replace('clerk@court.example', '[contact details, in no bundle]'))
    const [entry] = JSON.parse(textOf(files, 'manifest.json')).files.filter(
      ({ path }: { path: string }) => path === exhibit.file,
    )
    expect(entry).toMatchObject({ difference: 'redacted', sealed: exhibit.sealed })
    expect(textOf(files, 'narrative.pdf').startsWith('%PDF')).toBe(true)
  })

  it('is freed of the names of whoever sent it, where those are withheld', async () => {
    const { reef, bundle } = made
    const { caseId } = await reef.command(reef.kofi, open, order({ entry: 'paste', text: 'From Clerk Oona Marsh.' }))
    const files = await bundle({ caseId, withhold: ['thirdParties', 'moderators'] })
    expect(wrong(files)).toEqual([])
    for (const [name, bytes] of files) if (!name.endsWith('.pdf')) expect(bytes.toString('utf8')).not.toContain('Oona')
    expect(textOf(files, 'case.json')).not.toContain('kofi')
  })

  it('leaves an e-mail as a file out, with its hash and the reason', async () => {
    const { reef, bundle } = made
    const base64 = Buffer.from('From: clerk@court.example\r\n\r\nBring the log.').toString('base64')
    const { caseId } = await reef.command(reef.kofi, open, order({ entry: 'eml', base64 }))
    const manifest = JSON.parse(textOf(await bundle({ caseId }), 'manifest.json'))
    expect(manifest.leftOut).toMatchObject([
      { why: 'email', sealed: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    ])
  })

  it('is found by its words', async () => {
    const { reef } = made
    const { rows } = await reef.query(reef.kofi, cases, { text: 'oona harbour', kind: 'legalOrder' })
    expect(rows.length).toBeGreaterThan(0)
    expect(rows[0]).toMatchObject({ title: 'Order of the Harbour Court', person: null })
    expect(rows[0]?.excerpts[0]?.kind).toBe('paper')
  })
})

it('papers of a notice leave without address and telephone of whoever sent it', async () => {
  const { reef, bundle } = made
  const caseId = await seedNotice(reef)
  const { version } = await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })
  const text = `My photograph.\nAda Reed\n${SENDER.address}\n${SENDER.phone}\n${SENDER.email}`
  const paper = {
    way: 'in',
    kind: 'notice',
    at: new Date(Date.now() - 3600_000).toISOString(),
    party: 'Ada Reed',
    channel: 'mail',
    original: { entry: 'paste', text },
  } as const
  await reef.command(reef.kofi, add, { caseId, version, paper })
  const at = new Date()
  const letter = { template: 'D1', version: 2, recipient: 'sender', party: 'Ada Reed', channel: 'copied', subject: '' }
  await reef.db.letter.create({
    data: { id: newId(), caseId, ...letter, paperId: newId(), at, state: 'given', address: '' },
  })
  const ref = { caseId, version: version + 1 }
  const clock = { clock: 'legal.answer', at: paper.at, zone: 'UTC' }
  await reef.command(reef.kofi, start, { ...ref, start: clock })
  const files = await bundle({ caseId })
  expect(wrong(files)).toEqual([])
  const [exhibit] = JSON.parse(textOf(files, 'case.json')).exhibits.filter(
    ({ kind }: { kind: string }) => kind === 'paper',
  )
  const given = textOf(files, exhibit.file)
  expect(given).toContain('Ada Reed')
  const told = JSON.parse(textOf(files, 'case.json'))
  // Whoever answered is more than the number of an account; what was written to whom, and each line of a clock, is told.
  const by = told.notice.counters[0].by
  expect(told.people.find(({ id }: { id: string }) => id === by)).toMatchObject({ handle: '@harl' })
  expect(told.notice.letters).toMatchObject([{ template: 'D1', version: 2, to: 'sender', party: 'Ada Reed' }])
  expect(told.clocks[0]).toMatchObject({ name: 'legal.answer', ledger: [{ number: 1, kind: 'started' }] })
  for (const part of [SENDER.email, SENDER.phone, ...SENDER.address.split('\n')]) expect(given).not.toContain(part)
})
