import {
  addTask,
  close as closeHand,
  open as openHand,
  reopen as reopenHand,
  setTask,
  take as takeHand,
} from '@/lib/features/byhand/commands'
import { form as handForm, list as handCases, one as handCase } from '@/lib/features/byhand/queries'
import { addDay, removeDay } from '@/lib/features/calendars/commands'
import { list as calendars, preview as previewDay } from '@/lib/features/calendars/queries'
import { enter as enterClock, start as startClock } from '@/lib/features/deadlines/commands'
import { due, ofCase as clocksOfCase } from '@/lib/features/deadlines/queries'
import { letDaysPass } from '@/lib/features/demotime/commands'
import { readAhead } from '@/lib/features/demotime/store'
import { end as endFeed, renew as renewFeed, setOwn } from '@/lib/features/feeds/commands'
import { feedFor, own as ownTime } from '@/lib/features/feeds/queries'
import { add as addPaper } from '@/lib/features/papers/commands'
import { original as originalPaper } from '@/lib/features/papers/queries'
import { wakeRemindersJob } from '@/lib/features/reminders/jobs'
import { sendReminder, tellDeputy, wakeReminders } from '@/lib/features/reminders/workers'

/** Clocks, what is due, cases by hand and papers: this part of the registry. */
export const clocks = {
  commands: {
    'byhand.addTask': addTask,
    'byhand.close': closeHand,
    'byhand.open': openHand,
    'byhand.reopen': reopenHand,
    'byhand.setTask': setTask,
    'byhand.take': takeHand,
    'calendars.addDay': addDay,
    'calendars.removeDay': removeDay,
    'deadlines.enter': enterClock,
    'deadlines.start': startClock,
    'demo.letDaysPass': letDaysPass,
    'feeds.end': endFeed,
    'feeds.renew': renewFeed,
    'feeds.setOwn': setOwn,
    'papers.add': addPaper,
  },
  queries: {
    'byhand.case': handCase,
    'byhand.form': handForm,
    'byhand.list': handCases,
    'calendars.list': calendars,
    'calendars.preview': previewDay,
    'deadlines.due': due,
    'deadlines.ofCase': clocksOfCase,
    'feeds.own': ownTime,
  },
  downloads: { 'papers.original': originalPaper },
  workers: [wakeReminders, sendReminder, tellDeputy],
  schedule: [{ at: '* * * * *', job: wakeRemindersJob }],
  feedFor,
  readAhead,
} as const
