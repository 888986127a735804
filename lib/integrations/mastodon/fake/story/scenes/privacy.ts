import type { Scene } from '../script'

/** Private things made public, works of others, age. No real address or number stands in any of them. */
export const PRIVACY: Scene[] = [
  {
    about: 'wren',
    serves:
      'Legal report about photographs by their author: the start of a copyright case; two pictures, one without alt text',
    posts: [
      {
        key: 'sheet',
        at: '15h',
        text: 'New sheet: harbour in May, cut, layered, printed twice. #collage #reef',
        attachments: [
          { alt: 'Collage of a harbour at dusk, printed in two greys', size: [1200, 800] },
          { alt: null, size: [800, 1200] },
        ],
      },
    ],
    reports: [
      {
        by: 'marlow',
        at: '14h',
        category: 'legal',
        comment: 'This is my photograph, taken at the harbour in May. I did not agree to this.',
      },
    ],
  },
  {
    about: 'gossip@harbour.example',
    serves:
      'Seven people, one rule, a remote person: where somebody works was posted; each reporter knows nothing of the other',
    posts: [
      {
        key: 'shop',
        at: '1.3d',
        text: 'Now we know where she works: the little shop by the second bollard, mornings. Somebody should go there and ask her.',
      },
      { key: 'go', at: '1.2d', text: '@tove Tomorrow at nine, the more the better. Bring your questions.' },
      { key: 'deny', at: '1.1d', text: 'I named nobody. You all knew at once, that is not my fault.' },
    ],
    reports: [
      {
        by: 'tove',
        at: '1.2d',
        rules: [1],
        forwarded: true,
        posts: ['shop'],
        comment: 'Posted where she works and told others to go there',
      },
      {
        by: 'mireille',
        at: '1.15d',
        rules: [1],
        posts: ['shop'],
        comment: 'Donne le lieu de travail d’une personne et appelle à s’y rendre.',
      },
      { by: 'sorrel', at: '1.1d', rules: [1], comment: 'Please be quick, they mean tomorrow morning.' },
      { by: 'quill', at: '1.05d', rules: [1], comment: '' },
      { by: 'caetano', at: '1d', rules: [1], posts: ['go'], comment: 'Isto é um convite para a assustar.' },
      {
        by: 'greta',
        at: '1d',
        rules: [1],
        posts: ['shop', 'go'],
        comment: 'Ruft dazu auf, sie bei der Arbeit aufzusuchen.',
      },
      { by: 'baris', at: '23h', rules: [1], comment: 'İş yerini herkese duyurdu.' },
    ],
  },
  {
    about: 'kelp',
    serves: 'Spanish: a person reports that her address was published; the post itself was deleted since',
    posts: [
      {
        key: 'address',
        at: '4.2d',
        language: 'es',
        text: 'Ya que preguntáis: la casa de la puerta verde, segundo piso. El teléfono, por privado.',
        deleted: '3.5d',
      },
    ],
    reports: [{ by: 'alba', at: '4d', comment: 'Publica mi dirección y mi número de teléfono' }],
  },
  {
    about: 'pilot@deep.example',
    serves: 'French, remote: pictures of private messages; two of three reports came from the other server itself',
    posts: [
      {
        key: 'shots',
        at: '2.2d',
        language: 'fr',
        text: 'Puisqu’on me traite de menteur, voici toute la conversation.',
        attachments: [
          { alt: 'Capture d’écran d’une conversation privée, noms lisibles', size: [720, 1280] },
          { alt: null, size: [720, 1280] },
        ],
      },
      { key: 'shrug', at: '2.1d', language: 'fr', text: '@mireille Elle n’avait qu’à ne pas l’écrire.' },
    ],
    reports: [
      { by: 'mireille', at: '2d', comment: 'Des captures d’écran de messages privés, sans l’accord des personnes' },
      {
        by: 'deep.example@deep.example',
        at: '1.9d',
        posts: ['shrug'],
        comment:
          'Transmis par les modérateurs de deep.example. L’auteur a été averti chez nous ; nous pensons que vos membres sont concernés.',
      },
      {
        by: 'marin@deep.example',
        at: '1.8d',
        posts: ['shrug'],
        comment: 'C’est ma conversation. Je demande le retrait.',
      },
    ],
  },
  {
    about: 'mender',
    serves: 'Age signal: perhaps under the age of the server. No pictures, no details, one report',
    posts: [
      { key: 'school', at: '2.3d', text: 'no nets today, we had maths until four and then my mum said i have to tidy' },
      { key: 'age', at: '2.2d', text: 'when i am sixteen i can have my own boat!! that is three more summers' },
    ],
    reports: [{ by: 'anouk', at: '2d', comment: 'I think this person may be much younger than they say' }],
  },
  {
    about: 'claims@far.example',
    serves:
      'Legal report in the other direction: a remote account writes threatening letters about copyright under people’s posts',
    posts: [
      {
        key: 'letter',
        at: '20h',
        text: '@wren You use a work of one of our clients. Settle within 24 hours at https://far.example/settle or we proceed.',
      },
    ],
    reports: [{ by: 'wren', at: '19h', category: 'legal', comment: 'Is this real? They name no client and no work.' }],
  },
  {
    about: 'skerry',
    serves: 'Legal, from another server’s lawyer through its own actor; long comment; several pictures',
    posts: [
      {
        key: 'series',
        at: '6.2d',
        text: 'The lights, four nights, four exposures. #nightphotography',
        attachments: [
          { alt: 'A lighthouse, long exposure, stars as lines', size: [1600, 1067] },
          { alt: 'The same lighthouse from the sea', size: [1600, 1067] },
          { alt: null, size: [1067, 1600] },
          { alt: 'A light reflected in wet sand', size: [1600, 1067] },
        ],
      },
    ],
    reports: [
      {
        by: 'far.example@far.example',
        at: '6d',
        comment:
          'Forwarded by far.example. A member of ours states that the second picture is hers, taken from a pier that is no longer there, and that the file carries her name in its description.\n\n' +
          'She has not given leave to anybody. She asks that the picture be taken down or that her name be put under it; she would prefer the second.\n\n' +
          'We have not verified any of this and pass it on as we received it. Her words follow, shortened by us.\n\n' +
          'I was there for six nights. I know every stone of that pier and the crack in the lamp’s glass that the picture shows. '
            .repeat(9)
            .trim() +
          '\n\nPlease answer to the contact of our server; we will let her know.',
      },
      {
        by: 'estuary@coast.example',
        at: '5.5d',
        posts: ['series'],
        comment: 'I have seen the second one before, with another name.',
      },
    ],
  },
]
