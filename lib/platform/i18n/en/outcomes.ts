/** What an act would do, and why it was not done. */
export const outcomes = {
  'consequence.resolvesThis': 'Resolves the report it answers.',
  'consequence.resolvesOthers':
    'Also resolves {n, plural, one {# other open report} other {# other open reports}} on this person.',
  'consequence.resolvesAll': 'Resolves {n, plural, one {the open report} other {all # open reports}} on this person.',
  'consequence.hidesFromTimelines': 'Hides their posts from public timelines and search; followers still see them.',
  'consequence.blocksSignIn':
    'The account closes at once: no posting, and the profile and posts are gone for everybody.',
  'consequence.deletesAfter30Days': 'Mastodon deletes everything for good on {date}, unless it is undone before.',
  'consequence.localOnly': 'Holds on this server only. Their own server is not told and may go on as before.',
  'consequence.noMailToRemote': 'Nobody can be written to: the person is on another server.',
  'consequence.strikeRecorded': 'Records a strike, which the person can see and appeal for 20 days.',
  'consequence.profileBlanked':
    'The profile is blanked, in Mastodon’s admin too. What the console has seen stays here.',
  'consequence.followsLost': 'Follows of people here by this account are lost, and do not come back when it is undone.',
  'consequence.undoPossible':
    'Can be undone with u, or later from this page. Reports that it resolves stay resolved: reopen them with o.',
  'consequence.undoKeeps': 'Can be undone with u, or later from this page. The reports stay open then too.',
  'consequence.endsLimit': 'Ends the limit: public timelines and search show them again.',
  'consequence.restores': 'Brings the account and its posts back. Mastodon does this bit by bit; it can take a while.',
  'consequence.endsFreeze': 'Lets the person sign in again.',
  'consequence.endsSensitive':
    'New media show without a warning again, and so do old ones that their author did not mark.',
  'consequence.blocksPosting':
    'The person cannot sign in, and their apps stop working. Profile and posts stay where they are.',
  'consequence.hidesMedia': 'Puts all their pictures and recordings behind a warning, past and future ones.',
  'consequence.mayBeHigher':
    'Their role, {role}, may stand as high as yours or higher. Mastodon tells nobody; if so, it refuses and nothing happens.',
  'consequence.keepsReopens':
    'Names no report to Mastodon, and opens {n, plural, one {the report} other {the # reports}} again afterwards: {n, plural, one {it stays} other {they stay}} open in Mastodon and here.',
  'consequence.keepsPosts':
    'While a report is open, Mastodon deletes {n, plural, one {its post} other {none of the # posts}} with the account. Closing it lets {n, plural, one {it} other {them}} go.',
  'consequence.keepsNotDeleted':
    'Posts that were deleted before are not kept by this: Mastodon clears them 30 days after their deletion, open report or not.',
  'consequence.keepsNoMail': 'No mail and no notice goes out. The person still finds the strike when they sign in.',
  'consequence.deletesTheRest':
    'Mastodon deletes everything else of the account for good on {date}, unless it is undone before.',
  'consequence.unknown': 'One more thing that this version of the console cannot put into words ({code}).',
  'failure.signInAgain': 'the console had no key of yours to act with; sign out and in again',
  'failure.restored': 'the console was restored from a backup meanwhile; look on the instance',
  'failure.tokenDead': 'your sign-in there has ended; sign out and in again',
  'failure.tokenNeeded': 'your sign-in there has ended; sign out and in again',
  'failure.loginDisabled': 'your account there is frozen',
  'failure.scopeMissing': 'the console was not given the right to do this; sign out and in again',
  'failure.permissionMissing': 'your role there does not allow it',
  'failure.noManageReports': 'your role there may not handle reports (manage_reports)',
  'failure.noManageUsers': 'your role there lacks manage_users',
  'failure.notAllowed': 'the instance did not allow it',
  'failure.forbidden': 'the instance refused it',
  'failure.notFound': 'the instance does not know it any more',
  'failure.gone': 'the instance does not know it any more',
  'failure.invalid': 'the instance found it invalid',
  'failure.alreadyDone': 'somebody had done it already',
  'failure.concernsYou': 'you have an open report on this person: somebody else has to decide',
  'failure.earlierFailed': 'what had to come first was not done, so this was not sent',
  'failure.roleTooHigh':
    'the instance did not allow it: the person may have a role as high as yours or higher there; somebody above has to do it',
  'failure.notSuspendedHere':
    'the instance did not allow it: the account is not suspended, or its own server suspended it',
  'failure.higherRole': 'the person’s role there stands above yours',
  'failure.sameRole': 'the person has the same role there as you',
  'failure.alreadySuspended': 'somebody had suspended the account meanwhile',
  'failure.signsInElsewhere': 'the person signs in on another server',
  'failure.vaultFull': 'there is no room in the vault, and what the act takes away has to be sealed first',
  'failure.waitedTooLong': 'Mastodon did not answer for a day; nothing was sent',
  'failure.reportClosed': 'the report that it answers was closed meanwhile; nothing was sent',
  'failure.rateLimited': 'the instance asked for a pause; try again later',
  'failure.temporary': 'the instance had trouble; try again',
  'failure.timeout': 'no answer in time',
  'failure.unreachable': 'the instance could not be reached',
  'failure.dns': 'the instance’s name was not found',
  'failure.tls': 'the instance’s certificate is not valid',
  'failure.dropped': 'the instance broke off in mid-answer',
  'failure.redirected': 'the instance sent the call elsewhere, and it was not followed',
  'failure.refusedAddress': 'the address is not one that this console calls',
  'failure.blockedIp': 'the instance refuses calls from here',
  'failure.notMastodon': 'the answer was not Mastodon’s: another page stood in its place',
  'failure.tooLarge': 'the answer was far too large',
  'failure.saidNotDone': 'a person saw that it was not done',
  'failure.unknown': 'the instance answered with something unexpected ({code})',
} as const
