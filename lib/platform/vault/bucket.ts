import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type Dispatcher, request } from 'undici'
import { VaultError } from './classes'
import { isFull, type Shelf, withTemporary } from './shelf'
import { type BucketAccess, signedHeaders } from './signature'

export interface Bucket extends BucketAccess {
  /** As `https://s3.reef.example/docket` or with a folder behind it; no final slash. */
  url: string
  /** Where ciphertext waits on this machine until the bucket has it. */
  folder: string
}

const NOTHING = createHash('sha256').digest('hex')
const NO_ROOM = [507, 413]
const PATIENCE_MS = 60_000

/**
 * A bucket that speaks S3, or a folder in one: `objects/…` under the vault's number. What is put there is written to this machine first
 * (encrypted), since an address is the hash of the whole; a PUT is there whole or not at all.
 */
export function bucketShelf(bucket: Bucket, identity: string, now: () => Date = () => new Date()): Shelf {
  const root = `${bucket.url}/${identity}`
  const begun = `${root}/begun`

  async function ask(
    method: Dispatcher.HttpMethod,
    address: string,
    body?: { file: string; hash: string; size: number },
  ) {
    const url = new URL(address)
    const headers = signedHeaders(bucket, { method, url, bodyHash: body?.hash ?? NOTHING, at: now() })
    try {
      return await request(url, {
        method,
        headers: { ...headers, ...(body ? { 'content-length': String(body.size) } : {}) },
        ...(body ? { body: createReadStream(body.file) } : {}),
        headersTimeout: PATIENCE_MS,
        bodyTimeout: PATIENCE_MS,
      })
    } catch (error) {
      throw new VaultError('unreachable', { cause: error })
    }
  }
  async function done(answer: Dispatcher.ResponseData, ...also: number[]): Promise<number> {
    const { statusCode } = answer
    await answer.body.dump()
    if (statusCode < 300 || also.includes(statusCode)) return statusCode
    throw new VaultError(NO_ROOM.includes(statusCode) ? 'full' : 'unreachable')
  }

  return {
    async put(pieces) {
      try {
        return await withTemporary(bucket.folder, pieces, async ({ file, hash, size }) => {
          await done(await ask('PUT', `${root}/objects/${hash}`, { file, hash, size }))
          return { address: hash }
        })
      } catch (error) {
        throw isFull(error) ? new VaultError('full', { cause: error }) : error
      }
    },
    async *read(address) {
      const answer = await ask('GET', `${root}/objects/${address}`)
      if (answer.statusCode === 404) {
        await answer.body.dump()
        throw new VaultError('missing')
      }
      if (answer.statusCode >= 300) await done(answer)
      for await (const piece of answer.body) yield piece
    },
    async drop(address) {
      await done(await ask('DELETE', `${root}/objects/${address}`), 404)
    },
    async *list() {
      const prefix = `${folderIn(root)}/objects/`
      for (let token = ''; ; ) {
        const query = new URLSearchParams({
          'list-type': '2',
          prefix,
          ...(token ? { 'continuation-token': token } : {}),
        })
        const answer = await ask('GET', `${bucketOf(root)}?${query.toString()}`)
        if (answer.statusCode >= 300) await done(answer)
        const xml = await answer.body.text()
        for (const [, entry = ''] of xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
          const address = /<Key>[^<]*?([0-9a-f]{64})<\/Key>/.exec(entry)?.[1]
          const at = new Date(/<LastModified>([^<]*)<\/LastModified>/.exec(entry)?.[1] ?? '')
          if (address && !Number.isNaN(at.getTime())) yield { address, at }
        }
        token = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(xml)?.[1] ?? ''
        if (!token) return
      }
    },
    dropLeftovers: () => Promise.resolve(0),
    async isThere() {
      return (await done(await ask('HEAD', begun), 404)) < 300
    },
    async begin() {
      await withTemporary(bucket.folder, [Buffer.from(identity)], async ({ file, hash, size }) => {
        await done(await ask('PUT', begun, { file, hash, size }))
      })
    },
  }
}

/** The bucket is the first part of the path, the folder in it the rest. */
function bucketOf(address: string): string {
  const url = new URL(address)
  return `${url.origin}/${url.pathname.split('/')[1] ?? ''}`
}
const folderIn = (address: string): string => new URL(address).pathname.split('/').slice(2).join('/')
