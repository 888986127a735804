import { matter, type Phrases } from '../script'

export const ENGLISH: Phrases = {
  language: 'en',
  warning: 'a complaint',
  altText: 'Boats behind a grey quay',
  everyday: [
    'Fog so thick this morning that the ferry announced itself twice.',
    'The baker by the fish market has the seeded loaf back. That is all the news I have.',
    'Does anyone have a spare 10 mm shackle until Saturday?',
    'Counted forty-one turnstones on the breakwater. #birds #reef',
    'Reminder: the slipway is closed on Thursday for painting.',
    'I have been sanding the same plank for three evenings and I regret nothing.',
    'Sea temperature 11.4. Went in. Came out. Told everybody.',
    'New sails are up. Old back is down.',
    'The library has put the chart room online: https://harbour.example/charts',
    'My neighbour’s parrot has learned the lifeboat siren.',
    'Soup night at the net loft, bring a bowl. #harbourtown',
    'If you found a blue mitten on the east pier, it misses its friend.',
    'Low water 06:12, high water 12:31. Mind your boots.',
    'Finished the pilot book. Everyone in it was right to be afraid of the bar.',
    'Choir tonight. We know two thirds of one song.',
  ],
  matters: [
    matter('spam', {
      comments: [
        'Same shop link in every reply.',
        'Advertising, third time today',
        'spam',
        'Never followed me, only sends me links.',
        '',
      ],
      posts: [
        'Best sea-blue hoodies this season, only today: https://shop.example/tide?ref=88',
        'You will love what is in the bio of this shop: https://shop.example/new',
        'Last chance! Free delivery to every harbour: https://shop.example/free',
      ],
    }),
    matter('spam', {
      comments: ['Asks people to pay for followers', 'Sells followers in direct messages', 'spam again'],
      posts: [
        'Grow fast: a thousand new followers by Friday. Write to me for the price list.',
        'Your posts deserve an audience. Ask me for the starter pack.',
      ],
    }),
    matter('spam', {
      comments: [
        'Promises money for nothing.',
        'A pyramid, as old as the harbour',
        'Please remove before somebody pays',
      ],
      posts: [
        'I made a month’s pay in a weekend, ask me how.',
        'Three places left in my course: earn while the tide turns. https://far.example/course',
      ],
    }),
    matter('violation', {
      rules: [2],
      comments: [
        'Follows me from thread to thread after I asked them to stop.',
        'I have blocked two accounts of this person already.',
        'Please read it in order, each post alone looks harmless.',
      ],
      posts: [
        'You can block me. I have other ways to read along.',
        'Oh good, the expert is back. Sit down, all, there will be a lecture.',
        'Day nine and still no answer from you. I can wait.',
      ],
    }),
    matter('violation', {
      rules: [2],
      comments: [
        'Makes fun of how people here speak.',
        'This is the fourth time they mock somebody who is new.',
        'My daughter left because of this.',
      ],
      posts: [
        'Learn to spell before you speak at our meeting.',
        'Say that again, slowly, so that we can all enjoy it.',
        'Is there a translation of this person?',
      ],
    }),
    matter('violation', {
      rules: [2],
      comments: [
        'Sends their followers to argue with whoever disagrees.',
        'Thirty strangers in my replies since this.',
        '',
      ],
      posts: [
        'Look at this one, everybody, and tell her what you think.',
        'I will just leave this address of his profile here. You know what to do.',
      ],
    }),
    matter('violation', {
      rules: [1],
      comments: ['Posts where a person works.', 'Gives away which boat she lives on.'],
      posts: [
        'She will be at the chandlery until six, in case anybody wants a word.',
        'Third pontoon, green hull, light on until late. You are welcome.',
      ],
    }),
    matter('violation', {
      rules: [1],
      comments: ['Shares a private message with the name on it.', 'Those were private. He never asked.'],
      posts: [
        'He wrote me this in private and I think you should all see it.',
        'Part two of what he wrote to me at night.',
      ],
    }),
    matter('violation', {
      rules: [3],
      comments: ['Ending given away the evening it came out', 'Should be behind a warning.'],
      posts: ['So the captain was the thief all along!', 'No need to read the last chapter: nobody finds the boat.'],
    }),
    matter('violation', {
      rules: [3],
      comments: ['No warning on this.', 'My son was out that night. Please, a warning.'],
      posts: ['What the storm left of the Marigold. More pictures tomorrow.', 'Part two of the wreck, closer.'],
    }),
    matter('violation', {
      rules: [4],
      comments: ['This is not the harbour office.', 'I work at the office and we have no such account.'],
      posts: [
        'As your harbour office we inform you that berths must be confirmed through the link.',
        'The office reminds you: mooring fees now by gift card only.',
      ],
    }),
    matter('violation', {
      rules: [4],
      comments: ['Pretends to be my brother, same picture and all.', 'Fake copy of another account here.'],
      posts: [
        'New account, the old one is broken! Follow me here instead.',
        'It is really me. Could one of you lend me a little until Monday?',
      ],
    }),
    matter('violation', {
      rules: [5],
      comments: ['Shop account, posts ten times a day.', 'Advert again, and not even for something local.'],
      posts: [
        'Winter prices on hull cleaning, this week only. Ask, ask, ask!',
        'Our candle range is back, smells of rope: https://shop.example/candles',
        'Rope candles, day two: https://shop.example/candles',
      ],
    }),
    matter('violation', {
      rules: [9],
      comments: ['The ferry was not cancelled at all. People stayed at home.', 'Not true, I am on it as I write.'],
      posts: [
        'All ferries cancelled until Monday, tell everybody.',
        'Somebody at the pier told me: no ferry this week either.',
      ],
    }),
    matter('violation', {
      rules: [9],
      comments: ['Invented storm warning.', 'My mother packed her bags because of this.'],
      posts: [
        'They are hiding the storm surge from us. Leave the quay by noon.',
        'Do not believe the forecast. I have it from a captain.',
      ],
    }),
    matter('violation', {
      rules: [8],
      comments: ['That is my drawing with the signature cut off.', 'Drawn by a friend of mine, no name given.'],
      posts: ['Drew this last night. Be kind.', 'My new wallpaper, help yourselves.'],
    }),
    matter('legal', {
      comments: ['This is my photograph and I did not agree to this.', 'Copyright infringement. I ask for removal.'],
      posts: ['Harbour at night, from my series.', 'Second of the series, same night.'],
    }),
    matter('legal', {
      comments: ['False statement about my business, my lawyer will write to you.'],
      posts: ['The new bakery weighs its loaves with a thumb on the scale. Pass it on.'],
    }),
    matter('legal', {
      comments: ['Sells tickets that are forged. The association has told the police.'],
      posts: ['Regatta tickets, half price, no questions.'],
    }),
    matter('other', {
      comments: [
        'I cannot say it in one line, please read the whole thread.',
        'He keeps saying that it is a joke.',
        'Not sure that this is against a rule. It is unkind.',
        '',
      ],
      posts: [
        'It was a joke. Everything is a joke if you are not made of glass.',
        'I said what I said.',
        'If you have to ask, it was about you.',
      ],
    }),
    matter('other', {
      comments: [
        'Perhaps nothing, but it made me uneasy.',
        'My neighbour asked me to report this for her.',
        'Please do not tell them that it was me.',
      ],
      posts: [
        'Some people should think about whether they belong on a quay.',
        'Next time I will name names.',
        'I keep a list. It is a long list.',
      ],
    }),
    matter('other', {
      comments: ['Wrong button, sorry.', 'Reported by accident, please ignore', ''],
      posts: ['Anyone for a walk at low water?', 'The gulls have eaten my lunch and I respect them for it.'],
    }),
  ],
}
