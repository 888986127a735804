import type { Reach, ReachPolicy, Target } from '@/lib/platform/http/guard'
import { targetOf } from '@/lib/platform/http/guard'
import type { Account } from '../schema/account'
import type { Instance } from '../schema/instance'
import type { MediaAttachment } from '../schema/media-attachment'

export interface InstanceHosts {
  origin: string
  /** The owner said at set-up that the instance stands on an own network. */
  privateAddressConfirmed: boolean
  /** Hosts, with port where it is unusual, that the instance serves files from. */
  mediaHosts: readonly string[]
}

/** Lets calls out to the connected instance and its media hosts, and nowhere else. */
export function instancePolicy(hosts: InstanceHosts): ReachPolicy {
  const instance = targetOf(new URL(hosts.origin))
  const own: Reach = hosts.privateAddressConfirmed ? 'publicOrPrivate' : 'public'
  return (target) => {
    if (isSame(target, instance)) return own
    if (!hosts.mediaHosts.includes(hostOf(target))) return 'nowhere'
    return target.hostname === instance.hostname ? own : 'public'
  }
}

/**
 * The hosts that this server serves files from, other than its own, as seen in what it sent. Addresses of files in
 * the API are always the server's own or those of its storage; `remote_url` is neither and is not looked at.
 */
export function mediaHostsOf(
  origin: string,
  seen: { instance?: Instance; accounts?: readonly Account[]; attachments?: readonly MediaAttachment[] },
): string[] {
  const addresses = [
    seen.instance?.thumbnail?.url,
    ...[seen.instance?.contact?.account, ...(seen.accounts ?? [])].flatMap((each) => [each?.avatar, each?.header]),
    ...(seen.attachments ?? []).flatMap((each) => [each.url, each.preview_url]),
  ]
  const hosts = addresses.flatMap((address) => (address ? [new URL(address).host] : []))
  return [...new Set(hosts)].filter((host) => host !== new URL(origin).host).toSorted()
}

function hostOf(target: Target): string {
  const hostname = target.hostname.includes(':') ? `[${target.hostname}]` : target.hostname
  return new URL(`${target.protocol}//${hostname}:${target.port}`).host
}

function isSame(a: Target, b: Target): boolean {
  return a.protocol === b.protocol && a.hostname === b.hostname && a.port === b.port
}
