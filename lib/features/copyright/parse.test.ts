import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMail } from '@/lib/features/papers/parse'
import { noticeIn, targetsIn } from './parse'
import type { ElementName } from './schema'

const folder = path.join(import.meta.dirname, 'fixtures')
const mailOf = (name: string) => readMail(new Uint8Array(fs.readFileSync(path.join(folder, `${name}.eml`))))

interface Wanted {
  missing: ElementName[]
  defect: 'core' | 'curable' | null
  /** How many addresses lead to a post or a file, and how many to anything else. */
  located: number
  vague?: number
  /** Words that must stand in the span of an element. */
  quotes: Partial<Record<ElementName, string>>
}

/** Fifteen notices of our own words. What each holds was read by a person; the parser is held to that. */
const NOTICES: Record<string, Wanted> = {
  '01-law-firm': {
    missing: [],
    defect: null,
    located: 2,
    quotes: {
      signature: '/s/ Edmund Quill',
      work: '“Low Tide at Harbour Mouth”',
      material: 'https://reef.example/@harl/114801234567890123',
      contact: '14 Lantern Quay',
      goodFaith: 'not authorized by the copyright owner',
      accuracy: 'under penalty of perjury',
    },
  },
  '02-photographer-short': {
    missing: ['accuracy'],
    defect: 'curable',
    located: 1,
    quotes: { signature: 'Tove Lind', work: 'my photograph', contact: '+46 555 010 022', goodFaith: 'in good faith' },
  },
  '03-agency-html-only': {
    missing: [],
    defect: null,
    located: 1,
    quotes: { signature: 'Ilse Marten', work: 'Nine Herons', contact: '20 Cooper Street' },
  },
  '04-reply-all-thread': {
    missing: ['work', 'goodFaith', 'accuracy'],
    defect: 'core',
    located: 1,
    quotes: { signature: 'Ada Reed' },
  },
  '05-german': {
    missing: [],
    defect: null,
    located: 1,
    quotes: {
      work: '„Watt bei Nacht“',
      goodFaith: 'Nach bestem Wissen',
      accuracy: 'an Eides statt',
      contact: 'Hafenstraße 12',
    },
  },
  '06-all-posts-of': {
    missing: ['material'],
    defect: 'core',
    located: 0,
    vague: 1,
    quotes: { signature: 'Signed: Piet Oster', contact: '3 Mill Lane', work: 'my drawings' },
  },
  '07-screenshot-only': {
    missing: ['material'],
    defect: 'core',
    located: 0,
    quotes: { work: 'my artwork', signature: 'Noor Hale' },
  },
  '08-bulk-forty': {
    missing: [],
    defect: null,
    located: 40,
    vague: 3,
    quotes: { signature: '/Dana Orrin/', work: '“Ballast”', contact: '5 Customs Square' },
  },
  '09-forged-sender': {
    missing: [],
    defect: null,
    located: 1,
    quotes: { material: 'hxxps://reef.example/@wren/114801234567890909' },
  },
  '10-winmail': {
    missing: ['goodFaith', 'accuracy'],
    defect: 'curable',
    located: 2,
    quotes: { work: '“The Salt Road”', signature: 'Corin Fell', contact: '77 Chandler Road' },
  },
  '11-unsigned': {
    missing: ['signature'],
    defect: 'curable',
    located: 1,
    quotes: { work: 'VA 2-001-010' },
  },
  '12-french': {
    missing: [],
    defect: null,
    located: 1,
    quotes: { work: 'mon dessin', goodFaith: 'bonne foi', accuracy: 'sous peine', signature: 'Hélène Aubry' },
  },
  '13-attorney-letterhead': {
    missing: [],
    defect: null,
    located: 2,
    quotes: { signature: 'ANN B. MERROW', work: 'PA 2-345-678', contact: '212.555.0100' },
  },
  '14-numbered-exhibits': {
    missing: [],
    defect: null,
    located: 2,
    quotes: { signature: 'By: /s/ Marguerite T. Oyelaran', work: 'Nos. SR 1-002-003', contact: 'P.O. Box 5512' },
  },
  '15-hidden-statements': {
    // What the mail says of good faith and under oath is hidden from whoever reads it.
    missing: ['goodFaith', 'accuracy'],
    defect: 'curable',
    located: 1,
    quotes: { signature: 'Dorothea M. Brandt', work: 'TX 9-111-222', contact: '617-555-0119' },
  },
}

describe('fifteen notices', () => {
  it('are all that lie there', () => {
    expect(fs.readdirSync(folder).toSorted()).toEqual(Object.keys(NOTICES).map((name) => `${name}.eml`))
  })

  it.each(Object.entries(NOTICES))('%s', async (name, { missing, defect, located, vague = 0, quotes }) => {
    const mail = await mailOf(name)
    const facts = noticeIn(mail.text, mail)
    expect({ missing: facts.missing, defect: facts.defect }).toEqual({ missing, defect })
    const isHere = ({ url, kind }: (typeof facts.targets)[number]) =>
      (kind === 'post' || kind === 'media') && /reef\.example|harbour\.example/.test(url)
    expect(facts.targets.filter(isHere)).toHaveLength(located)
    expect(facts.targets.filter(({ kind }) => ['wildcard', 'profile', 'search'].includes(kind))).toHaveLength(vague)
    for (const { spans } of facts.found)
      for (const { start, end, quote } of spans) expect(mail.text.slice(start, end)).toBe(quote)
    for (const [element, words] of Object.entries(quotes)) {
      const said = facts.found
        .find((one) => one.element === element)
        ?.spans.map(({ quote }) => quote.replace(/\s+/g, ' '))
      expect({ element, said: said?.some((quote) => quote.includes(words)) ? words : said }).toEqual({
        element,
        said: words,
      })
    }
  })
})

describe('words that nobody sees', () => {
  const seen = async (body: string) =>
    (await readMail(Buffer.from(`From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${body}`))).text
  it.each([
    '<p style="DISPLAY : none">oath</p>',
    '<div hidden><p>oath</p></div>',
    '<span style="font-size:0px;color:red">oath</span>',
    '<span style="opacity:0">oath</span>',
    '<span style="visibility:hidden">oath</span>',
    '<style>.a, p.b { display:none }</style><p class="x b">oath</p>',
    '<style>#c{max-height:0;overflow:hidden}</style><div id="c">oath</div>',
    '<template>oath</template>',
  ])('%s are none', async (body) => {
    expect(await seen(`${body}<p>Hello</p>`)).toBe('Hello')
  })
  it.each([
    '<style>@media (max-width:600px){.m{display:none}}</style><p class="m">oath</p>',
    '<p style="font-size:0.9em">oath</p>',
    '<p style="opacity:0.8">oath</p>',
    '<style>.a p {display:none}</style><p class="a">oath</p>',
  ])('%s are words', async (body) => {
    expect(await seen(body)).toContain('oath')
  })
})

describe('an attachment', () => {
  it.each([
    ['notice.exe ', 'application/octet-stream', 'program'],
    ['notice.pdf.exe. ', 'application/pdf', 'program'],
    ['notice\u202efdp.exe', 'application/pdf', 'program'],
    ['a.html', 'text/html', 'program'],
    ['a.svg', 'image/svg+xml', 'program'],
    ['notice.pdf', 'application/pdf', 'document'],
    ['shot.png', 'image/png', 'picture'],
  ])('%j (%s) is a %s', async (name, type, kind) => {
    const mail = `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nHi\r\n--x\r\nContent-Type: ${type}\r\nContent-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(name)}\r\n\r\nAAAA\r\n--x--\r\n`
    const { attachments } = await readMail(Buffer.from(mail))
    expect(attachments.map((one) => one.kind)).toEqual([kind])
  })
})

describe('a mail', () => {
  it('is not what it quotes, nor who it pretends to be, nor run', async () => {
    const thread = await mailOf('04-reply-all-thread')
    expect(thread.text).not.toContain('Shoals')
    expect(thread.quoted).toContain('Shoals of the East Bank')
    const forged = await mailOf('09-forged-sender')
    expect(forged).toMatchObject({ isSenderDoubtful: true, from: 'legal@bigstudio.example' })
    expect(forged.attachments.map(({ kind }) => kind)).toEqual(['program'])
    expect((await mailOf('10-winmail')).attachments.map(({ kind }) => kind)).toEqual(['outlook'])
    expect((await mailOf('07-screenshot-only')).attachments.map(({ kind }) => kind)).toEqual(['picture'])
    expect(await mailOf('03-agency-html-only')).toMatchObject({
      isHtmlOnly: true,
      subject: 'Takedown request – case 88412',
    })
  })

  it('of any bytes is read without breaking', async () => {
    for (const bytes of [
      '',
      '\0\0\xff',
      'From: <<<>>>\r\n\r\n',
      'Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x',
    ])
      expect(noticeIn((await readMail(Buffer.from(bytes, 'latin1'))).text).defect).toBe('core')
  })
})

describe('an address', () => {
  it.each([
    ['https://reef.example/@harl/114801234567890123', 'post'],
    ['https://reef.example/@harl@harbour.example/114801234567890123', 'post'],
    ['https://reef.example/users/harl/statuses/114801234567890123', 'post'],
    ['https://reef.example/ap/users/11480/statuses/114801234567890123', 'post'],
    ['https://reef.example/web/statuses/114801234567890123', 'post'],
    ['https://reef.example/system/media_attachments/files/1/2/original/a.png', 'media'],
    ['https://reef.example/@harl', 'profile'],
    ['https://reef.example/@harl/media', 'profile'],
    ['https://reef.example/tags/boats', 'search'],
    ['https://reef.example/search?q=boats', 'search'],
    ['https://reef.example/@harl/*', 'wildcard'],
    ['https://vane.example/low-tide', 'page'],
    ['www.vane.example/low-tide', 'page'],
  ])('%s is a %s', (address, kind) => {
    expect(targetsIn(`See ${address}, please.`).map((target) => target.kind)).toEqual([kind])
  })

  it('with a broken escape is told as it stands', () => {
    expect(targetsIn('https://reef.example/%E0%A4%A')).toHaveLength(1)
  })
})

describe('a hostile text', () => {
  const LONG = 400_000
  it.each([
    ['A'.repeat(LONG)],
    ['a.'.repeat(LONG / 2)],
    ['1 '.repeat(LONG / 2)],
    ['a@b.example '.repeat(LONG / 12)],
    ['+49 555 010 022 '.repeat(LONG / 16)],
    ['1 Aaa '.repeat(LONG / 6)],
    [`https://reef.example/@a/1\n`.repeat(LONG / 26)],
    ['('.repeat(LONG)],
    ['all posts by '.repeat(LONG / 13)],
    ['> '.repeat(LONG / 2)],
    ['\n'.repeat(LONG)],
    ['hxxps://'.repeat(LONG / 8)],
    ['my '.repeat(LONG / 3)],
    ['Good faith '.repeat(LONG / 11)],
    ['/s/ '.repeat(LONG / 4)],
  ])('of %.12s is read in a moment', (text) => {
    const from = performance.now()
    noticeIn(text)
    // It takes some 100 ms; what is not bounded takes minutes.
    expect(performance.now() - from).toBeLessThan(10_000)
  })
})
