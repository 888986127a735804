export const backup = {
  'backup.usage':
    'Write: npm run backup -- FILE [--key-file KEYFILE]. It asks for a passphrase, or takes a file of at least 32 random bytes.',
  'backup.passphrase': 'Passphrase of the backup (it is not shown): ',
  'backup.again': 'The same once more: ',
  'backup.made':
    'The backup is whole: {file}. The keys of what is sealed lie in {keys} and open for 35 days; a copy of the ledger of destruction in {ledger}. Keep the key of the console elsewhere: without it nothing sealed opens.',
  'backup.removed': 'Keys whose time is over are removed: {file}.',
  'backup.fault.notABackup': 'This file is no backup of Docket.',
  'backup.fault.half': 'This backup is not whole: it was cut off or changed. Take another one.',
  'backup.fault.secret':
    '{short, select, yes {A passphrase needs at least 12 letters.} differs {The two are not the same.} other {This passphrase or key file does not open the backup.}}',
  'backup.fault.keyFileShort': 'A key file needs at least 32 bytes, and random ones.',
  'backup.fault.otherVersion':
    'This backup was made by another version of Docket ({first} differs). Restore it with that version, and update then.',
  'backup.fault.notEmpty':
    '{ledger, select, undefined {Somebody has worked here already. A backup is restored into an empty folder only: set DOCKET_DATA to one.} other {The ledger of destruction is missing ({ledger}). Bring it from beside the vault, or name it with --ledger: without it what was destroyed would come back.}}',
  'backup.fault.bucket': 'A backup is restored into a folder. Take the bucket out of the settings first.',
  'backup.fault.expired':
    'The keys of this backup had a short life, until {until}. Name younger ones with --keys: every newer backup has them.',
  'backup.fault.otherParts':
    'These files do not belong together: the first is the backup, the other its keys, or younger ones.',
  'restore.usage':
    'Write: npm run restore -- FILE [--keys FILE] [--ledger FILE] [--head FILE] [--key-file KEYFILE], with DOCKET_DATA an empty folder.',
  'restore.done':
    'Restored as of {at}: {rows, plural, one {# row} other {# rows}}, {files, plural, one {# file} other {# files}}. {entries, plural, =0 {Nothing was destroyed since.} one {# entry of the ledger of destruction was done again.} other {# entries of the ledger of destruction were done again.}} Everybody signs in anew.',
  'restore.ledger':
    'Nothing was restored: the ledger of destruction {why, select, missing {is missing} older {is older than the backup} broken {is broken} keptLonger {ends before the head that you kept, which knows of {entries} entries} keptOther {does not say what the head that you kept has signed} copyLonger {is older than the copy in {file}, which has {entries} entries} other {is that of another console}}. Bring the latest from beside the vault.',
  'restore.end':
    '{entries, plural, =0 {The ledger given is empty. Whatever was destroyed after the backup comes back.} one {The ledger given ends with its only entry, of {at}. What was destroyed after that comes back.} other {The ledger given ends with entry {entries}, of {at}. What was destroyed after that comes back.}}',
  'restore.noHead':
    'Nothing here can say whether a later ledger exists. If you have an export of the log or a bundle that was made later, name it with --head (the export, or audit/head.txt of the bundle): it says how long the ledger was then.',
  'restore.headFits':
    'The head of {at} that you kept knows of {entries, plural, =0 {no entry} one {# entry} other {# entries}} of the ledger: this one reaches as far.',
  'restore.newest':
    'The newest signed head in the backup, {isStamped, select, yes {stamped from outside} other {not stamped from outside}} {at}, knows of {entries, plural, =0 {no entry} one {# entry} other {# entries}}.',
  'did.backup.make': 'made a backup',
  'did.backup.restore': 'restored a backup',
} as const
