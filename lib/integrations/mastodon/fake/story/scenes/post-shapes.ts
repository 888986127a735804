import type { Scene } from '../script'
import { LONG_POST, THOUSAND_CHARACTERS } from './long-texts'

/** Every form that a post or a comment can have, each on a person of its own. */
export const POST_SHAPES: Scene[] = [
  {
    about: 'almanac',
    serves: 'A post of 5,000 characters and a comment of 1,000',
    posts: [{ key: 'long', at: '26h', text: LONG_POST }],
    reports: [{ by: 'quill', at: '25h', rules: [9], comment: THOUSAND_CHARACTERS }],
  },
  {
    about: 'tiderules',
    serves: 'A thread of seven with an answer in the middle; the report names three of them',
    posts: [
      { key: 'one', at: '34h', text: 'Some thoughts about who may use the slipway. A thread. 1/6' },
      { key: 'two', at: '33.9h', replyTo: 'one', text: 'First, those who were born here. 2/6' },
      {
        key: 'three',
        at: '33.8h',
        replyTo: 'two',
        text: 'Second, those who paid. Some of you paid late, and I have the list. 3/6',
      },
      { key: 'ask', by: 'anouk', at: '33.7h', replyTo: 'three', text: '@tiderules Which list?' },
      { key: 'four', at: '33.6h', replyTo: 'three', text: 'Third, nobody with a foreign flag at the stern. 4/6' },
      {
        key: 'five',
        at: '33.5h',
        replyTo: 'four',
        text: 'I will put the list here tomorrow, with names and berths. 5/6',
      },
      { key: 'six', at: '33.4h', replyTo: 'five', text: 'Good night to those who paid. 6/6' },
    ],
    reports: [
      {
        by: 'anouk',
        at: '32h',
        rules: [1, 2],
        posts: ['three', 'four', 'five'],
        comment: 'He announces to publish who owes money. Numbers 3 to 5.',
      },
    ],
  },
  {
    about: 'votebuoy',
    serves: 'Polls: one running, one closed, several choices',
    posts: [
      {
        key: 'running',
        at: '15h',
        text: 'Who sings worst?',
        poll: {
          options: [
            ['The choir', 12],
            ['The choir again', 31],
            ['@mira', 27],
          ],
          ends: '-2d',
        },
      },
      {
        key: 'closed',
        at: '4d',
        text: 'Which of these should leave?',
        poll: {
          options: [
            ['The gulls', 18],
            ['The new people', 22],
            ['Me', 5],
            ['A long answer that goes on and on until it is as wide as a phone is in both hands', 1],
          ],
          ends: '3d',
          multiple: true,
        },
      },
    ],
    reports: [{ by: 'mira', at: '13h', rules: [2], comment: 'A vote about me, again.' }],
  },
  {
    about: 'plates',
    serves: 'Eight pictures in two posts, half of them without alt text; content warning over one; custom emoji',
    posts: [
      {
        key: 'dinner',
        at: '50h',
        language: 'fr',
        text: 'Dîner du port :reef: #cuisine',
        attachments: [
          { alt: 'Une assiette de sardines' },
          { alt: null },
          { alt: 'Un verre d’eau devant une fenêtre' },
          { alt: null },
        ],
      },
      {
        key: 'fish',
        at: '49h',
        language: 'fr',
        warning: 'poisson, yeux visibles',
        sensitive: true,
        text: 'Il me regarde.',
        attachments: [
          { alt: 'Un poisson sur la glace', size: [900, 1600] },
          { alt: null, size: [900, 1600] },
          { alt: null, size: [1600, 400] },
          { alt: 'La même, de près', size: [400, 400] },
        ],
      },
    ],
    reports: [{ by: 'yves', at: '48h', rules: [8], comment: 'La troisième est de moi.' }],
  },
  {
    about: 'loopy',
    serves: 'A moving picture without sound (gifv) that flashes',
    posts: [
      { key: 'loop', at: '22h', text: 'wait for it', attachments: [{ kind: 'gifv', alt: null, size: [480, 270] }] },
    ],
    reports: [{ by: 'pebble', at: '21h', rules: [3], comment: 'Flashes, no warning.' }],
  },
  {
    about: 'reelhand',
    serves: 'A video with alt text; a person in it did not agree',
    posts: [
      {
        key: 'reel',
        at: '38h',
        text: 'The fleet comes home. Ten minutes, no sound needed.',
        attachments: [
          {
            kind: 'video',
            alt: 'Boats enter a harbour one after the other, people wave from the pier',
            size: [1280, 720],
          },
        ],
      },
    ],
    reports: [{ by: 'caetano', at: '37h', category: 'legal', comment: 'Apareço no filme e não autorizei.' }],
  },
  {
    about: 'foghorn',
    serves: 'Audio: a recording of a conversation',
    posts: [
      {
        key: 'sound',
        at: '61h',
        text: 'Breakwater, Tuesday night. Some of you talk loudly.',
        attachments: [{ kind: 'audio', alt: 'Wind, then two people talking', size: [1, 1] }],
      },
    ],
    reports: [
      { by: 'tamsin', at: '60h', rules: [1], comment: 'That is a private conversation of mine, recorded in secret.' },
    ],
  },
  {
    about: 'angle',
    serves: 'Markup and programs’ signs in texts: nothing may be run or swallowed',
    posts: [
      {
        key: 'markup',
        at: '27h',
        text: '<b>not bold</b> & "quoted" {count, plural, one {#} other {#}} ${x} %s <img src=x onerror=1> https://shop.example/?a=1&b=2#c',
      },
      { key: 'lines', at: '27.1h', text: 'one\n\n\n\n\ntwo\n' + '.\n'.repeat(40) + 'three' },
      {
        key: 'unbroken',
        at: '27.2h',
        text: `${'aaaaaaaaaa'.repeat(40)} https://far.example/${'very/'.repeat(40)}long`,
      },
    ],
    reports: [
      {
        by: 'finch',
        at: '26h',
        comment: 'Test? <script>alert(1)</script> I do not understand these posts.\n\nSecond paragraph.\n\u202Edessots',
      },
    ],
  },
  {
    about: 'mezcla',
    serves: 'Mixed scripts in one post, language wrong or missing',
    posts: [
      {
        key: 'mix',
        at: '42h',
        language: null,
        text: 'Hoy مرحبا a todos, 港で会いましょう, נתראה at 18:30 in front of the Hafenmeisterei!',
      },
      {
        key: 'wrong',
        at: '41h',
        language: 'en',
        text: 'هذا المنشور بالعربية لكن لغته مكتوبة خطأ. English word هنا ثم رقم 12:31.',
      },
      {
        key: 'edits',
        at: '40h',
        language: 'es',
        text: 'Primera versión.',
        edits: [
          { at: '39h', text: 'Segunda versión, más clara: no vengáis.' },
          { at: '38h', text: 'Tercera versión: venid, pero sin él.' },
          { at: '20h', text: 'Cuarta versión: no he dicho nada.' },
        ],
      },
    ],
    reports: [
      {
        by: 'ole',
        at: '37h',
        comment: 'Ich kann es nicht lesen, aber mein Name (Ole) war in der zweiten Fassung. האם מישהו יכול לתרגם?',
      },
    ],
  },
  {
    about: 'mistral',
    serves: 'A report with eleven posts; comment empty',
    posts: Array.from({ length: 11 }, (_, at) => ({
      key: `gust${at}`,
      at: `${55 - at * 0.2}h` as const,
      language: 'fr',
      text: `@yves Et de ${at + 1}. Je n’oublie pas.`,
    })),
    reports: [{ by: 'yves', at: '52h', rules: [2], comment: '' }],
  },
  {
    about: 'shiokaze',
    serves: 'Japanese, with a followers-only post',
    posts: [
      {
        key: 'morning',
        at: '29h',
        language: 'ja',
        text: '今朝の海。昨日のあの人のことは、もう書かないと言ったけれど。',
      },
      {
        key: 'inner',
        at: '28.5h',
        language: 'ja',
        visibility: 'private',
        text: 'やっぱり書く。あの人は港に来ないでほしい。みんなもそう言ってほしい。',
      },
    ],
    reports: [
      {
        by: 'haruka',
        at: '28h',
        rules: [2],
        comment: '名前は出していませんが、私のことだと皆わかります。やめてほしいです。',
      },
    ],
  },
  {
    about: 'galim',
    serves: 'Hebrew, right to left, link and number inside the text',
    posts: [
      {
        key: 'wave',
        at: '24h',
        language: 'he',
        text: 'מי שרוצה לדעת מה הוא כתב לי, הכול כאן: https://far.example/notes, 14 הודעות בלילה אחד.',
      },
    ],
    reports: [{ by: 'noam', at: '23h', rules: [1], comment: 'פרסם הודעות פרטיות שלי (14) בלי רשות.' }],
  },
  {
    about: 'poyraz',
    serves: 'Turkish, dotted and dotless i in names and search',
    posts: [
      {
        key: 'wind',
        at: '44h',
        language: 'tr',
        visibility: 'unlisted',
        text: '@elif Üniversiteli hanım yine ders veriyor. Işığı söndürün.',
      },
    ],
    reports: [{ by: 'elif', at: '43h', rules: [2], comment: 'Israrla alay ediyor; İzin vermediğimi söyledim.' }],
  },
  {
    about: 'noname',
    serves: 'No display name, report without posts and without a comment',
    posts: [],
    reports: [{ by: 'bittern', at: '19h', comment: '', posts: [] }],
  },
]
