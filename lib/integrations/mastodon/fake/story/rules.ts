import { RULE_TRANSLATIONS } from './rule-translations'

type RuleLine = {
  text: string
  hint: string
  translations: Record<string, { text: string; hint: string }>
  gone?: true
}

const rule = (text: string, hint: string): RuleLine => ({ text, hint, translations: RULE_TRANSLATIONS[text] ?? {} })

/** Rule 1 first: the server numbers them in this order. The last was struck, yet old reports still name it. */
export const RULES: RuleLine[] = [
  rule(
    'Keep private things private',
    'No addresses, telephone numbers, workplaces or private messages of others, and no calls to turn up somewhere.',
  ),
  rule(
    'No harassment',
    'Do not mock how people speak, look, love or pray, follow them from thread to thread, or send others after them.',
  ),
  rule(
    'Warn before the hard stuff',
    'Wrecks, illness, flashing pictures and the end of a film go behind a content warning.',
  ),
  rule('Be who you say you are', 'No pretending to be another person, the harbour office or a member of the staff.'),
  rule('No advertising without asking', 'One post a week about your own work is fine. Shops ask the staff first.'),
  rule('Bots say that they are bots', 'Marked as automated, unlisted, at most one post an hour, a person to talk to.'),
  rule('Sixteen and over', 'If you are younger, come back later. We will keep the light on.'),
  rule('Credit what you share', 'Pictures, songs and texts of others only with their consent and their name.'),
  rule(
    'No false alarms',
    'No invented storm warnings, closed roads, cancelled ferries or cures. If you are not sure, say so.',
  ),
  { ...rule('One language in each post', 'Retired: people mix languages, and may.'), gone: true },
]
