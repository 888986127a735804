/** Who reads in the background, moving to another instance, and what is archived. */
export const moving = {
  'did.instance.askReader': 'asked for an account that reads',
  'did.instance.takeReader': 'let this console read with an account',
  'did.instance.dropReader': 'took the consents for reading back',
  'did.instance.move': 'moved the console to another instance',
  'did.instance.archive': 'archived the former instance',
  'did.instance.probeNext': 'looked at an address',
  'did.archive.wipe': 'wiped the secrets of an archived instance',
  'did.archive.case': 'opened a case of an archived instance',
  'did.archive.list': 'asked for the archive',
  'did.archive.cases': 'asked for the queue of an archived instance',
  'did.tokens.revoke': 'asked the instance to revoke a token',
  'did.mirror.setDepth': 'changed how long resolved reports are kept',
  'did.retention.drop': 'dropped what was kept long enough',
  'failure.archived': 'the console moved to another instance',
  'error.reader.expired':
    'This consent was used already or is older than fifteen minutes. Begin again in the settings.',
  'error.reader.noRight':
    'That account may not manage reports on the instance, so it could not read them. The token was given back at once.',
  'error.reader.tooMuch': 'The instance gave more than was asked for. The token was given back at once.',
  'error.reader.notGiven': 'The instance gave no token ({reason}). Begin again in the settings.',
  'error.move.same': 'This console belongs to {domain} already.',
  'error.move.stale': 'The console was moved by somebody else meanwhile. Load the page again.',
} as const
