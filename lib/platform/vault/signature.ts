import { createHash, createHmac } from 'node:crypto'

export interface BucketAccess {
  accessKey: string
  secretKey: string
  region: string
}

interface Asked {
  method: string
  url: URL
  /** SHA-256 of the body, in hex. */
  bodyHash: string
  at: Date
}

/** Headers by which an S3-compatible server knows who asks for what (AWS Signature Version 4), `host` left to the client. */
export function signedHeaders({ accessKey, secretKey, region }: BucketAccess, asked: Asked): Record<string, string> {
  const { method, url, bodyHash, at } = asked
  const stamp = at.toISOString().replace(/[-:]|\.\d{3}/g, '')
  const day = stamp.slice(0, 8)
  const scope = `${day}/${region}/s3/aws4_request`
  const headers = { host: url.host, 'x-amz-content-sha256': bodyHash, 'x-amz-date': stamp }
  const names = Object.keys(headers).join(';')
  const canonical = [
    method,
    url.pathname.split('/').map(strictly).join('/'),
    [...url.searchParams]
      .map(([name, value]) => `${strictly(name)}=${strictly(value)}`)
      .toSorted()
      .join('&'),
    ...Object.entries(headers).map(([name, value]) => `${name}:${value}`),
    '',
    names,
    bodyHash,
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', stamp, scope, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer>(
    (by, part) => createHmac('sha256', by).update(part).digest(),
    Buffer.from(`AWS4${secretKey}`),
  )
  const signature = createHmac('sha256', key).update(toSign).digest('hex')
  return {
    'x-amz-content-sha256': bodyHash,
    'x-amz-date': stamp,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  }
}

const strictly = (text: string): string =>
  encodeURIComponent(decodeURIComponent(text)).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
