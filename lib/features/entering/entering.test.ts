import fs from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { ELEMENTS } from '@/lib/features/copyright/schema'
import { original as openOriginal } from '@/lib/features/papers/queries'
import { openReef, type Reef } from '@/lib/testing/reef'
import { enter } from './commands'
import { read } from './queries'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

const folder = path.join(import.meta.dirname, '../copyright/fixtures')
const names = fs.readdirSync(folder).map((file) => file.replace('.eml', ''))
const mailOf = (name: string) => ({
  entry: 'eml' as const,
  base64: fs.readFileSync(path.join(folder, `${name}.eml`)).toString('base64'),
})
const looked = (original: object) => reef.query(reef.kofi, read, { original })
const emlOf = (text: string) => ({
  entry: 'eml',
  base64: Buffer.from(text.replaceAll('\n', '\r\n')).toString('base64'),
})

/**
 * What a person who reads the whole mail would still say is there, and looking for it did not find in the letter's own words; and
 * where it stands. Everything else that is missing is missing.
 */
const MISSED: Record<string, string> = {
  '04-reply-all-thread': 'work, goodFaith, accuracy: in what it quotes, and offered from there',
  '07-screenshot-only': 'material: in a picture, which nobody looks into',
  '10-winmail': 'goodFaith, accuracy: perhaps in winmail.dat, which is named and not opened',
}

/** s(ignature) w(ork) m(aterial) c(ontact) g(ood faith) a(ccuracy): x found in its words, m by the mail’s head, – not; spans; addresses. */
const TABLE = [
  '01-law-firm x x x x x x 10 3',
  '02-photographer-short x x x x x – 6 2',
  '03-agency-html-only x x x x x x 7 1 html',
  '04-reply-all-thread x – x m – – 2 1 quoted',
  '05-german x x x x x x 6 1 de',
  '06-all-posts-of x x – x x x 6 0',
  '07-screenshot-only x x – x x x 5 0 picture',
  '08-bulk-forty x x x x x x 45 43',
  '09-forged-sender x x x m x x 5 1 replyTo program',
  '10-winmail x x x x – – 5 2 outlook',
  '11-unsigned – x x m x x 4 1',
  '12-french x x x x x x 6 1 fr',
  '13-attorney-letterhead x x x x x x 11 2',
  '14-numbered-exhibits x x x x x x 10 2',
  '15-hidden-statements x x x x – – 4 1 html',
]

describe('the fifteen notices, by the way of the desk', () => {
  it('have the elements that this table says, each with its span', async () => {
    const rows: string[] = []
    for (const name of names) {
      const letter = await looked(mailOf(name))
      for (const { spans } of letter.elements)
        for (const { start, end, quote } of spans) expect(letter.text.slice(start, end)).toBe(quote)
      const marks = ELEMENTS.map((element) =>
        letter.elements.some((one) => one.element === element) ? 'x' : letter.missing.includes(element) ? '–' : 'm',
      )
      const urls = new Set(letter.targets.filter(({ url }) => url).map(({ url }) => url)).size
      const spans = letter.elements.reduce((sum, one) => sum + one.spans.length, 0)
      const notes = [
        letter.language === 'en' ? '' : (letter.language ?? '?'),
        letter.isHtmlOnly ? 'html' : '',
        ...letter.doubts,
        ...letter.attachments.map(({ kind }) => kind),
        letter.inQuoted.length > 0 ? 'quoted' : '',
      ].filter(Boolean)
      rows.push(
        `${name.padEnd(22)} ${marks.join(' ')} ${String(spans).padStart(3)} ${String(urls).padStart(3)} ${notes.join(' ')}`,
      )
    }
    // Printed for people who run it.
    console.log([...rows, ...Object.entries(MISSED).map(([name, what]) => `missed in ${name}: ${what}`)].join('\n'))
    expect(rows.map((row) => row.replace(/ +/g, ' ').trim())).toEqual(TABLE)
  })

  it('are entered with what a person says of them, once, and offered as duplicates afterwards', async () => {
    for (const name of names) {
      const original = mailOf(name)
      const letter = await looked(original)
      expect(letter.duplicates).toEqual([])
      const { caseId } = await reef.command(reef.kofi, enter, {
        receivedAt: letter.receivedAt ?? new Date(Date.now() - 86_400_000).toISOString(),
        channel: 'mail',
        sender: letter.sender,
        subject: letter.subject,
        urls: letter.targets.map(({ url }) => url).join('\n'),
        elements: ELEMENTS.map((element) => {
          const span = letter.elements.find((one) => one.element === element)?.spans[0]
          return {
            element,
            isThere: !letter.missing.includes(element),
            quote: span?.quote ?? '',
            start: span?.start ?? null,
          }
        }),
        original,
        language: letter.language,
      })
      const elements = await reef.db.noticeElement.findMany({ where: { caseId } })
      expect(elements.every(({ standing, judgedById }) => standing !== 'found' && judgedById === reef.kofi.id)).toBe(
        true,
      )
      const paper = await reef.db.paper.findFirstOrThrow({ where: { caseId } })
      const { bytes } = await reef.query(reef.kofi, openOriginal, { paperId: paper.id })
      expect(Buffer.from(bytes).toString('base64')).toBe(original.base64)
      expect((await looked(original)).duplicates.map((one) => one.caseId)).toEqual([caseId])
    }
  })
})

describe('what nobody looked at', () => {
  it('stays as the search left it: not found is not judged missing by whoever entered the letter', async () => {
    const { caseId } = await reef.command(reef.kofi, enter, {
      receivedAt: '2026-11-12T08:00:00.000Z',
      channel: 'mail',
      sender: {},
      elements: [
        { element: 'work', isThere: true, quote: 'my song', start: 0, isJudged: false },
        { element: 'signature', isThere: false, isJudged: false },
        { element: 'contact', isThere: false, isJudged: true },
      ],
      original: { entry: 'paste', text: 'my song was copied' },
    })
    const rows = await reef.db.noticeElement.findMany({ where: { caseId } })
    const of = (name: string) => {
      const { standing = '', judgedById = '' } = rows.find(({ element }) => element === name) ?? {}
      return [standing, judgedById]
    }
    expect(of('work')).toEqual(['found', null])
    expect(of('signature')).toEqual(['notFound', null])
    expect(of('goodFaith')).toEqual(['notFound', null])
    expect(of('contact')).toEqual(['missing', reef.kofi.id])
  })

  it('names the address that a mail came from as a way to reach whoever sent it', async () => {
    const letter = await looked(mailOf('09-forged-sender'))
    expect(letter.elements.some(({ element }) => element === 'contact')).toBe(false)
    expect(letter.missing).not.toContain('contact')
    expect(letter.contact).toBe('legal@bigstudio.example')
  })
})

describe('a mail', () => {
  const HEAD = `Received: from mx.reef.example by reef.example; Thu, 12 Nov 2026 08:00:00 +0000
Received: from far.example by mx.reef.example; Thu, 12 Nov 2026 07:00:00 +0000
From: Legal <legal@bigstudio.example>
Message-ID: <one@bigstudio.example>
Date: Tue, 10 Nov 2026 08:00:00 +0000
Subject: Notice
`
  it('was received when the last machine on its way says so, and never later than now', async () => {
    expect(await looked(emlOf(`${HEAD}\nHello`))).toMatchObject({
      receivedAt: '2026-11-12T08:00:00.000Z',
      writtenAt: '2026-11-10T08:00:00.000Z',
    })
    const ahead = HEAD.replace('12 Nov 2026 08', '12 Nov 2036 08')
    expect((await looked(emlOf(`${ahead}\nHello`))).receivedAt).toBeNull()
    await expect(
      reef.command(reef.kofi, enter, {
        receivedAt: new Date(Date.now() + 3600_000).toISOString(),
        channel: 'mail',
        sender: {},
        original: emlOf(`${ahead}\nHello`),
      }),
    ).rejects.toMatchObject({ code: 'clock.ahead' })
  })

  it.each([
    ['Authentication-Results: reef.example; spf=pass; dkim=pass; dmarc=pass', []],
    ['Authentication-Results: reef.example; spf=fail; dkim=fail; dmarc=fail', ['spf', 'dkim', 'dmarc']],
    ['Authentication-Results: reef.example; dmarc=pass\nAuthentication-Results: evil.example; dmarc=fail', []],
    ['Reply-To: pay@elsewhere.example', ['replyTo']],
    ['Reply-To: team@mail.bigstudio.example', []],
    ['Return-Path: <bounce@elsewhere.example>', ['returnPath']],
  ])('with %s has the doubts %j, and is taken all the same', async (line, doubts) => {
    expect((await looked(emlOf(`${line}\n${HEAD}\nHello`))).doubts).toEqual(doubts)
  })

  it('that only its Message-ID makes known is a duplicate as well', async () => {
    const first = await reef.command(reef.kofi, enter, {
      receivedAt: '2026-11-12T08:00:00.000Z',
      channel: 'mail',
      sender: {},
      original: emlOf(`${HEAD}\nFirst`),
    })
    const again = emlOf(`X-Moved: yes\n${HEAD}\nFirst, once more`)
    expect((await looked(again)).duplicates.map(({ caseId }) => caseId)).toEqual([first.caseId])
    const second = await reef.command(reef.kofi, enter, {
      receivedAt: '2026-11-12T09:00:00.000Z',
      channel: 'mail',
      sender: {},
      original: again,
    })
    expect(second.duplicateOfId).toBe(first.caseId)
  })

  it.each(['', '\0\xff', 'From: <<<>>>\n\n', `Subject: ${'x'.repeat(5000)}\n\n${'>'.repeat(5000)}`])(
    'of any bytes is read without breaking (%#)',
    async (text) => {
      expect((await looked({ entry: 'eml', base64: Buffer.from(text, 'latin1').toString('base64') })).defect).toBe(
        'core',
      )
    },
  )

  it('is run by nobody: what it holds of HTML is words', async () => {
    const html = `${HEAD}Content-Type: text/html\n\n<script>alert(1)</script><p onclick="x()">My photo is at <a href="https://reef.example/@harl/1">here</a></p>`
    const letter = await looked(emlOf(html))
    expect(letter.text).not.toMatch(/<|alert|onclick/)
    expect(letter.targets.map(({ url }) => url)).toEqual(['https://reef.example/@harl/1'])
  })
})
