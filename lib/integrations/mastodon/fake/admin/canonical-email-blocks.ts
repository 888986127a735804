import { createHash } from 'node:crypto'
import { permit } from '../access'
import { badParameter, invalid, json, type Answer } from '../answer'
import type { Call } from '../call'
import { nextNumber } from '../ids'
import { word } from '../params'
import type { Account, CanonicalEmailBlock, State } from '../state'
import { shelf } from './blocks'

const show = ({ id, hash }: CanonicalEmailBlock) => ({ id, canonical_email_hash: hash })

const blocks = shelf<CanonicalEmailBlock>({
  records: (call) => call.state.canonicalEmailBlocks,
  needs: 'manage_blocks',
  show,
  max: () => 200,
})
export const {
  list: listCanonicalEmailBlocks,
  showOne: showCanonicalEmailBlock,
  remove: removeCanonicalEmailBlock,
} = blocks

/** `POST /api/v1/admin/canonical_email_blocks` (reference 2.8). */
export function blockCanonicalEmail(call: Call): Answer {
  permit(call, 'manage_blocks')
  const email = word(call.params, 'email')
  const hash = email ? hashOf(email) : word(call.params, 'canonical_email_hash')
  if (!hash) throw invalid("Canonical email hash can't be blank")
  if (call.state.canonicalEmailBlocks.some((block) => block.hash === hash))
    throw invalid('Canonical email hash has already been taken')
  return json(show(keep(call.state, hash)))
}

/** Whether an address is blocked: a list of one, or of none. */
export function testCanonicalEmail(call: Call): Answer {
  permit(call, 'manage_blocks')
  const email = word(call.params, 'email')
  if (!email) throw badParameter('param is missing or the value is empty or invalid: email')
  return json(call.state.canonicalEmailBlocks.filter((block) => block.hash === hashOf(email)).map(show))
}

/** Suspending somebody of this server keeps their address from coming back, until it is undone. */
export function keepFromComingBack(state: State, { user }: Account): void {
  const hash = user ? hashOf(user.email) : null
  if (hash && !state.canonicalEmailBlocks.some((block) => block.hash === hash)) keep(state, hash)
}

export function letComeBack(state: State, { user }: Account): void {
  const hash = user ? hashOf(user.email) : null
  state.canonicalEmailBlocks = state.canonicalEmailBlocks.filter((block) => block.hash !== hash)
}

function keep(state: State, hash: string): CanonicalEmailBlock {
  const block = { id: String(nextNumber(state, 'canonicalEmailBlock')), hash }
  state.canonicalEmailBlocks.push(block)
  return block
}

/** In lower case, without dots and whatever follows a plus in the local part. */
function hashOf(email: string): string {
  const [local = '', domain = ''] = email.toLowerCase().split('@')
  const canonical = `${(local.split('+')[0] ?? '').replaceAll('.', '')}@${domain}`
  return createHash('sha256').update(canonical).digest('hex')
}
