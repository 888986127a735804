import type { Scene } from '../script'

/** Reports that concern the staff themselves, and people on whom something was done before. */
export const STAFF_MATTERS: Scene[] = [
  {
    about: 'sef',
    serves: 'A report about a moderator: Sef must not see it; by somebody whom he warned',
    posts: [
      { key: 'closed', at: '2.8d', text: 'I have closed that thread. Go outside, all of you, the light is good.' },
    ],
    reports: [
      {
        by: 'harl',
        at: '2.6d',
        posts: ['closed'],
        comment: 'Closes my reports because he is a friend of hers. I want somebody else to look.',
      },
      {
        by: 'quay@harbour.example',
        at: '2.2d',
        posts: ['closed'],
        comment: 'Moderator of yours argues in public with people he moderates.',
      },
    ],
  },
  {
    about: 'harbour_master',
    serves:
      'A report made by a moderator (Kofi) from Mastodon’s own pages: forwarded is null; impersonation of an office',
    posts: [
      {
        key: 'notice',
        at: '10h',
        text: 'OFFICIAL NOTICE: berths must be confirmed by tonight at https://shop.example/berths or they will be given away.',
      },
    ],
    reports: [
      {
        by: 'kofi',
        at: '9h',
        rules: [4],
        forwarded: null,
        comment: 'Found on my own round. The harbour office has no account here, I telephoned.',
      },
      { by: 'quill', at: '5h', rules: [4, 9], comment: 'The office says this is not theirs.' },
    ],
  },
  {
    about: 'k0fi',
    serves: 'A name that looks like a colleague’s (Greek letter): impersonation of the staff',
    posts: [
      {
        key: 'password',
        at: '12h',
        text: 'As a moderator I have to check some of you. Write to me in private and I will tell you how.',
      },
    ],
    reports: [{ by: 'pebble', at: '11h', rules: [4], comment: 'Is this really Kofi?' }],
  },
  {
    about: 'dredge',
    serves:
      'Already suspended twelve days ago; the report was opened again after an appeal; profile blanked, posts only in the report',
    posts: [
      { key: 'last', at: '13d', text: 'Go on then, report me again, I know how this place works.' },
      { key: 'worse', at: '12.8d', text: '@sorrel I will be back under another name before your tea is cold.' },
    ],
    reports: [
      { by: 'sorrel', at: '12.6d', rules: [2], comment: 'He says himself that he will come back.' },
      {
        by: 'finch',
        at: '12.7d',
        rules: [2],
        posts: ['last'],
        comment: 'Taunts everybody.',
        closed: { by: 'ines', at: '12d', act: 'suspend', text: 'Suspended after three warnings.' },
      },
      {
        by: 'tove',
        at: '60d',
        rules: [2],
        posts: [],
        comment: 'Insults in the repair thread.',
        closed: { by: 'sef', at: '59d', act: 'none', text: 'Second warning.' },
      },
    ],
  },
  {
    about: 'dredge_again',
    serves: 'Same address as a suspended person: evasion; new account of five days',
    posts: [{ key: 'hello', at: '20h', text: '@sorrel Told you. How was the tea?' }],
    reports: [{ by: 'sorrel', at: '18h', rules: [2], comment: 'This is Dredge again, he even says so.' }],
  },
  {
    about: 'anchovy@far.example',
    serves: 'Suspended by its own server: cannot be undone here, report still open',
    posts: [{ key: 'tin', at: '4.4d', text: '@pebble You will hear from me every day until you answer.' }],
    reports: [{ by: 'pebble', at: '4.2d', rules: [2], forwarded: true, comment: 'Writes to me daily.' }],
  },
  {
    about: 'undertow@deep.example',
    serves: 'Remote and limited since two months, new report; what to do next',
    posts: [
      {
        key: 'pull',
        at: '7.2d',
        text: '@dunlin You are limited too, you know. We all are.',
        html:
          '<blockquote><p>Limited or not, leave me alone.</p></blockquote><p><strong>You</strong> are limited <em>too</em>, you know:</p>' +
          '<ul><li>by time</li><li>by <code>tide</code></li></ul><p><del>Some</del> We all are. <ruby>潮<rt>しお</rt></ruby></p>',
      },
    ],
    reports: [
      { by: 'dunlin', at: '7d', comment: 'Limited or not, he still writes to me.' },
      {
        by: 'noam',
        at: '61d',
        rules: [2],
        posts: [],
        comment: 'Unpleasant, in every thread.',
        closed: { by: 'lena', at: '60.5d' },
      },
      {
        by: 'tamar',
        at: '60.8d',
        rules: [2],
        posts: [],
        comment: 'עולב באנשים.',
        closed: { by: 'yusuf', at: '60d', act: 'silence', text: '' },
      },
    ],
  },
  {
    about: 'drift',
    serves: 'Local and limited for a month; reported again for a post from before: nothing new to decide',
    posts: [{ key: 'old', at: '45d', text: 'Whoever painted that door should be made to live behind it.' }],
    reports: [
      { by: 'regula', at: '8d', rules: [2], comment: 'Beitrag vom letzten Monat, immer noch sichtbar.' },
      {
        by: 'finch',
        at: '31d',
        rules: [2],
        posts: [],
        comment: 'Picks on one neighbour all week.',
        closed: { by: 'kofi', at: '30d', act: 'silence', text: 'Limited; we look again in a month.' },
      },
    ],
  },
  {
    about: 'ice',
    serves: 'Login frozen after it was taken over; owner of the account asks to get it back through a friend',
    posts: [{ key: 'sold', at: '3.4d', text: 'Free gift cards for the first hundred: https://shop.example/gift' }],
    reports: [
      {
        by: 'dunlin',
        at: '3.2d',
        category: 'spam',
        comment: 'That is not her writing, I think somebody has her password. She asks what to do.',
      },
    ],
  },
  {
    about: 'grain',
    serves: 'All media forced sensitive since three weeks; report about one more picture',
    posts: [
      {
        key: 'wreck',
        at: '2.9d',
        sensitive: true,
        text: 'After the storm, from the cliff.',
        attachments: [{ alt: 'A broken hull between rocks, nobody in it', size: [1500, 1000] }],
      },
    ],
    reports: [
      { by: 'yves', at: '2.7d', rules: [3], comment: 'Sans avertissement, et des familles lisent ici.' },
      {
        by: 'saltmarsh',
        at: '22d',
        rules: [3],
        posts: [],
        comment: 'Wrecks without a warning, every day.',
        closed: { by: 'sef', at: '21d', act: 'sensitive', text: 'Your media are marked sensitive from now on.' },
      },
    ],
  },
  {
    about: 'ferry',
    serves: 'Moved to another server: what is decided here no longer reaches the person',
    posts: [{ key: 'bye', at: '33d', text: 'I have moved. You know why, all of you. See you at @ferry@coast.example' }],
    reports: [{ by: 'rook', at: '6.5d', comment: 'Speaks badly of Reef from over there.' }],
  },
  {
    about: 'oldharbour',
    serves: 'Memorial account: the person has died; a report by somebody who does not know it',
    posts: [{ key: 'boats', at: '150d', text: 'All boats are in. Good night, harbour.' }],
    reports: [
      { by: 'pebble', at: '5.6d', category: 'other', comment: 'Does not answer me for months, is this account real?' },
    ],
  },
]
