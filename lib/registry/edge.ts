import { makeToken, probe, setPace } from '@/lib/features/edge/commands'
import { wakeEdgeJob } from '@/lib/features/edge/jobs'
import { answersOf, edgeFor, ofCase, standing, test } from '@/lib/features/edge/queries'
import { edgeWorkers } from '@/lib/features/edge/workers'

/** The edge block: this part of the registry. */
export const edge = {
  // To block and to lift is decided at the copyright desk, with its rules and its second person.
  commands: { 'edge.makeToken': makeToken, 'edge.probe': probe, 'edge.setPace': setPace },
  queries: { 'edge.answers': answersOf, 'edge.ofCase': ofCase, 'edge.test': test, 'settings.edge': standing },
  workers: edgeWorkers,
  schedule: [{ at: '* * * * *', job: wakeEdgeJob }],
  edgeFor,
} as const
