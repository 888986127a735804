import { json, type Answer } from '../answer'
import { permit } from '../access'
import type { Call } from '../call'

/** `GET /api/v1/admin/domain_blocks`: the demo instance blocks nobody; who may look is all there is to it. */
export function listDomainBlocks(call: Call): Answer {
  permit(call, 'manage_federation')
  return json([])
}
