import { RING } from '../people/pile-on'
import type { Handle, PostLine, ReportLine, Scene } from '../script'

/** Many reports about one person at once, for two opposite reasons. */
const LINK = 'https://shop.example/tide?ref=88'

const LOCAL_REPORTERS: [Handle, ...Handle[]] = [
  'tove',
  'finch',
  'dunlin',
  'quill',
  'sorrel',
  'bittern',
  'saltmarsh',
  'pebble',
  'anouk',
  'jonas',
  'mireille',
  'alba',
  'elif',
  'kenta',
]
/** One from each of eight other servers; with Reef that makes nine. */
const REMOTE_REPORTERS: Handle[] = [
  'quay@harbour.example',
  'horizon@far.example',
  'deep.example@deep.example',
  'mudlark@flats.example',
  'estuary@coast.example',
  'cirrus@sky.example',
  'lagoa@lagoon.test',
  'jetty.test@jetty.test',
]

const WORDS = [
  'Same link under forty posts since noon, all to people who never follow them',
  'spam',
  '',
  'Again, the same shop',
  'Immer derselbe Link',
  'Le même lien, encore',
  'El mismo enlace',
  '同じリンクです',
  'Aynı bağlantı',
]

const spamPosts: PostLine[] = Array.from({ length: 40 }, (_, at) => ({
  key: `wave${at}`,
  at: `${200 - at * 3}m`,
  text: `@${LOCAL_REPORTERS[at % LOCAL_REPORTERS.length]} The hoodie of the season, today only: ${LINK}`,
}))

/** 22 people, 31 reports: nine of the people write twice. */
const spamReports: ReportLine[] = [...LOCAL_REPORTERS, ...REMOTE_REPORTERS, ...LOCAL_REPORTERS.slice(0, 9)].map(
  (by, at) => ({
    by,
    at: `${180 - at * 5}m`,
    comment: WORDS[at % WORDS.length] ?? '',
    // What arrives from another server has no category: Mastodon files it under "other".
    ...(by.includes('@') ? {} : { category: 'spam' as const, forwarded: at % 2 === 0 }),
    posts: [`wave${at % 5}`, ...(at % 3 === 0 ? [`wave${(at % 4) + 5}`] : [])],
  }),
)

const PILE_ON_WORDS = [
  'Spreads lies about the quarry.',
  'Lies about the quarry, please remove',
  'Mentiras sobre a pedreira.',
  'Spreads lies about the quarry.',
  'This person is against our town.',
  '',
  'Spreads lies about the quarry. Report her too!',
]

const pileOn: ReportLine[] = RING.map((by, at) => ({
  by,
  at: `${320 - at * 3}m`,
  comment: PILE_ON_WORDS[at % PILE_ON_WORDS.length] ?? '',
  ...(by.includes('@') ? {} : at % 4 === 3 ? { category: 'spam' as const } : { rules: [9] }),
  posts: ['question'],
}))

export const WAVES: Scene[] = [
  {
    about: 'tidemerch@shop.example',
    serves: 'Spam wave: one remote person, 31 reports by 22 people on 9 servers, one link under forty posts',
    posts: spamPosts,
    reports: spamReports,
  },
  {
    about: 'brisa',
    serves:
      'Pile-on: fourteen reports within forty minutes by accounts that all follow each other, in nearly the same words; the post asks a question',
    posts: [
      {
        key: 'question',
        at: '6h',
        language: 'pt',
        text: 'Perguntei à junta pelas medições do pó da pedreira junto ao cais. Ainda ninguém respondeu. Alguém as viu?',
      },
      {
        key: 'thanks',
        at: '4.5h',
        language: 'pt',
        text: 'Recebi muitas mensagens ao mesmo tempo, nem todas simpáticas. Continuo só a perguntar.',
      },
      { key: 'call', by: 'spindrift', at: '5.6h', text: 'You all know which post and which button. Now.' },
    ],
    reports: pileOn,
  },
  {
    about: 'lowtide',
    serves: 'Account of two days, German advertising, shares its address with two people who wait at the door',
    posts: [
      {
        key: 'pills',
        at: '1.3d',
        language: 'de',
        text: '@jonas Endlich schlafen wie ein Stein: https://shop.example/ruhe',
      },
      {
        key: 'pills2',
        at: '1.25d',
        language: 'de',
        text: '@greta Endlich schlafen wie ein Stein: https://shop.example/ruhe',
      },
    ],
    reports: [
      {
        by: 'jonas',
        at: '1.2d',
        comment: 'Der Account antwortet auf jeden Beitrag mit derselben Werbung für Tabletten',
      },
      { by: 'greta', at: '1d', comment: 'Werbung unter allem, was ich schreibe.' },
    ],
  },
  {
    about: 'gullweather@sky.example',
    serves: 'A bot: six reports about a post a minute; marked as a bot, remote',
    posts: Array.from({ length: 6 }, (_, at) => ({
      key: `minute${at}`,
      at: `${4330 + at}m` as const,
      text: `Wind ${4 + at} from the west. Next minute follows. #weather`,
    })),
    reports: (['anouk', 'saltmarsh', 'yves', 'dune@flats.example', 'haruka', 'anouk'] as const).map((by, at) => ({
      by,
      at: `${72 - at * 5}h` as const,
      comment:
        at === 0 ? 'Automated posts every minute in the local timeline' : at === 4 ? '' : 'Bot, one post a minute.',
      ...(by.includes('@') ? {} : { category: 'spam' as const }),
      posts: [`minute${at}`],
    })),
  },
  {
    about: 'storkling',
    serves: 'A local account that behaves like a bot and does not say so (rule 6)',
    posts: Array.from({ length: 12 }, (_, at) => ({
      key: `bus${at}`,
      at: `${600 - at * 5}m` as const,
      text: `Bus ${12 + at} leaves the quay in 5 minutes.`,
    })),
    reports: [
      { by: 'pebble', at: '8h', rules: [6], comment: 'Surely this is a machine.' },
      { by: 'finch', at: '7h', rules: [6, 5], posts: ['bus3', 'bus4'], comment: '' },
    ],
  },
  {
    about: 'limelight',
    serves: 'Advertising by a local business (rule 5): a warning is enough',
    posts: [
      {
        key: 'offer',
        at: '30h',
        text: 'Hull cleaning, this week only, ask for prices. https://shop.example/limelight #reef #boats #clean',
      },
    ],
    reports: [{ by: 'tove', at: '28h', rules: [5], comment: 'Third advert this week.' }],
  },
]
