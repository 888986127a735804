export const errors = {
  'error.download.broken': 'The file broke off while it was sent. Nothing of it was kept: ask for it again.',
  'error.offline': 'The console did not answer. What you typed is still here; try again when the network is back.',
  'error.title': 'That did not work',
  'error.unknown': 'Something broke on our side. Nothing was done twice. Try again, or tell the owner what you did.',
  'error.signIn.needed': 'Your session has ended. Sign in again; what you typed is still in this page.',
  'error.notAllowed': 'Your role does not allow this: {permission}.',
  'error.notFound': 'There is nothing here, or you may not see it.',
  'error.badInput': 'Something in the form is missing or wrong: {fields}.',
  'error.tooLarge': 'That is larger than this form takes ({limit}).',
  'error.tooMany': 'Too many attempts. Wait until {until} and try again.',
  'error.crossSite': 'This request came from another site and was refused.',
  'error.notConnected': 'No instance is connected yet.',
  'error.alreadyConnected': 'This console is connected to {domain} already.',
  'error.case.stale':
    '{who} was faster: {what}, {age, select, now {just now} other {{age} ago}}. Look again before you act.',
  'error.case.closed': 'This case is closed. Reopen it first.',
  'error.case.stopped':
    'This case is stopped for child safety: no act, mail or forwarding until the named people have decided.',
  'error.case.ownedBy': '{who} has taken this case.',
  'error.clock.notNow': 'This cannot be written into the ledger of the clock as it stands now.',
  'error.clock.ahead': 'That moment lies ahead: only what has happened is written down.',
  'error.clock.beforeStart': 'That moment lies before the clock began.',
  'error.clock.beforePause': 'The answer cannot have come before the question.',
  'error.clock.lateQuestion':
    'The question was asked too late: only one that is asked without undue delay, here within five days, stops the clock.',
  'error.clock.lateExtension':
    'The notice came after the period was over, so nothing is extended: the case is overdue.',
  'error.clock.dayThere': 'That day has been added already.',
  'error.clock.dayWrong': 'Choose a working day of that calendar, not more than three years away.',
  'error.hand.clocksOpen': 'Clocks of this case still run: write down that they were met, missed or withdrawn first.',
  'error.hand.noBytes':
    'Nothing of a child-safety case is kept here: no text, no file. Note what there is in words of your own.',
  'error.hand.notYours': 'You are a party to this: somebody else has to open the case.',
  'error.hand.unknownPerson': 'This console knows no account called {handle}.',
  'error.paper.tooLarge': 'That file is larger than {limit}.',
  'error.paper.gone': 'The original cannot be opened: {why}.',
  'error.clock.unknown': 'There is no clock called “{clock}”.',
  'error.clock.noCalendar': 'There is no calendar called “{calendar}”.',
  'error.clock.calendarNeeded': 'This clock counts working days: choose whose holidays.',
  'error.clock.notKnown':
    'Whether {day} is a holiday in {calendar} is not known: the sources differ or do not reach that far. Ask counsel; nothing is guessed.',
  'error.act.off': 'This act is off: {why}',
  'error.act.waiting': 'An earlier act on this person is still on its way. Wait until it is settled.',
  'error.act.noGround': 'Say on what ground: a rule, or a law and why.',
  'error.act.nothingToKeep': 'No open report names a post that Mastodon could keep.',
  'error.act.wrongEnd': 'Only a limit or a freeze can end by itself, on a day that lies ahead, at most a year away.',
  'error.act.noEnd': 'This act has no end to change any more.',
  'error.hold.moved': 'Somebody has moved this hold meanwhile. Look again before you decide.',
  'error.hold.samePerson': 'A hold is released by two people. You proposed it, so somebody else has to confirm.',
  'error.hold.over': 'This hold is over already. Place a new one to keep something again.',
  'error.hold.notLonger': 'A hold can be made longer, not shorter. To end it early two people release it.',
  'error.hold.unknownCase': 'There is no case {number}, or you may not see it.',
  'error.hold.unknownAccount':
    'Nobody here is called {name}. Give the handle as Docket shows it, or the id from Mastodon.',
  'error.hold.unknownPost': 'No post has the address {name}. Give its address on this instance, or its id.',
  'error.hold.yourself': 'You cannot place a hold on yourself. Somebody else who manages holds has to.',
  'error.held':
    'This is on hold and stays as it is{until, select, never { until the hold is released} other { until {until}}}. Two people who manage holds can release it; then it goes on.',
  'error.report.elsewhere': 'That report is not about this person.',
  'error.report.rulesNeeded': 'Choose at least one rule.',
  'error.report.unknownRule': 'The instance has no such rule, and no report of this case names it.',
  'error.report.sameCategory': 'That is what the report says already.',
  'error.removal.settled': 'That has been settled meanwhile. Look at the post again.',
  'error.preset.exists': 'There is a message called {title} in this language already.',
  'error.preset.stale': 'Somebody changed this message meanwhile. Look at it again before you change it.',
  'error.preset.tooMany': 'There are {most} messages already. Remove one that nobody uses.',
  'error.webhooks.secret':
    'That is not the secret of a webhook. It stands on its page in Mastodon as “Signing secret”: 40 signs, digits and letters from a to f.',
  'error.setup.code': 'That is not the code in the terminal. Look at it again: it has no letter I, L, O or U.',
  'error.setup.done': 'This console has an owner already. Sign in.',
  'error.demo.failed': 'The demo instance did not start: {reason}',
  'error.staff.lastOwner': 'This is the last owner. Make somebody else owner first.',
  'error.safety.roleNeeded': 'Give {who} the child-safety role first.',
  'error.demo.noLauncher':
    'The demo instance is started by the launcher, and it does not answer. Start the console with “npm start”.',
  'error.people.off': 'This is not shown to you ({why}).',
  'error.people.notAnswered': '{domain} did not answer, and nothing is kept here. Try again later.',
  'error.instance.noReader':
    'The console has no account that reads this instance now. The owner has to sign in, or to choose one in the settings.',
  'error.instance.noAnswer': 'The instance did not answer. Nothing was changed; try again in a minute.',
  'error.posts.notThere': 'There is no post at that address that the instance would show.',
  'error.posts.notForAll':
    'That post is not public. It is shown here only if somebody reports it: then it stands in the report.',
  'error.posts.otherAuthor': 'That post is by {handle}, not by the person of this case.',
  'error.evidence.damaged':
    'What lies in the vault is not what was sealed, or is gone. Tell the owner: npm run vault -- check names it.',
  'error.media.gone': 'Mastodon no longer gives this file out.',
  'error.media.failed': 'The file could not be read from the instance. Try again in a minute.',
  'error.signIn.noRole':
    'You are signed in to {domain}, but your account may not handle reports there and the owner of this console has given you no role.',
  'error.connect.wrongAddress':
    'That is not the address of a server.{suggestion, select, undefined {} other { Did you mean {suggestion}?}}',
  'error.connect.unknownHost': 'No server of that name was found. Check the spelling.',
  'error.connect.unreachable': 'Nothing answers at {origin}. The server may be down, or a firewall is in the way.',
  'error.connect.tlsBroken':
    'The certificate of {origin} is not valid ({cause}). Mend it first: a token must not travel over a broken connection.',
  'error.connect.privateAddress': '{origin} stands on a private network. Tick the box if that is meant.',
  'error.connect.forbiddenAddress': '{origin} leads to an address that this console never calls.',
  'error.connect.plainHttp': '{origin} is not encrypted. Only an instance on your own network may be called by http.',
  'error.connect.redirectedElsewhere':
    '{origin} sends visitors on to {where}. If that is your instance, enter that address.',
  'error.connect.tooLarge': 'The answer of {origin} is far larger than that of a Mastodon. Nothing was kept of it.',
  'error.connect.htmlInsteadOfJson':
    '{origin} answers with a web page where Mastodon has its API. Is the address right?',
  'error.connect.notMastodon': '{origin} answers, but not as a Mastodon does.',
  'error.connect.tooOld': '{origin} runs Mastodon {version}. This console needs 4.2 or newer.',
  'error.connect.limitedFederation':
    '{origin} shows its API to members only (limited federation). This version of the console cannot connect to it.',
  'error.connect.blockedIp': '{origin} refuses every call from this address. Look at its blocked IPs or its proxy.',
  'error.connect.rateLimited': '{origin} asks to slow down. Wait ten minutes and try again.',
  'error.connect.temporary': '{origin} has trouble at the moment. Try again in a few minutes.',
  'error.connect.registrationUnknown':
    'The instance did not say whether it registered this console. If it did, an application “{app}” stands there that nobody uses and that can do nothing. Try again: the console then registers anew.',
  'error.connect.registrationFailed': 'The instance did not register this console: {reason}',
  'error.proof.noStamp':
    '{why, select, private {That address stands on a private network. Tick the box if that is meant.} forbidden {That leads to an address that this console never calls.} plainHttp {An authority outside your own network may be called by http only without that box.} dns {No server of that name was found. Check the spelling.} unreachable {Nothing answers there.} tls {Its certificate is not valid.} timeout {It did not answer within twenty seconds.} redirected {It sends on to another address: enter that one.} status {It answers, but not with a time stamp.} refused {It refused to give a stamp.} notAnAnswer {It answers, but not as a time-stamp authority does (RFC 3161).} otherContent {Its stamp is of something else.} otherNonce {Its stamp is an old one.} badSignature {The signature of its stamp does not fit.} noTimeStampCertificate {Its certificate is not one for time stamps, or not valid at the time that it says.} other {There was no answer to use ({why}).}}',
} as const
