import type { ReportLine, Scene } from '../script'
import { FEDERATED_COMMENT } from './long-texts'

/** Reports that say more about who wrote them. */
const bySerialReporter = (at: number): ReportLine => ({
  by: 'regula',
  at: `${10 + at * 11}d`,
  ...(at % 3 === 0 ? { category: 'spam' as const } : { rules: [(at % 5) + 2] }),
  comment: ['Schon wieder.', 'Ich bitte um Bearbeitung.', 'Verstoß, eindeutig!', 'Bitte dringend.'][at % 4] ?? '',
  posts: [],
  closed: { by: at % 2 === 0 ? 'kofi' : 'yusuf', at: `${9.5 + at * 11}d` },
})

const TARGETS_OF_REGULA = [
  'finch',
  'tove',
  'greta',
  'ole',
  'jonas',
  'mira',
  'quill',
  'anouk',
  'pebble',
  'alba',
  'yves',
  'dunlin',
]

export const REPORTERS: Scene[] = [
  ...TARGETS_OF_REGULA.map(
    (about, at): Scene => ({
      about,
      serves: 'One of twelve closed reports by regula: a reporter whose reports were never upheld',
      posts: [],
      reports: [bySerialReporter(at)],
    }),
  ),
  {
    about: 'greta',
    serves: 'Three open reports by regula, who reports every day, about a harmless person',
    posts: [
      { key: 'walk', at: '1.9d', language: 'de', text: 'Wattwanderung am Sonntag, elf Uhr, bitte keine neuen Schuhe.' },
    ],
    reports: [
      { by: 'regula', at: '1.8d', rules: [5], comment: 'Werbung!' },
      { by: 'regula', at: '0.8d', rules: [5], comment: 'Es steht immer noch da.' },
      { by: 'regula', at: '5h', rules: [5, 6, 9], comment: 'Dritte Meldung. Ich erwarte eine Antwort.' },
    ],
  },
  {
    about: 'regula',
    serves: 'The serial reporter is reported for it',
    posts: [],
    reports: [{ by: 'greta', at: '4h', posts: [], comment: 'Meldet mich jeden Tag. Kann man das abstellen?' }],
  },
  {
    about: 'rook',
    serves: 'A federated report of 4,200 characters by another server’s actor, no posts named',
    posts: [],
    reports: [{ by: 'harbour.example@harbour.example', at: '4.4d', posts: [], comment: FEDERATED_COMMENT }],
  },
  {
    about: 'confetti',
    serves: 'A name of nothing but emoji',
    posts: [{ key: 'party', at: '13h', text: '🎉🎉🎉 @noname 🦀🔪❓ #🎊' }],
    reports: [{ by: 'blank', at: '12.5h', comment: '🤷' }],
  },
  {
    about: 'mirror',
    serves: 'A name with an override of direction',
    posts: [{ key: 'turn', at: '31h', text: 'Read this \u202Edrawkcab\u202C and tell me that it is against a rule.' }],
    reports: [{ by: 'mixed', at: '30h', rules: [4], comment: 'The name breaks my screen. \u2067שלום\u2069 (thanks).' }],
  },
  {
    about: 'depths',
    serves: 'A name of stacked marks that reaches into the rows above and below',
    posts: [{ key: 'deep', at: '31h', text: 'D\u0300\u0301\u0330\u0316e\u0347\u0353\u030de\u033f\u0351\u0300p' }],
    reports: [{ by: 'shortcode', at: '29h', category: 'spam', comment: 'cannot read it :reef:' }],
  },
  {
    about: 'the_one_with_the_long_name_x30',
    serves: 'The longest user name, one long word as a name and as a note',
    posts: [
      {
        key: 'word',
        at: '35h',
        language: 'de',
        text: 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz',
      },
    ],
    reports: [{ by: 'the_one_with_the_long_name_x30', at: '34h', comment: 'I report myself, to see what happens.' }],
  },
  {
    about: 'verbose@far.example',
    serves: 'A remote name of 400 characters',
    posts: [{ key: 'word', at: '60h', text: '@finch Hello.' }],
    reports: [{ by: 'finch', at: '59h', category: 'spam', forwarded: true, comment: 'The name fills my screen' }],
  },
  {
    about: 'tofu@deep.example',
    serves: 'A name without glyphs',
    posts: [{ key: 'box', at: '70h', language: null, text: '@finch \uE000\uE001' }],
    reports: [{ by: 'finch', at: '69h', comment: 'Boxes.' }],
  },
  {
    about: 'lulu@xn--hfen-loa.test',
    serves: 'A domain in another alphabet, kept in its coded form; remote person reported by a remote server',
    posts: [{ key: 'pearl', at: '80h', language: 'ar', text: '@ibtisam صورتك أجمل من كلامك، فانشري الصور فقط.' }],
    reports: [
      {
        by: 'sky.example@sky.example',
        at: '79h',
        posts: ['pearl'],
        comment: 'Unwanted remarks about appearance, several members affected.',
      },
    ],
  },
  {
    about: 'saltmarsh',
    serves: 'Names a rule that was struck since (10); the oldest open report, five months',
    posts: [{ key: 'count', at: '151d', language: null, text: 'Dunlin 340, Knot 90, Rotschenkel 12, goéland 6.' }],
    reports: [{ by: 'regula', at: '150d', rules: [10], comment: 'Drei Sprachen in einem Beitrag.' }],
  },
]
