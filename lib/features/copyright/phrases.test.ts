import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMail } from '@/lib/features/papers/parse'
import { noticeIn } from './parse'
import type { ElementName } from './schema'

const folder = path.join(import.meta.dirname, 'fixtures')
const mailOf = (name: string) => readMail(new Uint8Array(fs.readFileSync(path.join(folder, `${name}.eml`))))

/** Of the three in the usual phrases of the trade every span is pinned: lines of the file are one line here. */
const PINNED: Record<string, Partial<Record<ElementName, string[]>>> = {
  '13-attorney-letterhead': {
    signature: ['ANN B. MERROW'],
    work: [
      'This firm is counsel to Salt Roads Pictures, Inc. (“SRP”), which holds all right, title and interest in and to the motion picture “Salt Roads” (U.S. Copyright Office Reg. No. PA 2-345-678) (the “Picture”).',
      'It has come to our client’s attention that the Picture has been made available in its entirety, without license, at the following locations:',
    ],
    material: ['https://reef.example/@wren/114801234567892001', 'https://reef.example/@wren/114801234567892002'],
    contact: ['1200 Avenue of the Harbors, Suite 2310', 'New York, NY 10199', '212.555.0100', '212.555.0101'],
    goodFaith: [
      'SRP has a good faith belief that use of the Picture in the manner complained of is not authorized by SRP, its agents, or the law.',
    ],
    accuracy: [
      'The information in this letter is accurate and, under penalty of perjury, the undersigned is authorized to act on SRP’s behalf.',
    ],
  },
  '14-numbered-exhibits': {
    signature: ['By: /s/ Marguerite T. Oyelaran'],
    work: [
      'The work at issue is the sound recording “Undertow” by The Lanterns (U.S. Copyright Registration Nos. SR 1-002-003 and SRu 1-004-005), in which Halyard Records Group, LLC (“HRG”) is the exclusive licensee.',
      'Exhibits Exhibit A – Certificate of Registration SR 1-002-003 Exhibit B – Screen captures of November 9, 2026',
    ],
    material: [
      'https://reef.example/@jib/114801234567893001',
      'https://files.reef.example/media_attachments/files/114/801/234/original/undertow.mp3',
    ],
    contact: ['P.O. Box 5512, Nashville, TN 37299', '(615) 555-0142', '(615) 555-0143'],
    goodFaith: [
      'The undersigned believes in good faith that the use described above is not authorized by HRG, its agent, or the law.',
    ],
    accuracy: [
      'I declare under penalty of perjury under the laws of the United States of America that the information in this notification is true and correct, and that I am authorized to act on behalf of HRG.',
    ],
  },
  '15-hidden-statements': {
    signature: ['Dorothea M. Brandt'],
    work: [
      'Please be advised that this office represents Orla Tan, author of the illustrated book Nine Tides (Reg. No. TX 9-111-222), published by Gannet House, Ltd. in 2019.',
    ],
    material: ['https://reef.example/@gesa3/114801234567894001'],
    contact: ['617-555-0119'],
  },
}

describe('the usual phrases of the trade', () => {
  it.each(Object.entries(PINNED))('%s: each span, whole', async (name, wanted) => {
    const mail = await mailOf(name)
    const said = noticeIn(mail.text, mail).found.map(
      ({ element, spans }) => [element, spans.map(({ quote }) => quote.replace(/\s+/g, ' '))] as const,
    )
    expect(Object.fromEntries(said)).toEqual(wanted)
  })

  const found = (text: string, element: ElementName) =>
    noticeIn(text)
      .found.find((one) => one.element === element)
      ?.spans.map(({ quote }) => quote) ?? []

  it.each([
    ['Very truly yours,\n\n\nANN B. LAWYER\n\nABL/kt', 'ANN B. LAWYER'],
    ['Yours very truly,\nHALE & MOOR LLP\n\nBy: ____________\nJane Q. Moor, Esq.', 'Jane Q. Moor, Esq.'],
    ['With kind regards\n\nSaskia de Vries', null],
    ['Respectfully yours,\n\n_______________\nJOHN R. HALE, JR.\nPartner', 'JOHN R. HALE, JR.'],
    ['Dated: May 4\n\nHALE & MOOR, P.C.\n\nBy:\n/s/ Jane Moor', '/s/ Jane Moor'],
    ['Cordially,\n\nAcme Widgets, Inc.\n12 Pier Road', null],
    ['Thank you,\nand do not write again.', null],
  ])('%j is signed by %s', (text, name) => {
    expect(found(text, 'signature')).toEqual(name === null ? [] : [name])
  })

  it.each([
    ['T: 212.555.0100', '212.555.0100'],
    ['(615) 555-0142', '(615) 555-0142'],
    ['Direct: 212-555-0100 | Fax: none', '212-555-0100'],
    ['P.O. Box 5512', 'P.O. Box 5512'],
    ['Suite 2310, New York, NY 10199-0012', 'Suite 2310, New York, NY 10199-0012'],
    ['Reg. No. VA 2-345-678', null],
    ['Received by this office under TX 9-111-222', null],
    ['2026-11-12 09:30 and 114801234567890', null],
  ])('%j: reached by %s', (text, contact) => {
    expect(found(text, 'contact')).toEqual(contact === null ? [] : [contact])
  })

  it('of whoever it was sent to nothing is a contact of whoever sent it', () => {
    const facts = noticeIn('VIA E-MAIL (copyright@reef.example)', { to: ['copyright@reef.example'] })
    expect(facts.missing).toContain('contact')
  })

  it.each([
    'which holds all right, title and interest in the motion picture "Salt Roads" (U.S. Copyright Office Reg. No. PA 2-345-678).',
    'Our client is the author of the series Nine Tides.',
    'It is registered as SRu 1-004-005.',
    'The work at issue is a map of the East Bank.',
  ])('%j names a work', (text) => {
    expect(found(text, 'work')).toEqual([text])
  })
})
