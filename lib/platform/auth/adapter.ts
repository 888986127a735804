import type { Adapter, AdapterSession, AdapterUser } from 'next-auth/adapters'
import type { Db } from '@/lib/platform/db/client'
import { aheadMs, timeNow } from '@/lib/platform/time/now'
import { hashOfSession } from './session'

/**
 * next-auth's store over our own tables, one of the few writers beside commands (DESIGN 1.2). People and their tokens are
 * written by `staff.admit` before next-auth gets here, so creating and linking only finds what stands already. Sessions are
 * kept under the hash of their cookie. Ids of users are ids of people.
 */
export function sessionAdapter(db: Db): Adapter {
  const userOf = (person: { id: string; displayName: string; acct: string }): AdapterUser => ({
    id: person.id,
    name: person.displayName || person.acct,
    email: `${person.id}@invalid`,
    emailVerified: null,
  })
  const find = async (id: string) => {
    const person = await db.person.findUnique({ where: { id } })
    return person ? userOf(person) : null
  }
  return {
    createUser: async (user: AdapterUser) => (await find(user.id)) ?? refuse(),
    getUser: find,
    getUserByEmail: async () => null,
    // The provider's account id is the person's id: see `signIn`.
    getUserByAccount: ({ providerAccountId }) => find(providerAccountId),
    updateUser: async (user) => (await find(user.id)) ?? refuse(),
    linkAccount: async () => undefined,
    async createSession({ sessionToken, userId, expires }) {
      await db.session.create({
        data: {
          tokenHash: hashOfSession(sessionToken),
          personId: userId,
          expiresAt: new Date(expires.getTime() + aheadMs()),
          ...begun(timeNow()),
        },
      })
      return { sessionToken, userId, expires }
    },
    async getSessionAndUser(sessionToken) {
      const row = await db.session.findUnique({
        where: { tokenHash: hashOfSession(sessionToken) },
        include: { person: true },
      })
      if (!row) return null
      return { session: { sessionToken, userId: row.personId, expires: row.expiresAt }, user: userOf(row.person) }
    },
    async updateSession(session) {
      return session.userId && session.expires
        ? ({ ...session, userId: session.userId, expires: session.expires } satisfies AdapterSession)
        : null
    },
    async deleteSession(sessionToken) {
      await db.session.deleteMany({ where: { tokenHash: hashOfSession(sessionToken) } })
    },
  }
}

/**
 * Somebody else signs in in the browser that holds this cookie: the session before it ends, and its streams with it. Otherwise
 * next-auth would refuse the newcomer and leave the former person signed in (core/lib/callback-handler.js, AccountNotLinked).
 * Where it is the same person, the session goes on and is proved anew.
 */
export async function endFormerSession(db: Db, cookie: string | undefined, personId: string, now: Date): Promise<void> {
  if (!cookie) return
  await db.session.deleteMany({ where: { tokenHash: hashOfSession(cookie), NOT: { personId } } })
  // The same person came back from the instance: next-auth keeps their session, which they have proved anew to hold.
  await db.session.updateMany({ where: { tokenHash: hashOfSession(cookie), personId }, data: { signedInAt: now } })
}

const begun = (at: Date) => ({ createdAt: at, signedInAt: at })

function refuse(): never {
  throw new Error('a person is written by staff.admit, not by next-auth')
}
