import { domainToASCII } from 'node:url'
import { permit } from '../access'
import { invalid, json, type Answer } from '../answer'
import type { Call } from '../call'
import { nextNumber } from '../ids'
import { word } from '../params'
import type { DomainAllow } from '../state'
import { since } from '../versions'
import { shelf } from './blocks'

const show = ({ id, domain, createdAt }: DomainAllow) => ({ id, domain, created_at: createdAt })

const allows = shelf<DomainAllow>({
  records: (call) => call.state.domainAllows,
  needs: 'manage_federation',
  show,
  max: (call) => (since(call.state, '4.3') ? 500 : 200),
})
export const { list: listDomainAllows, showOne: showDomainAllow, remove: removeDomainAllow } = allows

/** `POST /api/v1/admin/domain_allows` (reference 2.4): one that exists already is simply given back. */
export function allowDomain(call: Call): Answer {
  permit(call, 'manage_federation')
  const asked = word(call.params, 'domain')?.trim() ?? ''
  if (!asked) throw invalid("Domain can't be blank")
  const domain = domainToASCII(asked)
  if (!domain) throw invalid('Domain is invalid')
  const existing = call.state.domainAllows.find((allow) => allow.domain === domain)
  if (existing) return json(show(existing))
  const allow = { id: String(nextNumber(call.state, 'domainAllow')), domain, createdAt: call.at.toISOString() }
  call.state.domainAllows.push(allow)
  return json(show(allow))
}
