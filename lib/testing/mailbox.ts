import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'

export interface Mailbox {
  url: string
  /** Each mail as it came, headers and all. */
  mails: string[]
  /** What the next mails meet: taken, refused, or the line goes dead once the mail has come. */
  set(behaviour: 'take' | 'refuse' | 'dropAfter'): void
  close(): Promise<void>
}

/** A real mail server on this machine that keeps what it is given. */
export async function openMailbox(): Promise<Mailbox> {
  const mails: string[] = []
  let behaviour = 'take'
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      let text = ''
      stream.on('data', (piece: Buffer) => (text += piece.toString('utf8')))
      stream.on('end', () => {
        if (behaviour === 'refuse') return done(Object.assign(new Error('Not here'), { responseCode: 550 }))
        mails.push(text)
        if (behaviour !== 'dropAfter') return done()
        for (const connection of server.connections) connection._socket?.destroy()
        void session
      })
    },
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    set: (next) => (behaviour = next),
    close: () => new Promise((done) => server.close(done)),
  }
}
