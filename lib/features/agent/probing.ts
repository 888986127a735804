import { createHash } from 'node:crypto'
import { anonymousConnection } from '@/lib/features/instances/connections'
import { readAbout } from '@/lib/integrations/mastodon/client/instance'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import type { Db } from '@/lib/platform/db/client'
import { plainText } from '@/lib/platform/text/plain'
import { missingIn, type Sought } from './model'

export interface Seen {
  instanceId: string
  number: number
  outcome: 'carried' | 'missing' | 'unreachable'
  missing: Sought[]
  sha256: string | null
  failure: string | null
}

const MOST = 400_000

/** What the about page says of the agent now, as anybody reads it; null where there is no agent to look for. */
export async function seeAbout(db: Db): Promise<Seen | null> {
  const instance = await db.instance.findFirst({ where: { state: 'connected' } })
  const agent = instance
    ? await db.designatedAgent.findFirst({ where: { instanceId: instance.id }, orderBy: { number: 'desc' } })
    : null
  if (!instance || !agent) return null
  const at = { instanceId: instance.id, number: agent.number }
  try {
    const { content } = (await readAbout(anonymousConnection(instance))).value
    const missing = missingIn(plainText(content, MOST), agent)
    const sha256 = createHash('sha256').update(content).digest('hex')
    return { ...at, outcome: missing.length === 0 ? 'carried' : 'missing', missing, sha256, failure: null }
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    return { ...at, outcome: 'unreachable', missing: [], sha256: null, failure: error.kind }
  }
}
