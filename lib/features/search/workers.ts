import { defineWorker } from '@/lib/platform/jobs/define'
import { refreshSearchJob } from './jobs'
import { refreshDue } from './store'

const MOST_BATCHES = 200

/** Every minute, until nothing is left or the next minute may go on. Each batch is whole by itself. */
export const refreshSearch = defineWorker(refreshSearchJob, async (_payload, { db }) => {
  for (let batch = 0; batch < MOST_BATCHES; batch++) if (!(await refreshDue(db)).isBehind) return
})
