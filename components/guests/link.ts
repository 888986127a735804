'use client'

export interface Link {
  address: string
  /** What the console keeps of it. */
  hash: string
}

/** Makes a link here in the browser: the console gets the hash of what it holds, and that itself only from the guest. */
export async function makeLink(): Promise<Link> {
  const token = coded(crypto.getRandomValues(new Uint8Array(32)))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)))
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  // Behind the #, which no server and no log is told.
  return { address: `${location.origin}/guest#${token}`, hash: hex }
}

const coded = (bytes: Uint8Array): string =>
  btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
