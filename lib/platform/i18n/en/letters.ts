/** Letters of the copyright desk (D1 to D14). `letter.must.*` are the words that a letter may not lose when it is edited. */
export const letters = {
  'did.letters.send': 'sent a letter',
  'did.letters.settle': 'noted what became of a letter',
  'letter.hello': 'Hello {name},',
  'letter.foot':
    'Case {number} at {domain}. Please name this number when you write to us.\n{is, select, over {Copyright notices are received by} other {Designated agent for copyright notices}}: {agent}\nFingerprint of the key that signs what this console gives out (SHA-256, Ed25519): {fingerprint}\nAll keys: {keysUrl}',
  'letter.line': '- {text}',
  'letter.nobody': 'not recorded yet',

  'letter.D1.subject': 'Case {number}: your copyright notice has arrived',
  'letter.D1.received':
    'Your copyright notice reached us on {at}. It is case {number}. It names {n, plural, =0 {no address} one {# address} other {# addresses}}.',
  'letter.D1.next':
    'What happens next: a person reads your notice, looks at each address, and writes to you what was done, or what is missing. The law asks us to act expeditiously (17 USC 512(c)(1)(C)); our own aim is 24 hours. Nothing has been decided yet.',
  'letter.D1.passedOn':
    'Whoever posted the material is told about your notice and by whom it was sent. Your street address, telephone number and e-mail are left out, unless the law or a court asks for them.',
  'letter.D1.follow':
    'You can follow the case here. Keep this link to yourself: whoever has it can read the page.\n{link}',
  'letter.D1.agent': 'If you need to add something, answer this letter, or write to our agent, named below.',
  'letter.D1.false':
    'If something in your notice is wrong, tell us and we put it right. You can also take it back. Whoever knowingly claims something false about an infringement may have to pay damages, costs and lawyers’ fees (17 USC 512(f)).',

  'letter.D2.subject':
    'Case {number}: {became, select, none {a copyright notice is not the way for this} other {what you ask for is case {became} now}}',
  'letter.D2.read':
    'Thank you for writing to us. We have read what reached us on {at}. It is not about a copyright, so the rules for copyright notices do not fit, and nothing was removed because of them.',
  'letter.D2.why': 'Why we think so: {reason}',
  'letter.D2.became':
    'It is not put aside. {kind, select, intimateImage {We treat it as a request to take down an intimate picture or film} illegalContent {We treat it as a notice of illegal content} legalOrder {We treat it as a legal order} dataRequest {We treat it as a request about personal data} underAge {We treat it as word of a child under 13} other {We treat it as what it is}}: that is case {number}, and it counts from the moment your letter reached us, {at}.',
  'letter.D2.hours':
    'For such a request the law gives us 48 hours from that moment, until {by} (47 USC 223a(a)(3)). You need no lawyer.',
  'letter.D2.notAgain':
    'You need not send anything again. Whoever works on case {number} writes to you what was done, or asks you if something is needed.',
  'letter.D2.where': 'Where to go instead. Answer this letter and say which it is; you need not send everything again:',
  'letter.D2.image':
    'An intimate picture or film of you that is shown without your consent: tell us the address at once. Such a request is answered within 48 hours, and you need no lawyer.',
  'letter.D2.privacy': 'Your personal data or your privacy: say what concerns you and what you want us to do with it.',
  'letter.D2.defamation':
    'Something untrue about you, or another right such as a trademark: say which words or which sign, why they are unlawful, and by the law of which country.',
  'letter.D2.rules': 'Something that breaks the rules of {domain}: a report to the moderators is the quickest way.',
  'letter.D2.again': 'If it is about a copyright after all, tell us which work was copied, and we look again.',

  'letter.D3.subject': 'Case {number}: your copyright notice is not complete yet',
  'letter.D3.intro':
    'We have read the copyright notice that reached us on {at}. The law asks for six things in such a notice (17 USC 512(c)(3)(A)). We did not find {n, plural, one {one of them} other {# of them}}:',
  'letter.D3.core':
    'Without {n, plural, one {this} other {these}} we cannot tell what to do, and the notice does not have the effect of one (17 USC 512(c)(3)(B)(i)). {acted, select, yes {What is down already is down because of what we saw ourselves.} known {We look at the addresses ourselves all the same.} other {We have not acted on it.}}',
  'letter.D3.curable':
    'Your notice does say which work it is, where the copy is, and how to reach you. So we write to help you complete it (17 USC 512(c)(3)(B)(ii)).',
  'letter.D3.how':
    'Answer this letter with what is missing. You need not repeat the rest. We go on as soon as it is here, and its day of arrival is the one that counts.',
  'letter.D3.signature': 'Your signature. Your full name at the end of your answer is enough.',
  'letter.D3.work':
    'Which work was copied. A title, a link to it, or a description that lets us recognise it. For several works a list of examples is enough.',
  'letter.D3.material':
    'Where the copy is: the full web address of each post or file. A name, a search or “everything by this person” does not let us find it.',
  'letter.D3.contact':
    'How we can reach you: a postal address, a telephone number, and an e-mail address if you have one.',
  'letter.D3.goodFaith':
    'This sentence, if it is true: “I have a good faith belief that the use of the material is not authorized by the copyright owner, its agent, or the law.”',
  'letter.D3.accuracy':
    'This sentence, if it is true: “The information in this notification is accurate, and under penalty of perjury, I am authorized to act on behalf of the owner of an exclusive right that is allegedly infringed.”',

  'letter.D4.subject': 'Case {number}: what was done about your copyright notice',
  'letter.D4.intro':
    'We have gone through the copyright notice that reached us on {at}. This is what became of {n, plural, one {its one address} other {each of its # addresses}}, as of {now}.',
  'letter.D4.group.disabled': 'No longer available from us:',
  'letter.D4.group.restored': 'Available again:',
  'letter.D4.group.alreadyGone': 'Was gone already when we looked:',
  'letter.D4.group.remote': 'Posted on another server:',
  'letter.D4.group.refused': 'Not removed:',
  'letter.D4.group.address': 'Its own address is blocked; lists and other servers may still carry it:',
  'letter.D4.group.open': 'Not removed yet:',
  'letter.D4.item': 'No. {number}: {url}{detail, select, none {} other {\n{detail}}}',
  'letter.D4.since':
    'since {at}, {lever, select, edgeBlock {blocked at its address} mastodonPage {deleted} accountAct {by an act on the account} author {removed by its author} other {removed}}',
  'letter.D4.shut': 'its address answers nobody since {at}',
  'letter.D4.remoteWhy':
    'Whoever posted it has no account with us. Please write to the server where it was posted: {host}',
  'letter.D4.openWhy': 'We are still working on it, and write again.',
  'letter.D4.refusedWhy': 'Why: {why}',
  'letter.D4.unsaid': 'we could not find it there',
  'letter.D4.counter':
    'Where one of our users posted it, they are told, and may send a counter-notice (17 USC 512(g)). If they do, you get a copy of it before anything is put back.',
  'letter.D4.identity':
    'We do not give out who our users are on request. The law has a subpoena for that (17 USC 512(h)).',
  'letter.D4.retract':
    'If you have come to terms, or if something was a mistake, answer this letter and take the notice back. We then put the material back.',

  'letter.D5.subject': 'Case {number}: a copyright notice about what you posted',
  'letter.D5.intro':
    'Somebody has sent us a copyright notice about something that you posted on {domain}. It reached us on {at}. US law lets us host your posts without answering for them only if we act on such notices (17 USC 512(c)). This is not a judgement about you: we have not decided who is right.',
  'letter.D5.what': 'What it is about, and what we did:',
  'letter.D5.item':
    '{url}\n{state, select, disabled {Not available since {at}: {lever, select, edgeBlock {its address is blocked; it still exists} mastodonPage {the post was deleted} accountAct {through an act on your account} author {you removed it} other {it was removed}}.} asked {Please delete it yourself, if you can agree to that: we have not removed it, and it can still be seen.} address {Its own address is blocked since {at}; the post still exists, and in lists it can still be seen.} other {Nothing was done to it so far.}}',
  'letter.D5.notice': 'What the notice says (its sender’s address, telephone number and e-mail are left out):',
  'letter.D5.noticeOpen': 'What the notice says:',
  'letter.D5.from': 'Sent by: {name}{principal, select, none {} other {, for {principal}}}',
  'letter.D5.address': 'Address: {address}',
  'letter.D5.phone': 'Telephone: {phone}',
  'letter.D5.work': 'Work: {text}',
  'letter.D5.quote': 'In its words: “{quote}”',
  'letter.D5.snapshot':
    '{sealed, select, all {A copy of it is sealed in the file of this case, so that it can be proven what was there.} some {Of some of it a copy is sealed in the file of this case, so that it can be proven what was there; of the rest we could not make one.} other {We could not seal a copy of it in the file of this case. If you still have it, please keep it.}} {canBack, select, yes {What is blocked can be put back as it was.} other {What is deleted cannot be put back by us: if it comes to that, you would have to post it again.}}',
  'letter.D5.rights':
    'If you believe that this was a mistake, or that the material was mixed up with something else, you can send a counter-notice (17 USC 512(g)(3)). The law sets no last day for it. It has to contain:',
  'letter.D5.rightA': 'your signature; your full name typed at the end is enough',
  'letter.D5.rightB': 'what was removed, and where it was before',
  'letter.D5.rightC':
    'this sentence: “I state under penalty of perjury that I have a good faith belief that the material was removed or disabled as a result of mistake or misidentification.”',
  'letter.D5.rightD':
    'your name, postal address and telephone number; that you consent to the jurisdiction of the US federal district court for that address, or, outside the United States, of any district in which we may be found; and that you will accept service of process from whoever sent the notice, or their agent',
  'letter.D5.reveals':
    'Please think about this first: the whole counter-notice, with your name, address and telephone number, goes to whoever sent the notice. They may then sue you. A knowingly false statement can cost damages (17 USC 512(f)). If you are unsure, ask a lawyer or an advice centre.',
  'letter.D5.then':
    'If it is complete, we forward it and put the material back: not before 10 and not after 14 business days, unless they tell us first that they have gone to court.',
  'letter.D5.where':
    'Where to send it. There is a form for you alone; do not pass the link on:\n{link}\nOr write to our agent, named below.',
  'letter.D5.strikes':
    'Does this count against you? Not now. If the notice is valid, is not taken back and you do not contest it, it counts {each, plural, one {# point} other {# points}}. You have {points, plural, =0 {none} other {#}} so far. At {threshold} a person looks at your account, and nothing happens by itself. Points go after {months, plural, one {# month} other {# months}}. (Policy on repeat infringers, version {policy}.)',
  'letter.D5.noPolicy': 'Does this count against you? No points are counted here.',
  'letter.D5.sorTitle': 'Statement of reasons (Regulation (EU) 2022/2065, article 17)',
  'letter.D5.sor':
    'What: {what, select, all {what is listed above was removed or blocked, as it says there} other {of what is listed above, what it says to be removed or blocked there, and nothing else}}; everywhere, without an end date.\nFacts: the notice described above, sent under 17 USC 512; a person read it and decided.\nAutomated means: none were used to find the material or to decide.\nGround: content that is alleged to be illegal (article 17(3)(d)): reproduction or public display without the right holder’s leave, 17 USC 106 and 501. We act because such a notice was sent (17 USC 512(c)(1)(C)); whether it is right we have not decided.\nWhat you can do: send the counter-notice above, answer this letter if you object for another reason, turn to a certified out-of-court dispute settlement body in the EU where there is one for this, or go to court.',

  'letter.D6.subject': 'Case {number}: your counter-notice has arrived',
  'letter.D6.received': 'Your counter-notice reached us on {at}. It belongs to case {number}.',
  'letter.D6.next':
    'A person now reads it. If something is missing, we write to you. If it is complete, we send all of it, with your name, address and telephone number, to {sender}. Until then you can take it back by answering this letter.',
  'letter.D6.window':
    'Then the material is put back: not before 10 and not after 14 business days from the day on which the complete counter-notice reached us, unless they tell us first that they have gone to court against you (17 USC 512(g)(2)(C)). You hear from us either way.',

  'letter.D7.subject': 'Case {number}: your counter-notice is not complete yet',
  'letter.D7.intro':
    'We have read the counter-notice that reached us on {at}. For it to count, the law asks for some things in it (17 USC 512(g)(3)). {n, plural, one {One is} other {# are}} missing:',
  'letter.D7.signature': 'Your signature. Your full name at the end of your answer is enough.',
  'letter.D7.material': 'What was removed, and where it was: the web address of the post is best.',
  'letter.D7.belief':
    'This sentence, if it is true: “I state under penalty of perjury that I have a good faith belief that the material was removed or disabled as a result of mistake or misidentification.”',
  'letter.D7.person': 'Your name, postal address and telephone number.',
  'letter.D7.consent':
    'This sentence: “I consent to the jurisdiction of the Federal District Court for the judicial district in which my address is located, or, if my address is outside the United States, any judicial district in which the service provider may be found, and I will accept service of process from the person who provided the notification or an agent of such person.”',
  'letter.D7.how':
    'Answer this letter with what is missing; you need not repeat the rest. The period after which the material is put back begins when it is complete. We have not sent anything to the other side yet.',

  'letter.D8.subject': 'Case {number}: a counter-notice against your copyright notice',
  'letter.D8.intro':
    'You sent us a copyright notice about {n, plural, one {the address} other {the addresses}} below. Whoever posted it has sent a counter-notice, which reached us on {at}. You find all of it below.',
  'letter.D8.putBack':
    'We will put back the material, or stop blocking it, in 10 business days (17 USC 512(g)(2)(B)){window, select, none {} other {: {window}}}.',
  'letter.D8.window': 'not before the end of {opens}, and not after {closes}',
  'letter.D8.action':
    'It stays away if our agent receives from you, before it is put back, notice that you have filed an action seeking a court order to restrain the subscriber from infringing activity relating to the material (17 USC 512(g)(2)(C)). A claim before the Copyright Claims Board about the same material has the same effect (17 USC 1507(d)). Send the name of the court or board, the number of the case, and a copy of what you filed, to our agent, named below.',
  'letter.D8.title': 'The counter-notice',
  'letter.D8.name': 'Name: {name}',
  'letter.D8.address': 'Address: {address}',
  'letter.D8.phone': 'Telephone: {phone}',
  'letter.D8.has':
    'It contains: signature; identification of the material; statement under penalty of perjury of a good faith belief in mistake or misidentification; consent to the jurisdiction of the federal district court; acceptance of service of process.',
  'letter.D8.original': 'A copy of it, whole, as it reached our agent:\n{text}',
  'letter.D8.enclosed':
    '{how, select, attached {Something hung on it: a copy of it is enclosed.} other {It reached our agent in another form than text: a copy of it is enclosed.}}',
  'letter.D8.words': 'In the words of whoever sent it:\n{text}',
  'letter.D8.care': 'These contact details are given to you for this dispute alone.',

  'letter.D9.subject': 'Case {number}: the material is not put back for now',
  'letter.D9.intro':
    'You sent us a counter-notice on {at}. On {held}, before the material was put back, our agent was told that there is an action, a claim or an order of a court about it. The law then asks us to leave it as it is (17 USC 512(g)(2)(C)).',
  'letter.D9.docket': 'The action: {docket}',
  'letter.D9.next':
    'This does not mean that the court has decided. You will be served with the papers, or can ask for them under that number. Please get legal advice, and do not let a deadline pass. If the action is dismissed or ends in your favour, send us the order: we then put the material back.',

  'letter.D10.subject':
    'Case {number}: {isBack, select, yes {your material is back} other {the notice about your material no longer stands}}',
  'letter.D10.intro': 'We have put back what was removed because of the copyright notice of {at}:',
  'letter.D10.item': '{url}\nback since {at}',
  'letter.D10.deleted':
    'This was deleted, and not only blocked, because of the copyright notice of {at}. We cannot put it back. You may post it again; we will not remove it because of this notice:',
  'letter.D10.why':
    '{why, select, retracted {The notice was taken back.} counter {Your counter-notice was complete, and we were not told of an action in time (17 USC 512(g)(2)(C)).} other {The grounds for removing it no longer hold.}} It counts nothing against you.',
  'letter.D10.thanks':
    'We are sorry for the trouble. {isBack, select, yes {If something is still not there, answer this letter.} other {If you have questions, answer this letter.}}',

  'letter.D11.subject':
    'Case {number}: {isBack, select, yes {the material was put back} other {your copyright notice no longer stands}}',
  'letter.D11.intro': 'What was removed because of your copyright notice of {at} is available again:',
  'letter.D11.item': '{url}\nsince {at}',
  'letter.D11.gone':
    'What was deleted because of your copyright notice of {at} could not be put back. Whoever posted it may post it again:',
  'letter.D11.why':
    '{why, select, retracted {You took your notice back.} counter {A counter-notice was forwarded to you, and our agent had received no notice of an action when it was put back (17 USC 512(g)(2)(C)).} other {The grounds for removing it no longer held.}}',
  'letter.D11.next': 'We have not decided who is right. If a court decides, send us its order.',

  'letter.D12.subject':
    'Case {number}: {kind, select, terminate {your account and repeated copyright notices} warn {a warning about copyright notices} other {your account was looked at, and nothing changes}}',
  'letter.D12.intro':
    '{kind, select, terminate {We have decided to end your account on {domain}, because of repeated copyright notices that were not contested.} warn {Copyright notices about what you posted have added up. This is a warning; your account stays as it is.} other {Copyright notices about what you posted have added up, and a person looked at your account. Nothing changes: your account stays as it is.}} A person decided this on {at}.',
  'letter.D12.points':
    'What counted: {points, plural, one {# point} other {# points}}; at {threshold} somebody has to decide. Notices that were taken back, refused or successfully contested count nothing, several on one day count once, and points go after {months, plural, one {# month} other {# months}}.',
  'letter.D12.strike': 'case {number}, notice of {day}',
  'letter.D12.reasons': 'Why: {reasons}',
  'letter.D12.policy': 'This is version {policy} of our policy on repeat infringers (17 USC 512(i)(1)(A)).',
  'letter.D12.appeal':
    'If you think that this is wrong, answer this letter and say why. A person looks at it again and answers you.',

  'letter.D13.subject':
    'The designation of your copyright agent {is, select, over {ended on {expires}} other {ends on {expires}}}',
  'letter.D13.intro':
    'The designation of {agent} as agent for copyright notices of {provider} {is, select, over {was registered at the US Copyright Office under {registration}, since {registered}, and is in force no more} other {is registered at the US Copyright Office under {registration}, since {registered}}}.',
  'letter.D13.ends':
    '{is, select, over {It ended three years after that (37 CFR 201.38(c)): {renewBy} was the last day on which it could be renewed, and since {expires} there is none. Designate an agent today: until then there is no protection by 17 USC 512(c).} other {It ends three years after that (37 CFR 201.38(c)). Count {expires} as the first day without it: renew it on {renewBy} at the latest. Without a designation there is no protection by 17 USC 512(c).}}',
  'letter.D13.how':
    'How: sign in at dmca.copyright.gov, look whether everything is still right, and resubmit or amend it. The fee is {fee}. Either starts three new years. Then enter the new date in the settings of this console and look whether the about page of {domain} says the same.',
  'letter.D13.names': 'Names and domains that are listed now:',

  'letter.D14.subject': 'Case {number}: a copyright notice for your archive',
  'letter.D14.intro': 'We send you a copyright notice for your archive. Contact details are left out.',
  'letter.D14.sender': 'Sender: {name}',
  'letter.D14.principal': 'Principal: {name}',
  'letter.D14.recipient': 'Recipient: {provider} ({domain})',
  'letter.D14.received': 'Received: {at}',
  'letter.D14.works': 'Works:',
  'letter.D14.urls': 'Addresses that were complained of:',
  'letter.D14.action': 'Action taken: {action}',
  'letter.D14.counter':
    '{has, select, yes {A counter-notice was received.} other {No counter-notice has been received.}}',

  'letter.must.agent': 'the designated agent, as registered',
  'letter.must.key': 'the fingerprint of the key',
  'letter.must.nothingDecided': 'Nothing has been decided yet',
  'letter.must.nextSteps': 'What happens next',
  'letter.must.f512': '17 USC 512(f)',
  'letter.must.nothingRemoved': 'nothing was removed',
  'letter.must.where': 'Where to go instead',
  'letter.must.notAgain': 'You need not send anything again',
  'letter.must.cure': 'Answer this letter with what is missing',
  'letter.must.core': '512(c)(3)(B)(i)',
  'letter.must.curable': '512(c)(3)(B)(ii)',
  'letter.must.copyOfCounter': 'you get a copy of it',
  'letter.must.noticeSays': 'What the notice says',
  'letter.must.someAddress': 'at least one address',
  'letter.must.snapshot': 'is sealed in the file of this case',
  'letter.must.noSnapshot': 'We could not seal a copy of it',
  'letter.must.counterRight': 'you can send a counter-notice',
  'letter.must.perjury': 'under penalty of perjury',
  'letter.must.jurisdiction': 'jurisdiction',
  'letter.must.service': 'service of process',
  'letter.must.reveals': 'goes to whoever sent the notice',
  'letter.must.window': 'not before 10 and not after 14 business days',
  'letter.must.strikes': 'Does this count against you?',
  'letter.must.statement': 'article 17',
  'letter.must.automation': 'Automated means',
  'letter.must.passedOn': 'with your name, address and telephone number',
  'letter.must.tenDays': 'in 10 business days',
  'letter.must.enclosed': 'a copy of it is enclosed',
  'letter.must.action': 'seeking a court order to restrain the subscriber',
  'letter.must.board': 'Copyright Claims Board',
  'letter.must.g2c': '512(g)(2)(C)',
  'letter.must.notAgainst': 'counts nothing against you',
  'letter.must.appeal': 'answer this letter and say why',
  'letter.must.where13': 'dmca.copyright.gov',
  'letter.must.lapse': 'three years',
  'letter.must.actionTaken': 'Action taken',
} as const
