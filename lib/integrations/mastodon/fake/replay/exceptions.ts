/** Exchanges that are not compared, or not wholly, and why. */
export const NOT_REPLAYED: Record<string, string> = {
  'notifications of a warned person': 'notifications are no part of the fake: the console reads reports instead',
  'notifications of staff': 'the same',
  measures: 'counts for Mastodon’s dashboard, which the console does not show: it counts what it has read itself',
  dimensions: 'the same: versions and sizes of the machine',
  retention: 'the same: how many stay',
  'warned person uses the API while frozen': 'the same endpoint; its refusal is compared on verify_credentials',
}

/** Webhooks of the recording that the fake never sends, by release: nobody signs up here, and its first people are approved. */
export const NEVER_SENT_HERE: Record<string, string[]> = {
  '4.3.23': ['account.created', 'account.approved'],
  '4.6.5': ['account.created'],
}

/** The recorded server ran as root and could read files whose read bit was gone; others answer 403, and so does the fake. */
export const ROOT_READS_ALL = /^picture of a suspended account/

/**
 * Values that differ between any two servers, by the end of their place in the body. All others are compared, ids and
 * secrets too: once met, each must come again wherever the recorded one does.
 */
export const VALUES_NOT_COMPARED: { ends: string[]; why: string }[] = [
  { ends: ['_at', '.week'], why: 'instants' },
  { ends: ['.thumbnail', '.thumbnail.url', '.thumbnail.description', '.src'], why: 'addresses of assets, with hashes' },
  { ends: ['.active_month', '.logins', '.registrations', '.statuses'], why: 'what happened before the recording' },
  {
    ends: ['deletes a reported post', 'deletes an unreported post', 'edits a reported post'].map(
      (name) => `.statuses_count[author ${name}]`,
    ),
    why: 'a deletion is counted by a job: for a moment each version shows another number, compared again later on',
  },
  { ends: ['.content[privacy policy]'], why: 'a long text, cut in the fixtures' },
  { ends: ['.name[languages]'], why: "Mastodon's own English names of languages; ours are Unicode's" },
]
