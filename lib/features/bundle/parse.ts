import { Certificate, SignedData, TimeStampResp } from 'pkijs'

/** The certificates that an authority sent along with its stamp, as PEM: what `openssl ts -verify` needs beside the stamp. */
export function certificatesOf(answer: Uint8Array<ArrayBuffer>): string {
  const { timeStampToken } = TimeStampResp.fromBER(answer)
  const signed = timeStampToken ? new SignedData({ schema: timeStampToken.content }) : null
  const certificates = (signed?.certificates ?? []).filter((one) => one instanceof Certificate)
  return certificates.map((one) => pemOf(Buffer.from(one.toSchema().toBER()))).join('')
}

function pemOf(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
