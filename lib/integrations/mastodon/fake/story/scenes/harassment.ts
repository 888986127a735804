import type { Scene } from '../script'

/** People who are unkind, in words that are quoted only as far as a moderator needs them. */
export const HARASSMENT: Scene[] = [
  {
    about: 'nawras',
    serves:
      'The model report page: Arabic, edited and deleted posts, followers-only post, picture, limited before, two languages of reporters',
    posts: [
      {
        key: 'context',
        by: 'ibtisam',
        at: '9.4h',
        language: 'ar',
        text: 'درس اليوم: كيف نكتب كلمة «مرساة» ولماذا تنطقها كل قرية على طريقتها.',
      },
      {
        key: 'leave',
        at: '11h',
        language: 'ar',
        visibility: 'private',
        text: 'من لا يعجبه فليخرج من الخادم.',
        deleted: '2h',
      },
      {
        key: 'listen',
        at: '9.3h',
        language: 'ar',
        text: 'اسمعوا كيف ينطقها! حتى الصورة لا تكفي للوصف.',
        edits: [{ at: '8.5h', text: 'اسمعوا كيف تنطقها هذه المعلمة! حتى الصورة لا تكفي للوصف.' }],
        attachments: [{ alt: 'لقطة شاشة لمنشور عن كلمة مرساة، وقد خُطّ تحت بعض الحروف بالقلم' }],
      },
      {
        key: 'silence',
        at: '9.2h',
        language: 'ar',
        replyTo: 'context',
        text: '@ibtisam تكلمي بلغة نفهمها، أو اسكتي. كل يوم نفس الكلام.',
      },
    ],
    reports: [
      {
        by: 'ibtisam',
        at: '9h',
        rules: [2],
        assigned: 'kofi',
        comment: 'يكرر السخرية من لهجة الناس في الردود بعد أن طُلب منه التوقف',
      },
      {
        by: 'tern@coast.example',
        at: '8h',
        rules: [2],
        assigned: 'kofi',
        posts: ['silence', 'listen'],
        comment: 'Mocking how people speak, again and again. Third time this month.',
      },
      { by: 'layla', at: '7h', rules: [2], posts: ['silence'], comment: 'يسخر من ابتسام أمام الجميع.' },
      {
        by: 'samir',
        at: '6h',
        rules: [2],
        posts: ['listen', 'leave'],
        comment: 'مضايقة متكررة، وقد حذف أحد المنشورات بعد أن رآه كثيرون.',
      },
      { by: 'ibtisam', at: '3h', posts: ['listen'], comment: 'عدّل المنشور الآن وجعله أسوأ.' },
      {
        by: 'samir',
        at: '250d',
        rules: [2],
        posts: [],
        comment: 'يسخر من اللهجات.',
        closed: {
          by: 'kofi',
          at: '249d',
          act: 'silence',
          text: 'Limited for a week: mocking how people speak, after a warning.',
        },
      },
      {
        by: 'layla',
        at: '300d',
        rules: [2],
        posts: [],
        comment: 'كلام جارح في الردود.',
        closed: {
          by: 'yusuf',
          at: '299.5d',
          act: 'none',
          text: 'Please stop commenting on how others speak. Next time we limit the account.',
        },
      },
    ],
  },
  {
    about: 'harl',
    serves: 'Quotes of somebody’s posts to mock them; warned before; he also reports others in return',
    posts: [
      {
        key: 'choir',
        by: 'mira',
        at: '3.2d',
        text: 'First choir evening in the new hall. We sound like a shipwreck and we are happy.',
      },
      { key: 'soup', by: 'mira', at: '2.6d', text: 'Soup for twenty: it turns out that twenty is many.' },
      { key: 'one', at: '3d', quotes: 'choir', text: 'A shipwreck, she says it herself. Somebody cut the rope.' },
      {
        key: 'two',
        at: '2.4d',
        quotes: 'soup',
        text: 'And now she cooks. Day two of the one-woman show, tickets at the door.',
      },
      { key: 'three', at: '2.1d', text: 'No news from @mira today? My followers are waiting for the next number.' },
    ],
    reports: [
      { by: 'mira', at: '2d', rules: [2], comment: 'Keeps quoting her posts to mock them, three days in a row now' },
      {
        by: 'tove',
        at: '1.9d',
        rules: [2],
        posts: ['two', 'three'],
        comment: 'Please do something about this before she leaves.',
      },
      {
        by: 'finch',
        at: '41d',
        rules: [2],
        posts: [],
        comment: 'Rude to everybody in the slipway thread.',
        closed: { by: 'sef', at: '40d', act: 'none', text: 'You may disagree with people. You may not ridicule them.' },
      },
    ],
  },
  {
    about: 'mira',
    serves: 'Reports in return: both reporters are people she blocked last week; assigned to Sef',
    posts: [
      {
        key: 'song',
        at: '1.4d',
        text: 'The last verse, for those who missed it: everybody goes home and the boat is fine.',
      },
    ],
    reports: [
      { by: 'harl', at: '1.1d', rules: [3], assigned: 'sef', comment: 'Spoiler without a warning.' },
      { by: 'rook', at: '1d', category: 'spam', assigned: 'sef', comment: 'Posts about her choir all the time' },
    ],
  },
  {
    about: 'osei',
    serves: 'One post against people from another town; one report',
    posts: [
      {
        key: 'town',
        at: '3.1d',
        text: 'I will say it again: people from the other side of the bay should not be let in here. They had their own harbour.',
      },
    ],
    reports: [{ by: 'sorrel', at: '3d', rules: [2], comment: 'Says people from our town should not be let in' }],
  },
  {
    about: 'petrel',
    serves: 'Three earlier resolved reports by three of the staff, no act so far, and a fourth now',
    posts: [
      {
        key: 'again',
        at: '17h',
        text: '@bittern You have written three posts today and not one of them was worth the paper. Shall I go on?',
      },
    ],
    reports: [
      { by: 'bittern', at: '16h', rules: [2], comment: 'It is the same thing every other month. I am tired.' },
      {
        by: 'bittern',
        at: '52d',
        rules: [2],
        posts: [],
        comment: 'Talks down to me in every thread.',
        closed: { by: 'kofi', at: '51d' },
      },
      {
        by: 'dunlin',
        at: '88d',
        rules: [2],
        posts: [],
        comment: 'Sneering replies to new people.',
        closed: { by: 'yusuf', at: '86d' },
      },
      {
        by: 'saltmarsh',
        at: '131d',
        posts: [],
        comment: 'Not against a rule, perhaps. Not kind.',
        closed: { by: 'sef', at: '130d' },
      },
    ],
  },
  {
    about: 'corvo',
    serves: 'A direct post and a followers-only post inside a report: they can be seen nowhere else',
    posts: [
      { key: 'quay', at: '1.6d', language: 'pt', text: 'Quem é que ainda vai ao cais à noite?' },
      {
        key: 'close',
        at: '1.5d',
        language: 'pt',
        visibility: 'private',
        text: 'Ela disse que não. Eu volto a perguntar amanhã, e depois de amanhã.',
      },
      {
        key: 'direct',
        at: '1.4d',
        language: 'pt',
        visibility: 'direct',
        text: '@lurdes Já me disseste que não queres falar. Estou à porta da oficina na mesma, até responderes.',
      },
    ],
    reports: [
      {
        by: 'lurdes',
        at: '1.3d',
        rules: [2],
        posts: ['direct', 'close'],
        comment: 'Pedi três vezes para não me escrever mais. Mensagem privada.',
      },
    ],
  },
  {
    about: 'tamsin',
    serves: 'Two people who report each other (with rook), a quarrel rather than an offence',
    posts: [
      {
        key: 'minutes',
        at: '2.7d',
        text: 'The minutes of the slipway users are online. The version by @rook is not the minutes.',
      },
    ],
    reports: [{ by: 'rook', at: '2.6d', comment: 'Calls me a liar in public.' }],
  },
  {
    about: 'rook',
    serves: 'The other side of the quarrel with tamsin',
    posts: [{ key: 'mine', at: '2.65d', text: 'The version by @tamsin leaves out the vote. I wonder why.' }],
    reports: [{ by: 'tamsin', at: '2.5d', comment: 'He is the one who started it. See the minutes.' }],
  },
  {
    about: 'sandbar@flats.example',
    serves: 'A remote person whose replies the reporter will not repeat; posts with a content warning',
    posts: [
      {
        key: 'first',
        at: '5.3d',
        warning: 'what I think of her',
        text: 'I think that she should stop writing, and I think that I am not alone.',
      },
      { key: 'second', at: '5.2d', warning: 'more of the same', text: '@anouk Nobody will sail with you.' },
      { key: 'third', at: '5.1d', text: '@anouk Count your friends. Done already?' },
    ],
    reports: [
      {
        by: 'anouk',
        at: '5d',
        forwarded: true,
        comment: 'Please look at the last three replies, I will not repeat them',
      },
    ],
  },
]
