import { randomBytes, timingSafeEqual } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { birthOf } from './lock.mjs'
import { reason } from './say.mjs'

const FOLDER = 'docket-control-'

/**
 * What the app may ask of its launcher: a small HTTP server on a socket in a folder of ours, behind a token.
 * @param {Record<string, () => Promise<object>>} doors by method and path; a rejection is answered with 503 and its reason
 * @returns {Promise<{ address: string, close: () => Promise<void> }>} address: `<token>@<path of the socket>`
 */
export async function openControl(doors) {
  const token = randomBytes(24).toString('base64url')
  clearLeftovers()
  const folder = fs.mkdtempSync(path.join(shortFolder(), `${FOLDER}${process.pid}-`))
  const socket = path.join(folder, 'socket')
  const server = http.createServer((request, response) => {
    void answer(request, token, doors).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise((done) => server.listen(socket, () => done(undefined)))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    fs.rmSync(folder, { recursive: true, force: true })
  }
  return { address: `${token}@${socket}`, close }
}

/** A killed launcher leaves its folder behind. */
function clearLeftovers() {
  for (const name of fs.readdirSync(shortFolder()).filter((entry) => entry.startsWith(FOLDER))) {
    const folder = path.join(shortFolder(), name)
    const isOurs = fs.lstatSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.()
    if (isOurs && birthOf(Number(name.split('-')[2])) === null) fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** The path of a socket may have 103 bytes at most. */
const shortFolder = () => (os.tmpdir().length <= 60 ? os.tmpdir() : '/tmp')

/**
 * @param {http.IncomingMessage} request @param {string} token @param {Record<string, () => Promise<object>>} doors
 * @returns {Promise<{ status: number, body: object }>}
 */
async function answer(request, token, doors) {
  request.resume()
  if (!same(request.headers.authorization ?? '', `Bearer ${token}`)) return { status: 401, body: {} }
  const door = doors[`${request.method} ${request.url}`]
  if (!door) return { status: 404, body: {} }
  try {
    return { status: 200, body: await door() }
  } catch (error) {
    return { status: 503, body: { reason: reason(error) } }
  }
}

/** @param {string} one @param {string} other */
function same(one, other) {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
