import { send } from '@/lib/features/letters/commands'
import { sweepLettersJob } from '@/lib/features/letters/jobs'
import { list, preview } from '@/lib/features/letters/queries'
import { sendLetter, sweepLetters } from '@/lib/features/letters/workers'

/** Letters of the copyright desk, its agent, and who posts again and again: this part of the registry. */
export const letters = {
  commands: { 'letters.send': send },
  queries: { 'letters.list': list, 'letters.preview': preview },
  workers: [sendLetter, sweepLetters],
  schedule: [{ at: '* * * * *', job: sweepLettersJob }],
} as const
