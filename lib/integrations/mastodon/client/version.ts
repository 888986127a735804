import type { Instance } from '../schema/instance'

export type Release = '4.2' | '4.3' | '4.4' | '4.5' | '4.6'

export interface ServerVersion {
  /** As the server writes it, as `4.6.5+glitch`. */
  text: string
  major: number
  minor: number
  patch: number
  /** `api_versions.mastodon`; null up to 4.2. */
  api: number | null
  /** What follows the number, as `glitch`; null for upstream's own. */
  fork: string | null
  /** The name of other software that only claims to be compatible, as `Pleroma`; null for Mastodon and forks. */
  otherSoftware: string | null
}

export function serverVersion(instance: { version: string; api_versions?: Instance['api_versions'] }): ServerVersion {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(instance.version) ?? []
  return {
    text: instance.version,
    major: Number(major ?? 0),
    minor: Number(minor ?? 0),
    patch: Number(patch ?? 0),
    api: instance.api_versions?.mastodon ?? null,
    fork: /^[^+(]*\+([\w.-]+)/.exec(instance.version)?.[1] ?? null,
    otherSoftware: /\(compatible;\s*([^\s)]+)/.exec(instance.version)?.[1] ?? null,
  }
}

/** The API number says it where there is one, because forks number themselves as they like. */
export function isAtLeast(version: ServerVersion, release: Release): boolean {
  if (version.api !== null) return version.api >= API_OF[release]
  const [major, minor] = release.split('.').map(Number)
  return version.major > (major ?? 0) || (version.major === major && version.minor >= (minor ?? 0))
}

const API_OF: Record<Release, number> = { '4.2': 1, '4.3': 2, '4.4': 6, '4.5': 7, '4.6': 10 }
