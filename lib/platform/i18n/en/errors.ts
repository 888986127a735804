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
  'crowd.title': 'Too many pages in a minute',
  'crowd.text':
    'More pages were asked for from your internet address than one person reads. Wait until {until} ({seconds, plural, one {# second} other {# seconds}}), then load the page again.',
  'crowd.nothingLost':
    'Nothing that you sent is lost. What you have typed into a form stands in it when you go back to it.',
  'crowd.again': 'Load the page again',
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
  'error.demo.noTime': 'Days can be let pass in the demo only, and no more than {most} in all.',
  'error.clock.ahead': 'That moment lies ahead: only what has happened is written down.',
  'error.clock.beforeStart': 'That moment lies before the clock began.',
  'error.clock.beforePause': 'The answer cannot have come before the question.',
  'error.clock.lateQuestion':
    'The question was asked too late: only one that is asked without undue delay, here within five days, stops the clock.',
  'error.clock.lateExtension':
    'The notice came after the period was over, so nothing is extended: the case is overdue.',
  'error.clock.dayThere': 'That day has been added already.',
  'error.clock.dayWrong': 'Choose a working day of that calendar, not more than three years away.',
  'error.counter.already': 'A counter-notice of this person is being answered already.',
  'error.counter.moved': 'This counter-notice has moved on. Look again.',
  'error.letter.forbidden':
    'This letter may not say {words}: it is not its reader’s to know. Take it out, or say which law or court asks for it.',
  'error.notice.askFirst': 'Send the list of what is missing (D3) first: the law asks you to try to reach the sender.',
  'error.notice.counterOpen': 'A counter-notice is being answered.',
  'error.notice.itemMoved': '{number, plural, other {Address #}} has moved on, or this is not open to it.',
  'error.notice.itemsDown': 'Something is down because of this notice. Put it back first, or close the case.',
  'error.notice.itemsOpen': 'Decide on every address first.',
  'error.notice.knowledgeElsewhere':
    'This case is closed, or the notice was taken back. Open a case by hand for what you see.',
  'error.notice.knowledgeOpen':
    'Somebody wrote down what they saw themselves. Decide on every address first: take it down, or refuse it with a reason.',
  'error.notice.knowledgeUnanswered': 'Somebody wrote down what they saw themselves. Say what was done about it.',
  'error.notice.moved': 'The notice has moved on, or this step is not open to it. Look again.',
  'error.notice.noSuch': 'There is no notice {number} that you may see.',
  'error.notice.notRestored': 'Not everything has been put back yet.',
  'error.notice.notValid':
    'Only what a valid notice names is taken down, or what you see yourself and wrote down. Decide on the notice first.',
  'error.notice.nothingToBlock': 'None of these has an address here that could be blocked, or all are blocked already.',
  'error.notice.otherVerdict': 'That is not what the elements come to, as you judged them.',
  'error.notice.tellFirst': 'Tell whoever posted it first (D5).',
  'error.notice.unjudged': 'Say of each element first whether it is there.',
  'error.notice.whom': 'Say to whom: several people are concerned.',
  'error.records.notForArchive':
    'An archive publishes what it is given. It gets what was found to be a valid copyright notice, and nothing that is about an intimate image.',
  'error.putBack.asked': 'The put-back has been asked for already.',
  'error.putBack.held': 'It is held for a court or the Copyright Claims Board.',
  'error.putBack.intimate':
    'The same letter is a request about an intimate image. While its case stands, nothing is put back (47 USC 223a).',
  'error.counter.beforeNotice':
    'This is before the notice itself was received. A counter-notice answers it: look at the day again.',
  'error.putBack.nothingDown':
    'Nothing of theirs is down because of this notice: there is nothing to put back. Withdraw the counter-notice and say why.',
  'error.putBack.noWindow': 'This counter-notice has no window.',
  'error.putBack.notAsked': 'Nobody has asked for the put-back, or it was approved already.',
  'error.putBack.notForwarded': 'The counter-notice has not been forwarded, or has moved on.',
  'error.putBack.paperWaits':
    'A court paper was entered and waits for a second person. Nothing is put back until it is decided.',
  'error.putBack.tooEarly': 'Business day 10 is not over.',
  'error.putBack.windowClosed':
    'The days that were added leave no day between “not before” and “not after”. Ask counsel: take a day back, or decide once “not before” has passed.',
  'error.letter.notWhole':
    'The law asks for the whole counter-notice and for the ten business days in this letter. Put back what was cut from it.',
  'error.letter.enclose':
    'Part of the counter-notice is not text: a copy has to be enclosed, and no mail of the console carries one. Send it yourself or by post, and say so here.',
  'error.court.otherKind': 'A paper of this kind cannot do that.',
  'error.court.whichEnds':
    'Several papers hold it. Enter this one with the number of the one that ended; as it stands, find that it does neither.',
  'error.twoPeople.same': 'This takes two people: somebody else has to confirm what you entered or asked for.',
  'error.twoPeople.wait': 'In single-admin mode you may confirm your own step a day after it.',
  'error.filing.empty': 'Nothing was written yet. Write something in at least one field and send again.',
  'error.filing.notSure': 'Tick the box first: taking a notice back cannot be undone.',
  'error.filing.notNow': 'This case takes no more additions. Write to the designated agent instead.',
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
  'error.retention.outOfBounds': 'Between {least} and {most} days.',
  'error.retention.notWaiting': 'This run does not wait for anything.',
  'error.retention.running': 'A run is under way, or waits for a hold. End that one first.',
  'error.erasure.unknown': 'Nothing of {name} is here.',
  'error.erasure.person':
    'What was kept of this person was erased. They are read again only when a new report about them, or by them, is open.',
  'error.erasure.staff': 'This person works here. Names of those who decide stay in the record.',
  'error.erasure.openCase':
    'A case or a report about this person is open, or one that they filed. Decide it first; then what is kept of them can go.',
  'error.erasure.counterOpen':
    'A counter-notice of this person is still being answered. What the law asks for with it comes first: forward it, put back or say why not.',
  'error.erasure.blocked':
    'The proxy still blocks something of this person because of a copyright notice, by its address. Erased here, it would be served again. Have it deleted on Mastodon, then lift the block.',
  'error.erasure.underWay': 'An erasure of this person is under way already.',
  'error.erasure.samePerson': 'An erasure is confirmed by a second person. You proposed it.',
  'error.erasure.moved': 'This erasure has been decided meanwhile. Look again.',
  'error.held':
    'This is on hold and stays as it is{until, select, never { until the hold is released} other { until {until}}}. Two people who manage holds can release it; then it goes on.',
  'error.held.notNow': 'This cannot go at this moment. Ask the owner of this console.',
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
  'error.quarantine.judged': 'Somebody has said already what this file is, or it is no longer kept.',
  'error.quarantine.notSeen': 'Uncover the file first: only who has seen it can say what it is.',
  'error.quarantine.held': 'A hold keeps this file: it may not be destroyed. It stays in quarantine.',
  'error.evidence.damaged':
    'What lies in the vault is not what was sealed, or is gone. Tell the owner: npm run vault -- check names it.',
  'error.agent.stale': 'Somebody entered another version meanwhile. Look at it, then enter yours again.',
  'error.agent.none': 'Enter the agent first.',
  'error.strike.notDue': 'There is nothing to decide about this account: it has no points.',
  'error.strike.stale': 'The points of this account have changed meanwhile. Look at them again before you decide.',
  'error.strike.noDecision': 'There is no decision that an appeal could be about, or one is waiting already.',
  'error.strike.samePerson': 'You proposed this yourself. Somebody else who may decide has to confirm it.',
  'error.strike.tooSoon': 'Nobody else may decide here. Sleep on it: you can confirm your own proposal after 24 hours.',
  'error.strike.own': 'This is about yourself: somebody else has to decide it.',
  'error.letter.noNotice': 'This case has no copyright notice that such a letter could be about.',
  'error.letter.whose': 'Say to which account the letter goes: the notice names several, or none of ours.',
  'error.letter.noServer':
    'No mail server is set up (SMTP_URL). Copy the letter and send it yourself; then say so here.',
  'error.letter.noAddress': 'No e-mail address is known. Copy the letter and send it another way; then say so here.',
  'error.letter.byItsDecision': 'This letter goes out with its decision, not by itself.',
  'error.media.gone': 'Mastodon no longer gives this file out.',
  'error.media.failed': 'The file could not be read from the instance. Try again in a minute.',
  'error.edge.nothing': 'Nothing of that can be done here: look how the block of each item stands.',
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
