import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'

/** A real time-stamp authority: OpenSSL behind a small server on this machine. */
export interface TestAuthority {
  url: string
  /** Certificate of the root that signed its certificate, as a file and as PEM. */
  rootFile: string
  rootPem: string
  /** What it does with a question: answers it, or goes wrong in some way. */
  mode: { now: Mode }
  /** How often it was asked. */
  asked: { count: number }
  close: () => Promise<void>
}

export type Mode = 'answer' | 'sayNo' | 'breakOff' | 'error' | 'html' | 'earlierAnswer' | 'changeByte' | 'expired'

export async function startAuthority(): Promise<TestAuthority> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-authority-'))
  makeCertificates(folder)
  const mode: TestAuthority['mode'] = { now: 'answer' }
  const asked = { count: 0 }
  let earlier: Buffer | null = null
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      asked.count += 1
      const question = Buffer.concat(parts)
      if (mode.now === 'breakOff') return request.socket.destroy()
      if (mode.now === 'error') return response.writeHead(503).end()
      if (mode.now === 'html') return response.end('<!doctype html><title>Stamps</title>')
      const answer = mode.now === 'earlierAnswer' && earlier ? earlier : reply(folder, question, mode.now)
      if (mode.now === 'answer') earlier ??= answer
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' })
      response.end(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    fs.rmSync(folder, { recursive: true })
  }
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const rootFile = path.join(folder, 'root.pem')
  return {
    url: `http://127.0.0.1:${port}/tsa`,
    rootFile,
    rootPem: fs.readFileSync(rootFile, 'utf8'),
    mode,
    asked,
    close,
  }
}

function reply(folder: string, question: Buffer, mode: Mode): Buffer {
  const asked = path.join(folder, 'question.tsq')
  // Words that are no question make OpenSSL say no, in the form of the standard.
  fs.writeFileSync(asked, mode === 'sayNo' ? Buffer.from('no question') : question)
  const section = mode === 'expired' ? 'expired' : 'tsa'
  run(folder, `ts -reply -config config.cnf -section ${section} -queryfile question.tsq -out answer.tsr`)
  const answer = fs.readFileSync(path.join(folder, 'answer.tsr'))
  if (mode === 'changeByte') answer.writeUInt8(answer.readUInt8(answer.length - 5) ^ 1, answer.length - 5)
  return answer
}

function makeCertificates(folder: string): void {
  fs.writeFileSync(path.join(folder, 'config.cnf'), CONFIG)
  fs.writeFileSync(path.join(folder, 'serial'), '01\n')
  run(
    folder,
    'req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 3650 -subj /O=Reef/CN=Root -config config.cnf -extensions root',
  )
  for (const [name, days] of [
    ['stamps', 3000],
    ['expired', -1],
  ]) {
    run(
      folder,
      `req -newkey rsa:2048 -nodes -keyout ${name}.key -out ${name}.csr -subj /O=Reef/CN=${name} -config config.cnf`,
    )
    run(
      folder,
      `x509 -req -in ${name}.csr -CA root.pem -CAkey root.key -set_serial 7 -days ${days} -out ${name}.pem -extfile config.cnf -extensions stamps`,
    )
  }
}

const run = (cwd: string, words: string) => execFileSync('openssl', words.split(' '), { cwd, stdio: 'pipe' })

const CONFIG = `
[req]
distinguished_name = name
prompt = no
[name]
CN = unused
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[stamps]
extendedKeyUsage = critical, timeStamping
keyUsage = critical, digitalSignature
[tsa]
serial = serial
signer_cert = stamps.pem
signer_key = stamps.key
certs = root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
[expired]
serial = serial
signer_cert = expired.pem
signer_key = expired.key
certs = root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
`
