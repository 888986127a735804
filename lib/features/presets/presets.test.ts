import { beforeAll, describe, expect, it } from 'vitest'
import { openReef, type Reef } from '@/lib/testing/reef'
import { add, change, remove } from './commands'
import { list } from './queries'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

const words = { title: 'Harassment', language: 'en', text: 'Please stop writing to them.' }
const rows = async () => (await reef.query(reef.kofi, list, {})).rows

describe('messages of the team', () => {
  it('are kept per language, and listed by title', async () => {
    await reef.command(reef.kofi, add, words)
    await reef.command(reef.ines, add, { ...words, language: 'pt-BR', text: '  Pare de escrever.  ' })
    await reef.command(reef.kofi, add, { ...words, title: 'Advertising' })
    expect((await rows()).map((row) => [row.title, row.language, row.text, row.changedBy])).toEqual([
      ['Advertising', 'en', words.text, 'kofi'],
      ['Harassment', 'en', words.text, 'kofi'],
      ['Harassment', 'pt-BR', 'Pare de escrever.', 'ines'],
    ])
  })

  it.each([
    [{ ...words, title: ' ' }, 'title'],
    [{ ...words, language: 'Deutsch' }, 'language'],
    [{ ...words, language: '' }, 'language'],
    [{ ...words, text: '' }, 'text'],
    [{ ...words, text: 'x'.repeat(5001) }, 'text'],
  ])('need each part (%#)', async (input, fields) => {
    await expect(reef.command(reef.kofi, add, input)).rejects.toMatchObject({ code: 'badInput', values: { fields } })
  })

  it('have one text per title and language', async () => {
    await expect(reef.command(reef.kofi, add, words)).rejects.toMatchObject({ code: 'preset.exists' })
    const [advertising] = await rows()
    const renamed = { ...words, id: advertising?.id, version: advertising?.version }
    await expect(reef.command(reef.kofi, change, renamed)).rejects.toMatchObject({ code: 'preset.exists' })
  })

  it('are not added twice by two presses at once', async () => {
    const twice = { ...words, title: 'Twice' }
    const tries = await Promise.allSettled([reef.command(reef.kofi, add, twice), reef.command(reef.ines, add, twice)])
    expect(tries.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await rows()).filter((row) => row.title === 'Twice')).toHaveLength(1)
  })

  it('are changed only as they were seen, and what they were stays in the log', async () => {
    const [, before] = await rows()
    const next = { ...words, text: 'Stop.', id: before?.id, version: before?.version }
    await reef.command(reef.ines, change, next)
    await expect(reef.command(reef.kofi, change, next)).rejects.toMatchObject({ code: 'preset.stale' })
    await expect(reef.command(reef.kofi, remove, next)).rejects.toMatchObject({ code: 'preset.stale' })
    const row = await reef.db.auditRow.findFirstOrThrow({
      where: { command: 'presets.change', outcome: 'done' },
      include: { values: true },
    })
    const values = Object.fromEntries(row.values.map(({ field, value }) => [field, JSON.parse(value)]))
    expect(values).toMatchObject({ text: 'Stop.', wasText: words.text, title: 'Harassment', language: 'en' })
  })

  it('are removed for everybody', async () => {
    const [advertising] = await rows()
    await reef.command(reef.kofi, remove, { id: advertising?.id, version: advertising?.version })
    expect((await rows()).map((row) => row.title)).not.toContain('Advertising')
    const again = { id: advertising?.id, version: advertising?.version }
    await expect(reef.command(reef.kofi, remove, again)).rejects.toMatchObject({ code: 'notFound' })
  })

  it('are another instance’s own', async () => {
    const elsewhere = { ...reef.kofi, instanceId: crypto.randomUUID() }
    expect((await reef.query(elsewhere, list, {})).rows).toEqual([])
    const [first] = await rows()
    const ref = { id: first?.id, version: first?.version }
    await expect(reef.command(elsewhere, remove, ref)).rejects.toMatchObject({ code: 'notFound' })
  })

  it('may be read, but not written, by who does not act', async () => {
    const auditor = { ...(await reef.signIn(reef.people.nadia)), roles: ['auditor' as const] }
    expect(await reef.query(auditor, list, {})).toMatchObject({ mayChange: false })
    await expect(reef.command(auditor, add, words)).rejects.toMatchObject({ code: 'notAllowed' })
  })
})
