import { createHash, randomBytes, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { all } from '@/lib/testing/vault'
import { bucketShelf } from './bucket'
import { signedHeaders } from './signature'

describe('the signature of a request', () => {
  it('is the one of the example that AWS prints', () => {
    // "Examples: Signature calculations", GET Bucket Lifecycle.
    const access = {
      accessKey: 'AKIAIOSFODNN7EXAMPLE',
      secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      region: 'us-east-1',
    }
    const headers = signedHeaders(access, {
      method: 'GET',
      url: new URL('https://examplebucket.s3.amazonaws.com/?lifecycle='),
      bodyHash: createHash('sha256').digest('hex'),
      at: new Date('2013-05-24T00:00:00Z'),
    })
    expect(headers.authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, ' +
        'SignedHeaders=host;x-amz-content-sha256;x-amz-date, ' +
        'Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    )
  })
})

// No server that speaks S3 and is well kept can be had from npm: this runs where somebody names one, as
// TEST_BUCKET='http://id:secret@localhost:9000/bucket'.
const named = process.env.TEST_BUCKET ? new URL(process.env.TEST_BUCKET) : null

if (named)
  describe('a bucket', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-bucket-'))
    afterAll(() => fs.rmSync(folder, { recursive: true }))
    const access = { accessKey: named?.username ?? '', secretKey: named?.password ?? '', region: 'us-east-1' }
    const shelf = bucketShelf({ ...access, url: `${named?.origin}${named?.pathname}`, folder }, randomUUID())
    const put = (bytes: Buffer) =>
      shelf.put(
        (async function* () {
          yield bytes
        })(),
      )

    it('is begun once and found again', async () => {
      expect(await shelf.isThere()).toBe(false)
      await shelf.begin()
      expect(await shelf.isThere()).toBe(true)
    })

    it('keeps what is put there under its hash, and lists it; nothing stays on this machine', async () => {
      const bytes = [randomBytes(3_000_000), randomBytes(10)]
      const addresses = []
      for (const one of bytes) addresses.push((await put(one)).address)
      expect(addresses).toEqual(bytes.map((one) => createHash('sha256').update(one).digest('hex')))
      for (const [n, address] of addresses.entries())
        expect(Buffer.concat(await all(shelf.read(address))).equals(bytes[n] ?? Buffer.alloc(0))).toBe(true)
      const listed = (await all(shelf.list())).map((file) => file.address)
      expect(listed.toSorted()).toEqual(addresses.toSorted())
      expect(fs.readdirSync(path.join(folder, 'incoming'))).toEqual([])
    })

    it('drops, and says that it is missing; dropping twice is nothing', async () => {
      const { address } = await put(randomBytes(10))
      await shelf.drop(address)
      await shelf.drop(address)
      await expect(all(shelf.read(address))).rejects.toMatchObject({ fault: 'missing' })
    })

    it('takes nothing from who signs with another secret', async () => {
      const stranger = bucketShelf(
        { ...access, secretKey: 'other', url: `${named?.origin}${named?.pathname}`, folder },
        'x',
      )
      await expect(stranger.begin()).rejects.toMatchObject({ fault: 'unreachable' })
    })
  })

it('that does not answer is unreachable, and nothing of it is left here', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-bucket-'))
  const access = { accessKey: 'id', secretKey: 'secret', region: 'us-east-1' }
  const shelf = bucketShelf({ ...access, url: 'http://127.0.0.1:9/docket', folder }, randomUUID())
  await expect(shelf.begin()).rejects.toMatchObject({ fault: 'unreachable' })
  expect(fs.readdirSync(path.join(folder, 'incoming'))).toEqual([])
  fs.rmSync(folder, { recursive: true })
})
