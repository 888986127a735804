/** What `npm run audit` says. */
export const auditRun = {
  'auditRun.usage.export': 'npm run --silent audit -- export FILE: the whole log as JSON lines',
  'auditRun.usage.verify':
    'npm run --silent audit -- verify [FILE] [--key FILE] [--head FILE] [--authority FILE]: the live log, or an exported file without any database',
  'auditRun.usage.demo': 'npm run --silent audit -- demo FILE: a log of every kind of row from a throw-away console',
  'auditRun.usage.key': '--key FILE: public keys (PEM) or fingerprints that you have from elsewhere',
  'auditRun.usage.head': '--head FILE: an earlier export, or a head, that you kept',
  'auditRun.usage.authority': '--authority FILE: certificates (PEM) that you trust to give time stamps',
  'auditRun.exists': '{file} is there already; nothing was written.',
  'auditRun.exported': '{rows, plural, one {# row} other {# rows}} exported to {file}.',
  'auditRun.proof': 'This export is {proof}.',
  'auditRun.noStamp': 'The authority gave no time stamp now ({why}).',
  'auditRun.whole': 'The log fits together: {rows, plural, one {# row} other {# rows}}, signed {at}.',
  'auditRun.wholeLive': 'The log fits together: {rows, plural, one {# row} other {# rows}}.',
  'auditRun.gone':
    '{gone, plural, one {# value is} other {# values are}} not there any more, the first of row {row}: what was erased or destroyed leaves its hash. {destructions, plural, =0 {No destruction stands in the ledger, so nothing here explains it: ask who has the database.} one {The ledger has # destruction; its rows in the log (destruction.finish) say what went with it.} other {The ledger has # destructions; their rows in the log (destruction.finish) say what went with each.}}',
  'auditRun.withheld':
    '{withheld, plural, one {# value is} other {# values are}} not there (erased or withheld). The rows still fit.',
  'auditRun.key': '{algorithm} key: {fingerprint}',
  'auditRun.keyKnown': 'It is signed with the keys in {file}.',
  'auditRun.keyUnknown':
    'Compare these fingerprints with what you have from elsewhere: a letter, the settings of the console, its address /api/keys. With --key FILE this program does it for you.',
  'auditRun.stamped': 'Proven against the operator up to row {row}: stamped {at} by {by}, certificate {certificate}.',
  'auditRun.stampUnknown':
    'Whether to trust that authority is for you to say: with --authority FILE its certificate is checked too.',
  'auditRun.notStamped': 'Not proven against the operator: no time stamp from outside stands in it.',
  'auditRun.after':
    '{rows, plural, =0 {No row stands} one {# row stands} other {# rows stand}} after the head that was kept outside (row {row}). Up to there the log is what it was.',
  'auditRun.noHead':
    'No head that was kept outside was given (--head FILE). {rows, plural, one {# row stands} other {# rows stand}} after the last one that carries a time stamp (row {row}).',
  'auditRun.faultAtRow': 'Row {row}: {words} ({fault})',
  'auditRun.faultAtLine': 'Line {line}: {words} ({fault})',
  'auditRun.noKeyIn': 'There is neither a public key nor a fingerprint in {file}.',
  'auditRun.noHeadIn': 'There is no head of a log in {file}.',
  'auditRun.noCertificateIn': 'There is no certificate in {file}.',
} as const
