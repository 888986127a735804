const PARTS = [
  'The tables say high water at half past twelve, and the tables are wrong, and I have said so since the spring of the year in which they moved the gauge.',
  'When they moved the gauge they moved it by the width of a door, and a door is not nothing, as anybody knows who has stood behind one.',
  'I wrote to the office. The office wrote back that the gauge had not been moved. I wrote that I had seen it. The office wrote that it thanked me for my interest.',
  'Now consider the winter. In winter the water is heavier, and people are lighter, because they eat less and sleep badly, and so the difference grows.',
  'My neighbour says that I should let it rest. My neighbour has a boat with a flat bottom.',
  'There is a list of those who agreed with me and later said that they had not. I will not print it here, out of kindness, and because it is long.',
  'To those who have told me to be brief I answer that the sea is not brief.',
]

function upTo(length: number, opening: string): string {
  let text = opening
  for (let at = 0; text.length < length; at += 1)
    text += (at % 3 === 2 ? '\n\n' : ' ') + (PARTS[at % PARTS.length] ?? '')
  return text.slice(0, length - 1) + '.'
}

/** As long as servers with a raised limit allow. */
export const LONG_POST = upTo(5000, 'On the gauge.')

/** As long as a comment of a local report may be. */
export const THOUSAND_CHARACTERS = upTo(1000, 'I write this down as he would, so that you see what it is like.')

/** Longer than a local comment may be; other servers may send up to 5,000. */
export const FEDERATED_COMMENT = upTo(
  4200,
  'Passed on by the moderators of harbour.example, in the words of the person who wrote to us.',
)
