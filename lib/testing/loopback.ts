import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import net, { type LookupFunction } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach } from 'vitest'

const closers: (() => unknown)[] = []
afterEach(closeAll)

/** Closes what `listening`, `serve` and `closeLater` noted, newest first. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close()
}

export function closeLater(close: () => unknown): void {
  closers.push(close)
}

/** Listens on a free port of 127.0.0.1 until the end of the test. */
export async function listening(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closeLater(() => server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

export function serve(handler: http.RequestListener): Promise<number> {
  const server = http.createServer(handler)
  closeLater(() => server.closeAllConnections())
  return listening(server)
}

/** A resolver that knows one answer, for names that must not be looked up in a test. */
export function resolvesTo(...addresses: string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: net.isIP(address) }))
  return (_hostname, _options, callback) => callback(null, found)
}

/** A key and a certificate for one name that signs itself. */
export function selfSigned(name: string): { key: string; cert: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'docket-tls-'))
  const key = path.join(folder, 'key.pem')
  const cert = path.join(folder, 'cert.pem')
  const request = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2'.split(' ')
  const names = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`]
  try {
    execFileSync('openssl', [...request, ...names, '-keyout', key, '-out', cert], { stdio: 'ignore' })
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
