import { isIP } from 'node:net'
import { permit } from '../access'
import { invalid, json, unhandled, type Answer } from '../answer'
import type { Call } from '../call'
import { nextNumber } from '../ids'
import { toInteger, word } from '../params'
import type { IpBlock } from '../state'
import { since } from '../versions'
import { shelf } from './blocks'

const SEVERITIES = ['sign_up_requires_approval', 'sign_up_block', 'no_access'] as const

const show = ({ id, ip, severity, comment, createdAt, expiresAt }: IpBlock) => ({
  id,
  ip,
  severity,
  comment,
  created_at: createdAt,
  expires_at: expiresAt,
})

const blocks = shelf<IpBlock>({
  records: (call) => call.state.ipBlocks,
  needs: 'manage_blocks',
  show,
  max: () => 200,
})
export const { list: listIpBlocks, showOne: showIpBlock, remove: removeIpBlock } = blocks

/** `POST /api/v1/admin/ip_blocks` (reference 2.7). */
export function blockIp(call: Call): Answer {
  permit(call, 'manage_blocks')
  const severity = severityOf(call)
  const ip = rangeOf(word(call.params, 'ip') ?? '')
  if (!ip) throw invalid("Ip can't be blank")
  if (!severity) throw invalid("Severity can't be blank")
  if (call.state.ipBlocks.some((block) => block.ip === ip)) throw invalid('Ip has already been taken')
  const block: IpBlock = {
    id: String(nextNumber(call.state, 'ipBlock')),
    ip,
    severity,
    comment: word(call.params, 'comment') ?? '',
    createdAt: call.at.toISOString(),
    expiresAt: expiryOf(call),
  }
  call.state.ipBlocks.push(block)
  return json(show(block))
}

export function changeIpBlock(call: Call): Answer {
  const block = blocks.found(call)
  permit(call, 'manage_blocks')
  const { params } = call
  Object.assign(block, {
    ip: rangeOf(word(params, 'ip') ?? '') ?? block.ip,
    severity: severityOf(call) ?? block.severity,
    comment: word(params, 'comment') ?? block.comment,
    expiresAt: 'expires_in' in params ? expiryOf(call) : block.expiresAt,
  })
  return json(show(block))
}

/** An unknown one broke Mastodon until it was taken for a fault of the caller's in 4.4. */
function severityOf({ state, params }: Call): IpBlock['severity'] | null {
  const asked = word(params, 'severity')
  if (asked === null) return null
  const known = SEVERITIES.find((severity) => severity === asked)
  if (known) return known
  throw since(state, '4.4') ? invalid('Severity is not included in the list') : unhandled()
}

/** A single address is a range of one. */
function rangeOf(text: string): string | null {
  const [ip = '', bits] = text.split('/')
  const family = isIP(ip)
  return family === 0 ? null : `${ip}/${bits ?? (family === 4 ? 32 : 128)}`
}

function expiryOf({ params, at }: Call): string | null {
  const seconds = toInteger(word(params, 'expires_in') ?? '')
  return seconds > 0 ? new Date(at.getTime() + seconds * 1000).toISOString() : null
}
