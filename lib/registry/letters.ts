import { check, record } from '@/lib/features/agent/commands'
import { checkAboutJob } from '@/lib/features/agent/jobs'
import { forPublic, standing as agentStanding } from '@/lib/features/agent/queries'
import { checkAbout } from '@/lib/features/agent/workers'
import { answer, appeal, confirm, decide, end, setPolicy } from '@/lib/features/infringers/commands'
import { ending, list as strikes, person as strikesOfPerson } from '@/lib/features/infringers/queries'
import { send } from '@/lib/features/letters/commands'
import { sweepLettersJob } from '@/lib/features/letters/jobs'
import { list, preview } from '@/lib/features/letters/queries'
import { sendLetter, sweepLetters } from '@/lib/features/letters/workers'
import { agents, infringers, knowledge, log, lumen } from '@/lib/features/records/queries'

/** Letters of the copyright desk, its agent, who posts again and again, and what is given out: this part of the registry. */
export const letters = {
  commands: {
    'agent.check': check,
    'agent.record': record,
    'letters.send': send,
    'strikes.answer': answer,
    'strikes.appeal': appeal,
    'strikes.confirm': confirm,
    'strikes.decide': decide,
    'strikes.end': end,
    'strikes.setPolicy': setPolicy,
  },
  queries: {
    'agent.public': forPublic,
    'agent.standing': agentStanding,
    'letters.list': list,
    'letters.preview': preview,
    'strikes.ending': ending,
    'strikes.list': strikes,
    'strikes.person': strikesOfPerson,
  },
  streams: {
    'records.agentHistory': agents,
    'records.infringers': infringers,
    'records.knowledge': knowledge,
    'records.lumen': lumen,
    'records.noticeLog': log,
  },
  workers: [sendLetter, sweepLetters, checkAbout],
  schedule: [
    { at: '* * * * *', job: sweepLettersJob },
    { at: '19 4 * * *', job: checkAboutJob },
  ],
} as const
