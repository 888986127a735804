import type { z } from 'zod'
import { ask, lookAgain, sayWhatWasSeen, undo } from '@/lib/features/acts/commands'
import { preview, progress } from '@/lib/features/acts/queries'
import { sweepActsJob } from '@/lib/features/acts/jobs'
import { performAct, readBackAct, sweepActs } from '@/lib/features/acts/workers'
import { move } from '@/lib/features/archive/commands'
import {
  cases as archivedCases,
  list as archives,
  one as archivedCase,
  probeNext,
  stoppedCase as archivedStop,
  stoppedCases as archivedStops,
} from '@/lib/features/archive/queries'
import { closeArchive } from '@/lib/features/archive/workers'
import { exportBundle, list as bundles } from '@/lib/features/bundle/queries'
import { addNote } from '@/lib/features/cases/commands'
import { dropContactsJob } from '@/lib/features/contacts/jobs'
import { related, show as contact } from '@/lib/features/contacts/queries'
import { dropContacts } from '@/lib/features/contacts/workers'
import { frame, overview } from '@/lib/features/console/queries'
import { find } from '@/lib/features/finding/queries'
import { recentPosts, reports as reportsOfPerson } from '@/lib/features/history/queries'
import { setMedia } from '@/lib/features/captures/commands'
import { settings as captureSettings, standing as captureStanding } from '@/lib/features/captures/queries'
import { captureCase } from '@/lib/features/captures/workers'
import { change as changeCategory } from '@/lib/features/categories/commands'
import { choices as categoryChoices } from '@/lib/features/categories/queries'
import { change as changeEnd } from '@/lib/features/ends/commands'
import { endActsJob } from '@/lib/features/ends/jobs'
import { endActs } from '@/lib/features/ends/workers'
import { download as openEvidence, list as evidence } from '@/lib/features/evidence/queries'
import { wakeHintsJob } from '@/lib/features/hints/jobs'
import { answerHints, wakeHints } from '@/lib/features/hints/workers'
import { checkCode, connect, connectDemo } from '@/lib/features/instances/commands'
import { connectNamedJob, wakeMirrorJob } from '@/lib/features/instances/jobs'
import { door, probe } from '@/lib/features/instances/queries'
import { connectNamed } from '@/lib/features/instances/workers'
import { disconnect } from '@/lib/features/leaving/commands'
import { preview as leaving } from '@/lib/features/leaving/queries'
import { list as lookers } from '@/lib/features/leases/queries'
import { dropExpiredLeases, holdLease, releaseLease } from '@/lib/features/leases/store'
import { newsFor } from '@/lib/features/live/queries'
import { recordViewing } from '@/lib/features/media/commands'
import { uncover } from '@/lib/features/media/queries'
import { setDepth } from '@/lib/features/mirror/commands'
import { readMirror, readPerson, wakeMirror } from '@/lib/features/mirror/workers'
import { openCase } from '@/lib/features/people/commands'
import { one as person } from '@/lib/features/people/queries'
import { attentionOf, figuresOf } from '@/lib/features/operations/queries'
import { add as addPost } from '@/lib/features/posts/commands'
import { find as findPost, now as postsNow, thread } from '@/lib/features/posts/queries'
import { add as addPreset, change as changePreset, remove as removePreset } from '@/lib/features/presets/commands'
import { list as presets } from '@/lib/features/presets/queries'
import { judge } from '@/lib/features/quarantine/commands'
import { tidyVaultJob } from '@/lib/features/quarantine/jobs'
import { tidyVault } from '@/lib/features/quarantine/workers'
import { list as queue } from '@/lib/features/queue/queries'
import { dropAuthority, rotateKeys, setAuthority } from '@/lib/features/proof/commands'
import { checkChainJob, signHeadsJob } from '@/lib/features/proof/jobs'
import { standing as proof } from '@/lib/features/proof/queries'
import { stampHead } from '@/lib/features/proof/store'
import { proofWorkers } from '@/lib/features/proof/workers'
import { askReader, chooseReader, dropReader, takeReader } from '@/lib/features/reader/commands'
import { reader } from '@/lib/features/reader/queries'
import { begin as beginRemoval, check as checkRemoval, say as sayRemoval } from '@/lib/features/removals/commands'
import { look as lookForRemoval } from '@/lib/features/removals/workers'
import { claim, close, release, reopen } from '@/lib/features/reports/commands'
import { one as reportCase } from '@/lib/features/reports/queries'
import { namePerson, recordTip, stop } from '@/lib/features/safety/commands'
import { list as stoppedCases, one as stoppedCase, told as toldOfStop } from '@/lib/features/safety/queries'
import { cases as searchCases } from '@/lib/features/search/queries'
import { refreshSearchJob } from '@/lib/features/search/jobs'
import { refreshSearch } from '@/lib/features/search/workers'
import { endSession, endSessionsOf, makeOwner, setMail, setPatience, setRoles } from '@/lib/features/staff/commands'
import { readRolesJob, tidyJob } from '@/lib/features/staff/jobs'
import { actorOfSession, people as staff } from '@/lib/features/staff/queries'
import { signInOptions } from '@/lib/features/staff/signin'
import { readRoles, tidy } from '@/lib/features/staff/workers'
import { revokeToken } from '@/lib/features/tokens/workers'
import { list as auditRows } from '@/lib/features/trail/queries'
import { list as waitingActs } from '@/lib/features/waiting/queries'
import { removeSecret, setSecret } from '@/lib/features/webhooks/commands'
import { standing as webhooks } from '@/lib/features/webhooks/queries'
import { receive as receiveWebhook } from '@/lib/features/webhooks/store'
import type { Worker } from '@/lib/platform/jobs/define'
import { clocks } from '@/lib/registry/clocks'
import { copyright } from '@/lib/registry/copyright'
import { edge } from '@/lib/registry/edge'
import { filings } from '@/lib/registry/filings'
import { keeping } from '@/lib/registry/keeping'
import { guests } from '@/lib/registry/guests'
import { letters } from '@/lib/registry/letters'

/** Every decision that a browser may ask for, by name. What our own machinery runs (`takeIn`, `settle`, …) has no door here. */
export const commands = {
  ...clocks.commands,
  ...copyright.commands,
  ...edge.commands,
  ...filings.commands,
  ...keeping.commands,
  ...guests.commands,
  ...letters.commands,
  'acts.ask': ask,
  'acts.lookAgain': lookAgain,
  'acts.sayWhatWasSeen': sayWhatWasSeen,
  'acts.undo': undo,
  'captures.setMedia': setMedia,
  'cases.addNote': addNote,
  'instance.askReader': askReader,
  'categories.change': changeCategory,
  'ends.change': changeEnd,
  'instance.checkCode': checkCode,
  'instance.chooseReader': chooseReader,
  'instance.connect': connect,
  'instance.connectDemo': connectDemo,
  'instance.dropReader': dropReader,
  'instance.move': move,
  'media.recordViewing': recordViewing,
  'mirror.setDepth': setDepth,
  'people.openCase': openCase,
  'posts.add': addPost,
  'presets.add': addPreset,
  'presets.change': changePreset,
  'presets.remove': removePreset,
  'proof.dropAuthority': dropAuthority,
  'proof.rotateKeys': rotateKeys,
  'proof.setAuthority': setAuthority,
  'quarantine.judge': judge,
  'removals.begin': beginRemoval,
  'removals.check': checkRemoval,
  'removals.say': sayRemoval,
  'reports.claim': claim,
  'reports.close': close,
  'reports.release': release,
  'reports.reopen': reopen,
  'safety.namePerson': namePerson,
  'safety.recordTip': recordTip,
  'safety.stop': stop,
  'staff.disconnect': disconnect,
  'staff.endSession': endSession,
  'staff.endSessionsOf': endSessionsOf,
  'staff.setMail': setMail,
  'staff.setPatience': setPatience,
  'staff.setRoles': setRoles,
  'webhooks.removeSecret': removeSecret,
  'webhooks.setSecret': setSecret,
}

export const queries = {
  ...clocks.queries,
  ...copyright.queries,
  ...edge.queries,
  ...filings.queries,
  ...keeping.queries,
  ...guests.queries,
  ...letters.queries,
  'acts.preview': preview,
  'acts.progress': progress,
  'archive.case': archivedCase,
  'archive.cases': archivedCases,
  'archive.list': archives,
  'archive.stopped': archivedStops,
  'archive.stoppedCase': archivedStop,
  'audit.list': auditRows,
  'bundle.list': bundles,
  'captures.settings': captureSettings,
  'captures.standing': captureStanding,
  'categories.choices': categoryChoices,
  'evidence.list': evidence,
  'instance.door': door,
  'instance.probe': probe,
  'instance.probeNext': probeNext,
  'leases.list': lookers,
  'people.contact': contact,
  'people.find': find,
  'people.one': person,
  'people.posts': recentPosts,
  'people.related': related,
  'people.reports': reportsOfPerson,
  'posts.find': findPost,
  'posts.now': postsNow,
  'posts.thread': thread,
  'presets.list': presets,
  'proof.standing': proof,
  'reports.case': reportCase,
  'reports.list': queue,
  'safety.case': stoppedCase,
  'safety.list': stoppedCases,
  'safety.told': toldOfStop,
  'search.cases': searchCases,
  'settings.overview': overview,
  'settings.reader': reader,
  'settings.webhooks': webhooks,
  'shell.frame': frame,
  'staff.leaving': leaving,
  'staff.list': staff,
  'waiting.list': waitingActs,
}

export const downloads = { ...clocks.downloads, 'evidence.open': openEvidence, 'media.uncover': uncover }

/** Files that are made as they are sent. */
export const streams = { 'bundle.export': exportBundle, ...letters.streams }

export const workers: readonly Worker[] = [
  ...clocks.workers,
  ...copyright.workers,
  ...edge.workers,
  ...keeping.workers,
  ...filings.workers,
  ...letters.workers,
  dropContacts,
  connectNamed,
  performAct,
  readBackAct,
  sweepActs,
  endActs,
  answerHints,
  wakeHints,
  lookForRemoval,
  readMirror,
  readPerson,
  wakeMirror,
  readRoles,
  tidy,
  revokeToken,
  closeArchive,
  ...proofWorkers,
  refreshSearch,
  captureCase,
  tidyVault,
]

/** Recurring work: when (cron, UTC) and what. Missed times are not made up for; each of these finds its own work. */
export const SCHEDULE = [
  ...clocks.schedule,
  ...copyright.schedule,
  ...edge.schedule,
  ...keeping.schedule,
  ...letters.schedule,
  { at: '* * * * *', job: connectNamedJob },
  { at: '* * * * *', job: wakeMirrorJob },
  { at: '* * * * *', job: sweepActsJob },
  { at: '* * * * *', job: endActsJob },
  { at: '* * * * *', job: readRolesJob },
  { at: '* * * * *', job: wakeHintsJob },
  { at: '* * * * *', job: signHeadsJob },
  { at: '27 * * * *', job: checkChainJob },
  { at: '17 * * * *', job: tidyJob },
  { at: '41 3 * * *', job: dropContactsJob },
  { at: '* * * * *', job: refreshSearchJob },
  { at: '52 * * * *', job: tidyVaultJob },
] as const

/** Done once at each start, not only when their minute comes. */
export const AT_START = [connectNamedJob, wakeMirrorJob, sweepActsJob, wakeHintsJob, checkChainJob, ...keeping.atStart]

/** Who signs in, and how, what a stream may tell, what the health page says, where webhooks go: handed to the doors by the pages and routes. */
export const entrance = {
  readAhead: clocks.readAhead,
  feedFor: clocks.feedFor,
  edgeFor: edge.edgeFor,
  actorOfSession,
  signInOptions,
  takeReader,
  ...guests.entrance,
  attentionOf,
  figuresOf,
  newsFor,
  holdLease,
  releaseLease,
  dropExpiredLeases,
  receiveWebhook,
  replayLedger: keeping.ledger.replayLedger,
}

/** What only somebody beside the data may run, by a program of the terminal. */
export const terminal = { makeOwner, stampHead, ...keeping.ledger }

type Commands = typeof commands
type Queries = typeof queries
export type CommandName = keyof Commands
export type QueryName = keyof Queries
export type CommandInput<N extends CommandName> = z.input<Commands[N]['input']>
export type CommandOutput<N extends CommandName> = Commands[N] extends {
  start(...args: never): Promise<(...args: never) => Promise<infer O>>
}
  ? O
  : never
export type QueryInput<N extends QueryName> = z.input<Queries[N]['input']>
export type QueryOutput<N extends QueryName> = Queries[N] extends { start(...args: never): Promise<infer O> }
  ? O
  : never
