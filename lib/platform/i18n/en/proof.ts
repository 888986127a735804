export const proof = {
  'proof.title': 'Keys and time stamps',
  'proof.lead':
    'What proves that the log was not rewritten: the keys that sign it, and somebody outside who says when.',
  'proof.stamped': 'Proven up to row {seq}',
  'proof.stampedText':
    '{by}{isQualified, select, true { (qualified, the owner says)} other {}} has said at {at} that the log up to there is what it is. {rows, plural, =0 {No row stands} one {# row stands} other {# rows stand}} after it.',
  'proof.notStamped': 'Not proven against the operator',
  'proof.notStampedText':
    'The log is signed, but whoever has this console and its key could rewrite all of it and sign it anew. A time stamp from outside makes that impossible. Until there is one, every export says so.',
  'proof.overdue': 'A time stamp is overdue',
  'proof.overdueText': 'It is asked for again, later each time. What is written meanwhile is signed, not stamped.',
  'proof.failed': 'The last try, {at}: {why}',
  'proof.why':
    '{why, select, private {the address leads to a private network} forbidden {the address leads where this console never calls} dns {no server of that name} unreachable {nothing answers} tls {its certificate is not valid} timeout {no answer in time} redirected {it sends on elsewhere} status {an answer, but no stamp} refused {it refused} notAnAnswer {the answer is no time stamp} otherContent {the stamp is of something else} otherNonce {the stamp is an old one} badSignature {the signature does not fit} noTimeStampCertificate {the certificate is not one for stamps} other {{why}}}.',
  'proof.signed': 'Signed up to row {seq}, {at}',
  'proof.signedNever': 'Nothing is signed yet: that happens within a minute after the first row.',
  'proof.authority': 'Who stamps',
  'proof.authority.none': 'Nobody yet.',
  'proof.authority.address': 'Address',
  'proof.authority.since': 'Since',
  'proof.authority.kind': 'Kind',
  'proof.authority.qualified': 'qualified, the owner says',
  'proof.authority.plain': 'not said to be qualified',
  'proof.authority.url': 'Address of a time-stamp authority (RFC 3161)',
  'proof.authority.urlHint':
    'It gets the hash of a signed head and nothing else. It is tried at once; what gives no stamp is not set.',
  'proof.authority.tickQualified': 'It is a qualified trust service (eIDAS)',
  'proof.authority.tickPrivate': 'It stands on our own network on purpose',
  'proof.authority.set': 'Try and set',
  'proof.authority.setting': 'Asking for a stamp …',
  'proof.authority.isSet': 'Set: {name} gave a stamp.',
  'proof.authority.drop': 'Have nothing stamped',
  'proof.authority.dropping': 'Taking it away …',
  'proof.keys': 'Keys that sign',
  'proof.keys.text':
    'Whoever holds an export, a case bundle or a letter of this console compares its fingerprint with these. Write them down where this machine cannot change them.',
  'proof.keys.current': 'signs now',
  'proof.keys.former': 'former',
  'proof.keys.since': 'since {at}',
  'proof.keys.file': 'Public key (PEM)',
  'proof.keys.how': 'How to check them',
  'proof.keys.howText':
    'Anybody can fetch the keys from {address}. The fingerprint is the SHA-256 of the key: openssl pkey -pubin -in KEY.pem -outform DER | sha256sum prints it. An exported log is checked with npm run --silent audit -- verify FILE --key KEY.pem, on any machine and without this database.',
  'proof.rotate': 'Change the keys',
  'proof.rotate.text':
    'New keys sign from now on. The former ones name them, so that whoever knows those can follow; their private parts are destroyed. Do this when the key of the console may have been seen by somebody.',
  'proof.rotate.sure': 'Yes, make new keys',
  'proof.rotate.making': 'Making keys …',
  'proof.rotate.done': 'New keys sign from now on.',
  'proof.algorithm.ed25519': 'Ed25519',
  'proof.algorithm.p256': 'ECDSA P-256',
} as const
