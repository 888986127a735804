import {
  confirmRelease,
  extend as extendHold,
  place as placeHold,
  proposeRelease,
  settleAlarm,
  withdrawRelease,
} from '@/lib/features/holds/commands'
import { sweepHoldsJob } from '@/lib/features/holds/jobs'
import { due as alarmsDue, list as holds, on as holdsOn } from '@/lib/features/holds/queries'
import { sweepHolds } from '@/lib/features/holds/workers'
import { finishDestructionJob } from '@/lib/features/destruction/jobs'
import { finishDestruction } from '@/lib/features/destruction/workers'
import { assertNoneLonger, assertReachesKept, endOf, readLedger } from '@/lib/features/destruction/parse'
import { assertReaches, replayLedger } from '@/lib/features/destruction/replay'
import { syncLedger } from '@/lib/features/destruction/store'
import {
  confirm as confirmErasure,
  propose as proposeErasure,
  withdraw as withdrawErasure,
} from '@/lib/features/erasure/commands'
import { eraseJob } from '@/lib/features/erasure/jobs'
import { list as erasures } from '@/lib/features/erasure/queries'
import { afterRelease, erase } from '@/lib/features/erasure/workers'
import { begin as beginRetention, end as endRetention, setRule } from '@/lib/features/retention/commands'
import { dropStaleJob, nightlyJob, runRetentionJob } from '@/lib/features/retention/jobs'
import { certificate, places, plan as retentionPlan } from '@/lib/features/retention/queries'
import { dropStale, nightlyRetention, runRetention } from '@/lib/features/retention/workers'

/** What stays and what goes: holds, the schedule, erasures and the ledger of destruction. */
export const keeping = {
  commands: {
    'erasure.confirm': confirmErasure,
    'erasure.propose': proposeErasure,
    'erasure.withdraw': withdrawErasure,
    'holds.confirmRelease': confirmRelease,
    'holds.extend': extendHold,
    'holds.place': placeHold,
    'holds.proposeRelease': proposeRelease,
    'holds.settleAlarm': settleAlarm,
    'holds.withdrawRelease': withdrawRelease,
    'retention.begin': beginRetention,
    'retention.end': endRetention,
    'retention.setRule': setRule,
  },
  queries: {
    'erasure.list': erasures,
    'holds.due': alarmsDue,
    'holds.list': holds,
    'holds.on': holdsOn,
    'retention.certificate': certificate,
    'retention.plan': retentionPlan,
    'settings.kept': places,
  },
  workers: [sweepHolds, dropStale, nightlyRetention, runRetention, afterRelease, finishDestruction, erase],
  schedule: [
    { at: '7 * * * *', job: sweepHoldsJob },
    { at: '37 * * * *', job: dropStaleJob },
    { at: '11 3 * * *', job: nightlyJob },
    { at: '23 * * * *', job: runRetentionJob },
    { at: '27 * * * *', job: finishDestructionJob },
    { at: '31 * * * *', job: eraseJob },
  ],
  atStart: [sweepHoldsJob, finishDestructionJob, runRetentionJob],
  ledger: { syncLedger, readLedger, endOf, assertReaches, assertReachesKept, assertNoneLonger, replayLedger },
} as const
