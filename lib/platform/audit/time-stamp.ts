import { createHash } from 'node:crypto'
import { fromBER, Integer, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import {
  AlgorithmIdentifier,
  type Attribute,
  Certificate,
  ExtKeyUsage,
  MessageImprint,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs'

/** What an authority said of some bytes: that they existed then (RFC 3161). */
export interface TimeStamp {
  stampedAt: Date
  /** Subject of the certificate that signed. */
  authorityName: string
  /** SHA-256 of that certificate, in hex. */
  certificate: string
  serial: string
  /** Whether the certificate leads to one that the reader trusts; null when they named none. */
  isTrusted: boolean | null
}

export type StampFaultKind =
  | 'notAnAnswer'
  | 'refused'
  | 'otherContent'
  | 'otherNonce'
  | 'badSignature'
  | 'noTimeStampCertificate'

/** Why an answer proves nothing. */
export class StampFault extends Error {
  readonly kind: StampFaultKind
  constructor(kind: StampFaultKind) {
    super(`time stamp: ${kind}`)
    this.name = 'StampFault'
    this.kind = kind
  }
}

const SHA256 = '2.16.840.1.101.3.4.2.1'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'
const CONTENT_TYPE = '1.2.840.113549.1.9.3'

/** What is sent to the authority: the SHA-256 of the bytes and a number of our own, nothing else. */
export function stampRequest(bytes: Uint8Array, nonce: Uint8Array<ArrayBuffer>): Uint8Array {
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256, algorithmParams: new Null() }),
      hashedMessage: new OctetString({ valueHex: new Uint8Array(digestOf(bytes)) }),
    }),
    nonce: new Integer({ valueHex: positive(nonce) }),
    certReq: true,
  })
  return new Uint8Array(request.toSchema().toBER())
}

interface Reading {
  /** The whole answer of the authority. */
  answer: Uint8Array
  /** What was to be stamped. */
  bytes: Uint8Array
  /** That of the request, where it is known. */
  nonce?: Uint8Array<ArrayBuffer>
  /** Certificates that the reader trusts, as DER. */
  trusted?: readonly Uint8Array[]
}

/** Reads an answer and believes nothing: status, imprint, nonce, the signature and its certificate must all fit. */
export async function readStamp({ answer, bytes, nonce, trusted = [] }: Reading): Promise<TimeStamp> {
  const { signed, info } = parsed(answer)
  if (info.messageImprint.hashAlgorithm.algorithmId !== SHA256) throw new StampFault('otherContent')
  if (!digestOf(bytes).equals(hexOf(info.messageImprint.hashedMessage))) throw new StampFault('otherContent')
  if (nonce && !sameNumber(info.nonce, nonce)) throw new StampFault('otherNonce')
  const certificate = await signerOf(signed, bytes, trusted)
  const der = Buffer.from(certificate.certificate.toSchema().toBER())
  assertForStamps(certificate.certificate, info.genTime)
  assertNamed(signed, der)
  return {
    stampedAt: info.genTime,
    authorityName: nameOf(certificate.certificate),
    certificate: digestOf(der).toString('hex'),
    serial: Buffer.from(info.serialNumber.valueBlock.valueHexView).toString('hex'),
    isTrusted: trusted.length > 0 ? certificate.isTrusted : null,
  }
}

function parsed(answer: Uint8Array): { signed: SignedData; info: TSTInfo } {
  try {
    const response = TimeStampResp.fromBER(new Uint8Array(answer))
    // 0: granted; 1: granted with modifications. Anything else carries no stamp.
    if (![0, 1].includes(response.status.status) || !response.timeStampToken) throw new StampFault('refused')
    const signed = new SignedData({ schema: response.timeStampToken.content })
    const content = signed.encapContentInfo.eContent?.getValue()
    if (signed.encapContentInfo.eContentType !== TST_INFO || !content || signed.signerInfos.length !== 1)
      throw new StampFault('notAnAnswer')
    return { signed, info: TSTInfo.fromBER(content) }
  } catch (error) {
    if (error instanceof StampFault) throw error
    throw new StampFault('notAnAnswer')
  }
}

async function signerOf(signed: SignedData, bytes: Uint8Array, trusted: readonly Uint8Array[]) {
  const asked = { signer: 0, data: new Uint8Array(bytes).buffer, extendedMode: true as const }
  const seen = await signed.verify(asked).catch(() => null)
  if (!seen?.signatureVerified || !seen.signerCertificate || !signed.signerInfos[0]?.signedAttrs)
    throw new StampFault('badSignature')
  if (trusted.length === 0) return { certificate: seen.signerCertificate, isTrusted: false }
  const trustedCerts = trusted.map((der) => Certificate.fromBER(new Uint8Array(der)))
  const chained = await signed.verify({ ...asked, checkChain: true, trustedCerts }).catch(() => null)
  return { certificate: seen.signerCertificate, isTrusted: chained?.signatureVerified === true }
}

/** The certificate is meant for time stamps, and was valid then. */
function assertForStamps(certificate: Certificate, at: Date): void {
  const usage = certificate.extensions?.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE)?.parsedValue
  const isMeant = usage instanceof ExtKeyUsage && usage.keyPurposes.includes(TIME_STAMPING)
  const isValid = certificate.notBefore.value <= at && at <= certificate.notAfter.value
  if (!isMeant || !isValid) throw new StampFault('noTimeStampCertificate')
}

/** The signature names the certificate (ESS), so that no other with the same key can stand in, and what kind of content it signs. */
function assertNamed(signed: SignedData, der: Buffer): void {
  const attributes = signed.signerInfos[0]?.signedAttrs?.attributes ?? []
  const valueOf = (type: string): unknown => attributes.find((one: Attribute) => one.type === type)?.values[0]
  const contentType = valueOf(CONTENT_TYPE)
  if (!(contentType instanceof ObjectIdentifier) || contentType.valueBlock.toString() !== TST_INFO)
    throw new StampFault('badSignature')
  const v2 = valueOf(SIGNING_CERTIFICATE_V2)
  const named = hashIn(v2 ?? valueOf(SIGNING_CERTIFICATE))
  const algorithm = v2 ? (NAMED_BY_LENGTH[named?.length ?? 0] ?? 'sha256') : 'sha1'
  if (!named?.equals(createHash(algorithm).update(der).digest())) throw new StampFault('badSignature')
}
const NAMED_BY_LENGTH: Partial<Record<number, string>> = { 32: 'sha256', 48: 'sha384', 64: 'sha512' }

/** SigningCertificate: the first sequence of the first sequence holds the hash, after the algorithm where that is named. */
function hashIn(value: unknown): Buffer | null {
  const first = value instanceof Sequence ? value.valueBlock.value[0] : null
  const id = first instanceof Sequence ? first.valueBlock.value[0] : null
  const hash = id instanceof Sequence ? id.valueBlock.value.find((part) => part instanceof OctetString) : null
  return hash instanceof OctetString ? hexOf(hash) : null
}

const NAMES: Partial<Record<string, string>> = { '2.5.4.3': 'CN', '2.5.4.10': 'O', '2.5.4.6': 'C' }

function nameOf({ subject }: Certificate): string {
  const parts = subject.typesAndValues.flatMap(({ type, value }) => {
    const name = NAMES[type]
    return name ? [`${name}=${String(value.valueBlock.value)}`] : []
  })
  return parts.join(', ').slice(0, 300)
}

/** The certificates of a PEM file. */
export function certificatesIn(pem: string): Uint8Array[] {
  return [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)].flatMap(([, body = '']) => {
    const der = new Uint8Array(Buffer.from(body, 'base64'))
    return fromBER(der).offset === -1 ? [] : [der]
  })
}

const digestOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
const hexOf = (octets: OctetString): Buffer => Buffer.from(octets.valueBlock.valueHexView)

// A leading zero keeps the number from being read as negative; without one it is written as short as can be.
function positive(nonce: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const short = trimmed(nonce)
  return (short[0] ?? 0) > 127 ? new Uint8Array([0, ...short]) : new Uint8Array(short)
}

function trimmed(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0)
  return start === -1 ? new Uint8Array(1) : bytes.subarray(start)
}

function sameNumber(said: Integer | undefined, nonce: Uint8Array): boolean {
  return said !== undefined && Buffer.from(trimmed(said.valueBlock.valueHexView)).equals(Buffer.from(trimmed(nonce)))
}
