import { createHash } from 'node:crypto'
import { domainToASCII } from 'node:url'
import { permit } from '../access'
import { invalid, json, Refusal, unhandled, type Answer } from '../answer'
import type { Call } from '../call'
import { nextNumber } from '../ids'
import { isTrue, word } from '../params'
import type { DomainBlock, State } from '../state'
import { from, since } from '../versions'
import { shelf } from './blocks'

/** From the mildest on: a rule for a subdomain has to be stricter than that of its parent. */
const SEVERITIES = ['noop', 'silence', 'suspend'] as const

const blocks = shelf<DomainBlock>({
  records: (call) => call.state.domainBlocks,
  needs: 'manage_federation',
  show: (block, call) => shown(call.state, block),
  max: (call) => (since(call.state, '4.3') ? 500 : 200),
})
export const { list: listDomainBlocks, showOne: showDomainBlock, remove: removeDomainBlock } = blocks

/** `POST /api/v1/admin/domain_blocks` (reference 2.5). What it does to the accounts of the domain is no part of the fake. */
export function blockDomain(call: Call): Answer {
  permit(call, 'manage_federation')
  const severity = severityOf(call) ?? 'silence'
  const domain = domainOf(call)
  const existing = coveredBy(call.state, { domain, severity })
  if (existing) throw alreadyBlocked(call.state, existing)
  const block: DomainBlock = {
    id: String(nextNumber(call.state, 'domainBlock')),
    domain,
    createdAt: call.at.toISOString(),
    severity,
    rejectMedia: isTrue(call.params, 'reject_media'),
    rejectReports: isTrue(call.params, 'reject_reports'),
    privateComment: word(call.params, 'private_comment'),
    publicComment: word(call.params, 'public_comment'),
    obfuscate: isTrue(call.params, 'obfuscate'),
  }
  call.state.domainBlocks.push(block)
  return json(shown(call.state, block))
}

export function changeDomainBlock(call: Call): Answer {
  const block = blocks.found(call)
  permit(call, 'manage_federation')
  const { params } = call
  const flag = (key: string, now: boolean) => (key in params ? isTrue(params, key) : now)
  const text = (key: string, now: string | null) => (key in params ? word(params, key) : now)
  Object.assign(block, {
    severity: severityOf(call) ?? block.severity,
    rejectMedia: flag('reject_media', block.rejectMedia),
    rejectReports: flag('reject_reports', block.rejectReports),
    obfuscate: flag('obfuscate', block.obfuscate),
    privateComment: text('private_comment', block.privateComment),
    publicComment: text('public_comment', block.publicComment),
  })
  return json(shown(call.state, block))
}

/** An unknown one broke Mastodon until it was taken for a fault of the caller's in 4.4. */
function severityOf({ state, params }: Call): DomainBlock['severity'] | null {
  const asked = word(params, 'severity')
  if (asked === null) return null
  const known = SEVERITIES.find((severity) => severity === asked)
  if (known) return known
  throw since(state, '4.4') ? invalid('Severity is not included in the list') : unhandled()
}

/** As Mastodon keeps it: in lower case, coded. It checks twice and says so twice. */
function domainOf({ params }: Call): string {
  const asked = word(params, 'domain')?.trim() ?? ''
  if (!asked) throw invalid("Domain can't be blank")
  const domain = domainToASCII(asked)
  if (!domain || /\s/.test(asked)) throw invalid('Domain is invalid, Domain is invalid')
  return domain
}

/** The rule that holds already: for the domain itself, or for a parent and no milder than the new one. */
function coveredBy(state: State, asked: Pick<DomainBlock, 'domain' | 'severity'>): DomainBlock | undefined {
  const strength = (severity: DomainBlock['severity']) => SEVERITIES.indexOf(severity)
  const isParent = ({ domain }: DomainBlock) => asked.domain.endsWith(`.${domain}`)
  const isStrictEnough = ({ severity }: DomainBlock) =>
    !since(state, '4.3') || strength(severity) >= strength(asked.severity)
  return (
    state.domainBlocks.find(({ domain }) => domain === asked.domain) ??
    state.domainBlocks.find((block) => isParent(block) && isStrictEnough(block))
  )
}

const alreadyBlocked = (state: State, existing: DomainBlock) =>
  new Refusal(
    json(
      {
        error: `You have already imposed stricter limits on ${existing.domain}.`,
        existing_domain_block: shown(state, existing),
      },
      422,
    ),
  )

const shown = (state: State, block: DomainBlock) => ({
  id: block.id,
  domain: block.domain,
  ...from(state, '4.3', { digest: createHash('sha256').update(block.domain).digest('hex') }),
  created_at: block.createdAt,
  severity: block.severity,
  reject_media: block.rejectMedia,
  reject_reports: block.rejectReports,
  private_comment: block.privateComment,
  public_comment: block.publicComment,
  obfuscate: block.obfuscate,
})
