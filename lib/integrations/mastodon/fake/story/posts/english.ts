import type { Phrases } from '../script'

export const ENGLISH: Phrases = {
  language: 'en',
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
    {
      category: 'spam',
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
    },
    {
      category: 'spam',
      comments: [
        'Asks people to pay for followers',
        'Sells followers in direct messages',
        'Promises money for nothing.',
      ],
      posts: [
        'Grow fast: a thousand new followers by Friday. Write to me for the price list.',
        'I made a month’s pay in a weekend, ask me how.',
      ],
    },
    {
      category: 'violation',
      rules: [2],
      comments: [
        'Follows me from thread to thread after I asked them to stop.',
        'Makes fun of how people here speak.',
        'This is the fourth time they mock somebody who is new.',
        'Sends their followers to argue with whoever disagrees.',
        'Please read it in order, each post alone looks harmless.',
      ],
      posts: [
        'Nobody asked for your opinion. Nobody ever does.',
        'Look at this one, everybody, and tell her what you think.',
        'You can block me. I have other ways to read along.',
        'Learn to spell before you speak at our meeting.',
        'Oh good, the expert is back. Sit down, all, there will be a lecture.',
      ],
    },
    {
      category: 'violation',
      rules: [1],
      comments: [
        'Posts where a person works.',
        'Shares a private message with the name on it.',
        'Gives away which boat she lives on.',
      ],
      posts: [
        'She will be at the chandlery until six, in case anybody wants a word.',
        'He wrote me this in private and I think you should all see it.',
      ],
    },
    {
      category: 'violation',
      rules: [3],
      comments: [
        'No warning on this, and it flashes.',
        'Ending given away the evening it came out',
        'Should be behind a warning.',
      ],
      posts: [
        'So the captain was the thief all along!',
        'What the storm left of the Marigold. More pictures tomorrow.',
      ],
    },
    {
      category: 'violation',
      rules: [4],
      comments: [
        'This is not the harbour office.',
        'Pretends to be my brother, same picture and all.',
        'Fake copy of another account here.',
      ],
      posts: [
        'As your harbour office we inform you that berths must be confirmed through the link.',
        'New account, the old one is broken! Follow me here instead.',
      ],
    },
    {
      category: 'violation',
      rules: [5],
      comments: ['Shop account, posts ten times a day.', 'Advert again, and not even for something local.'],
      posts: [
        'Winter prices on hull cleaning, this week only. Ask, ask, ask!',
        'Our candle range is back, smells of rope: https://shop.example/candles',
      ],
    },
    {
      category: 'violation',
      rules: [9],
      comments: ['The ferry was not cancelled at all. People stayed at home.', 'Invented storm warning.'],
      posts: [
        'All ferries cancelled until Monday, tell everybody.',
        'They are hiding the storm surge from us. Leave the quay by noon.',
      ],
    },
    {
      category: 'violation',
      rules: [8],
      comments: ['That is my drawing with the signature cut off.', 'Song by somebody else, no name given.'],
      posts: ['Drew this last night. Be kind.', 'My new wallpaper, help yourselves.'],
    },
    {
      category: 'legal',
      comments: [
        'This is my photograph and I did not agree to this.',
        'False statement about my business, my lawyer will write to you.',
        'Sells tickets that are forged. The association has reported it to the police.',
      ],
      posts: [
        'The new bakery weighs its loaves with a thumb on the scale. Pass it on.',
        'Regatta tickets, half price, no questions.',
        'Harbour at night, from my series.',
      ],
    },
    {
      category: 'other',
      comments: [
        'I cannot say it in one line, please read the whole thread.',
        'Perhaps nothing, but it made me uneasy.',
        'My neighbour asked me to report this for her.',
        'Not sure that this is against a rule. It is unkind.',
        'Wrong button, sorry.',
        '',
        'He keeps saying that it is a joke.',
      ],
      posts: [
        'It was a joke. Everything is a joke if you are not made of glass.',
        'Some people should think about whether they belong on a quay.',
        'I said what I said.',
        'Next time I will name names.',
      ],
    },
  ],
}
