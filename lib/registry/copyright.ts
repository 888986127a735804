import { setDesk } from '@/lib/features/alone/commands'
import { desk } from '@/lib/features/alone/queries'
import { sendLetter } from '@/lib/features/correspondence/commands'
import { enter as enterCounter, judge as judgeCounter, withdraw } from '@/lib/features/counters/commands'
import { list, one, place } from '@/lib/features/dmca/queries'
import { decideCourtPaper, enterCourtPaper } from '@/lib/features/courts/commands'
import { approve, ask, retract, takeBack, unsuspend } from '@/lib/features/putbacks/commands'
import { sweepCopyrightJob } from '@/lib/features/putbacks/jobs'
import { sweepCopyright, tellCounsel } from '@/lib/features/putbacks/workers'
import { decide as decideItems, undo } from '@/lib/features/takedowns/commands'
import { decide, flag, judge, noteKnowledge, openBeside, openSubpoena, take } from '@/lib/features/triage/commands'

/** The copyright desk: this part of the registry. */
export const copyright = {
  commands: {
    'counters.enter': enterCounter,
    'counters.judge': judgeCounter,
    'counters.withdraw': withdraw,
    'notices.decide': decide,
    'notices.flag': flag,
    'notices.judge': judge,
    'notices.noteKnowledge': noteKnowledge,
    'notices.openBeside': openBeside,
    'notices.openSubpoena': openSubpoena,
    'notices.sendLetter': sendLetter,
    'notices.setDesk': setDesk,
    'notices.take': take,
    'putbacks.approve': approve,
    'putbacks.ask': ask,
    'putbacks.decideCourtPaper': decideCourtPaper,
    'putbacks.enterCourtPaper': enterCourtPaper,
    'putbacks.retract': retract,
    'putbacks.takeBack': takeBack,
    'putbacks.unsuspend': unsuspend,
    'takedowns.decide': decideItems,
    'takedowns.undo': undo,
  },
  queries: { 'dmca.case': one, 'dmca.list': list, 'dmca.place': place, 'notices.desk': desk },
  workers: [sweepCopyright, tellCounsel],
  schedule: [{ at: '* * * * *', job: sweepCopyrightJob }],
} as const
