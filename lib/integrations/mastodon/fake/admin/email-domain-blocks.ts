import { domainToASCII } from 'node:url'
import { permit } from '../access'
import { invalid, json, type Answer } from '../answer'
import type { Call } from '../call'
import { nextNumber } from '../ids'
import { isTrue, word } from '../params'
import type { EmailDomainBlock } from '../state'
import { from } from '../versions'
import { shelf } from './blocks'

const blocks = shelf<EmailDomainBlock>({
  records: (call) => call.state.emailDomainBlocks,
  needs: 'manage_blocks',
  show: shown,
  max: () => 200,
})
export const { list: listEmailDomainBlocks, showOne: showEmailDomainBlock, remove: removeEmailDomainBlock } = blocks

/** `POST /api/v1/admin/email_domain_blocks` (reference 2.6). */
export function blockEmailDomain(call: Call): Answer {
  permit(call, 'manage_blocks')
  const domain = domainToASCII(word(call.params, 'domain')?.trim() ?? '')
  if (!domain) throw invalid("Domain can't be blank")
  if (call.state.emailDomainBlocks.some((block) => block.domain === domain))
    throw invalid('Domain has already been taken')
  const block: EmailDomainBlock = {
    id: String(nextNumber(call.state, 'emailDomainBlock')),
    domain,
    createdAt: call.at.toISOString(),
    allowWithApproval: isTrue(call.params, 'allow_with_approval'),
  }
  call.state.emailDomainBlocks.push(block)
  return json(shown(block, call))
}

const DAY_S = 86_400

/** Nobody signs up on the fake: seven days of nothing. */
function shown(block: EmailDomainBlock, { state, at }: Call) {
  const today = Math.floor(at.getTime() / 1000 / DAY_S) * DAY_S
  return {
    id: block.id,
    domain: block.domain,
    created_at: block.createdAt,
    history: Array.from({ length: 7 }, (_, ago) => ({ day: String(today - ago * DAY_S), accounts: '0', uses: '0' })),
    ...from(state, '4.3', { allow_with_approval: block.allowWithApproval }),
  }
}
