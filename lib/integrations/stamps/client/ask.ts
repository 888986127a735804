import { randomBytes } from 'node:crypto'
import { readStamp, StampFault, stampRequest, type TimeStamp } from '@/lib/platform/audit/time-stamp'
import type { ReachPolicy } from '@/lib/platform/http/guard'
import { targetOf } from '@/lib/platform/http/guard'
import { makeOutward } from '@/lib/platform/http/outward'
import { OutwardFailure } from '@/lib/platform/http/outward-failure'

export interface Authority {
  url: string
  /** The owner said that it stands on an own network. */
  privateAddressConfirmed: boolean
}

export interface Stamped {
  /** The whole answer, as it came. */
  answer: Uint8Array<ArrayBuffer>
  stamp: TimeStamp
}

/** Why there is no stamp, as a word for a sentence: a kind of failure on the way, or what was wrong with the answer. */
export class NoStamp extends Error {
  readonly why: string
  constructor(why: string) {
    super(`no time stamp: ${why}`)
    this.name = 'NoStamp'
    this.why = why
  }
}

const MAX_BYTES = 256 * 1024
const PATIENCE_MS = 20_000

/**
 * Asks an authority (RFC 3161) to say that these bytes exist now. It gets their hash and nothing else; its answer is checked
 * before anybody sees it. Asking twice does no harm.
 */
export async function askForStamp(authority: Authority, bytes: Uint8Array): Promise<Stamped> {
  const nonce = new Uint8Array(randomBytes(8))
  const http = makeOutward({ policy: policyOf(authority), writeTimeoutMs: PATIENCE_MS, bodyTimeoutMs: PATIENCE_MS })
  try {
    const { status, bytes: answered } = await http.ask({
      url: authority.url,
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: stampRequest(bytes, nonce),
      maxBytes: MAX_BYTES,
    })
    if (status !== 200) throw new NoStamp('status')
    const answer = new Uint8Array(answered)
    return { answer, stamp: await readStamp({ answer, bytes, nonce }) }
  } catch (error) {
    throw asNoStamp(error)
  } finally {
    await http.close()
  }
}

function asNoStamp(error: unknown): unknown {
  if (error instanceof OutwardFailure) return new NoStamp(error.refusal ?? error.kind)
  return error instanceof StampFault ? new NoStamp(error.kind) : error
}

// Many authorities answer by http only. What goes out is a hash, what comes back is signed.
function policyOf({ url, privateAddressConfirmed }: Authority): ReachPolicy {
  const own = targetOf(new URL(url))
  return ({ protocol, hostname, port }) => {
    if (protocol !== own.protocol || hostname !== own.hostname || port !== own.port) return 'nowhere'
    return privateAddressConfirmed ? 'publicOrPrivate' : 'publicInClear'
  }
}
