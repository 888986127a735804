import type { Person } from '../script'

const stacked = (text: string) =>
  Array.from(text, (letter) => `${letter}\u0300\u0301\u0330\u0316\u0347\u0353\u030d\u033f\u0351`).join('')

/** Names that break layouts: a screen that survives these survives people. */
export const ODD_NAMES: Person[] = [
  { handle: 'confetti', name: '🎉🎊🦀🌊⚓️🧜🏽‍♀️👩‍👩‍👧‍👦🏴‍☠️🫧🎏', language: 'en', joined: '80d', note: '🦐🦐🦐' },
  // U+202E turns what follows around; U+2066 is never closed.
  {
    handle: 'mirror',
    name: '\u202Egnitteg si ecin \u2066a',
    language: 'en',
    joined: '70d',
    note: 'Read me \u202Ebackwards',
  },
  { handle: 'depths', name: stacked('depths call'), language: 'en', joined: '60d' },
  {
    handle: 'the_one_with_the_long_name_x30',
    name: 'Niedrigwasserstandsanzeigerbau',
    language: 'de',
    joined: '200d',
    note: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen'.repeat(4),
  },
  { handle: 'noname', name: '', language: 'en', joined: '15d', faceless: true },
  { handle: 'blank', name: '\u200B\u200D\u2060', language: 'en', joined: '16d', faceless: true },
  {
    handle: 'angle',
    name: '<b>angle</b> & "quotes" {x} %s ${y}',
    language: 'en',
    joined: '44d',
    note: '<script> is only a word here',
  },
  { handle: 'mixed', name: 'Mixed مختلط מעורב ミックス', language: 'en', joined: '111d' },
  // The first letter is Greek: it reads as a colleague's name.
  { handle: 'k0fi', name: 'Κofi Asante (staff)', language: 'en', joined: '3d', note: 'Moderator of Reef.' },
  { handle: 'shortcode', name: 'Cove :reef: :anchor_spin:', language: 'en', joined: '140d', note: ':reef: member' },
  {
    handle: 'verbose@far.example',
    name: 'A name that its own server does not cut, '.repeat(11).trim(),
    language: 'en',
    joined: '90d',
    note: 'Long. '.repeat(300),
  },
  { handle: 'tofu@deep.example', name: '\uE000\uE001\u{F0000} \u{1CCF2}', language: 'en', joined: '30d' },
  { handle: 'lulu@xn--hfen-loa.test', name: 'لؤلؤ Lulu', language: 'ar', joined: '210d' },
]
