import nodemailer from 'nodemailer'

export interface MailServer {
  url: string
  from: string
}

/** A mail of ours: plain text only. */
export interface Letter {
  to: string
  subject: string
  text: string
  /** Makes two mails on the same thing distinguishable, and their answers findable. */
  id: string
}

/** Why a mail did not go out, as far as it can be told. `unknown` may mean that it did. */
export type MailFailure = 'refused' | 'unreachable' | 'unknown'

const WAIT_MS = 20_000

/** Hands one mail to the server, once. A reply that was lost is not asked for again: nobody can tell whether it went. */
export async function sendMail(server: MailServer, { to, subject, text, id }: Letter): Promise<MailFailure | null> {
  const waits = { connectionTimeout: WAIT_MS, greetingTimeout: WAIT_MS, socketTimeout: WAIT_MS, dnsTimeout: WAIT_MS }
  const transport = nodemailer.createTransport({
    url: server.url,
    ...waits,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const messageId = `<${id}@${server.from.split('@')[1] ?? 'docket'}>`
    await transport.sendMail({ from: server.from, to, subject, text, messageId })
    return null
  } catch (error) {
    return failureOf(error)
  } finally {
    transport.close()
  }
}

// Without a connection, a name or a password nothing can have been taken. A line that went dead later may have carried it over.
const NOTHING_SENT = /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|EAUTH|ETLS|EDNS/

function failureOf(error: unknown): MailFailure {
  const { code = '', message = '', responseCode = 0 } = error instanceof Error ? (error as Error & Told) : {}
  if (responseCode >= 400) return 'refused'
  return NOTHING_SENT.test(`${code} ${message}`) ? 'unreachable' : 'unknown'
}
interface Told {
  code?: string
  responseCode?: number
}
