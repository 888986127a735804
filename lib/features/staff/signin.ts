import type { NextAuthOptions } from 'next-auth'
import { exchangeCode } from '@/lib/integrations/mastodon/client/oauth'
import { verifyCredentials } from '@/lib/integrations/mastodon/client/me'
import { anonymousConnection } from '@/lib/features/instances/connections'
import { endFormerSession, sessionAdapter } from '@/lib/platform/auth/adapter'
import { newSessionToken } from '@/lib/platform/auth/session'
import { runCommand } from '@/lib/platform/commands/run'
import type { Db } from '@/lib/platform/db/client'
import { log, traceOf } from '@/lib/platform/log/log'
import { unsealHere } from '@/lib/platform/vault/console'
import { admit } from './commands'
import { SESSION_MS } from './model'

interface SignInInput {
  db: Db
  callbackUrl: string
  isSecure: boolean
  secret: string
  holdsSetup: boolean
  /** The session cookie that this browser sends, of whoever was signed in before. */
  formerCookie: string | undefined
  namedOwner: string | null
  /** The console has an owner now: the terminal's code has done its work. */
  onOwner: () => void
  now: () => Date
}

interface Admitted {
  id: string
  name: string
}

/**
 * next-auth's options for the instance that is connected now; null when none is. Code and profile are fetched by our own
 * guarded client. The token is stored anew at each sign-in (next-auth 4 would keep the first one for ever).
 */
export async function signInOptions(input: SignInInput): Promise<NextAuthOptions | null> {
  const { db } = input
  const instance = await db.instance.findFirst({ where: { state: 'connected' } })
  if (!instance) return null
  const clientSecret = unsealHere('client secret', instance.id, instance.clientSecret)
  return {
    secret: input.secret,
    useSecureCookies: input.isSecure,
    adapter: sessionAdapter(db),
    session: {
      strategy: 'database',
      maxAge: SESSION_MS / 1000,
      updateAge: SESSION_MS / 1000,
      generateSessionToken: newSessionToken,
    },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    logger: {
      error: (code, metadata) =>
        log('error', 'signIn.failed', { code, ...traceOf('error' in metadata ? metadata.error : metadata) }),
      warn: () => undefined,
      debug: () => undefined,
    },
    providers: [
      {
        id: 'mastodon',
        name: instance.title,
        type: 'oauth',
        version: '2.0',
        clientId: instance.clientId,
        clientSecret,
        checks: instance.isPkceOffered ? ['pkce', 'state'] : ['state'],
        authorization: { url: `${instance.origin}/oauth/authorize`, params: { scope: instance.scopes.join(' ') } },
        token: {
          url: `${instance.origin}/oauth/token`,
          async request({ params, checks }) {
            const answer = await exchangeCode(anonymousConnection(instance), {
              clientId: instance.clientId,
              clientSecret,
              code: params.code ?? '',
              redirectUri: input.callbackUrl,
              ...(checks.code_verifier ? { codeVerifier: checks.code_verifier } : {}),
            })
            return {
              tokens: { access_token: answer.value.access_token, token_type: 'Bearer', scope: answer.value.scope },
            }
          },
        },
        userinfo: {
          url: `${instance.origin}/api/v1/accounts/verify_credentials`,
          async request({ tokens }) {
            const token = tokens.access_token ?? ''
            const scopes = (tokens.scope ?? '').split(' ').filter(Boolean)
            const me = (await verifyCredentials({ ...anonymousConnection(instance), token, scopes })).value
            const admitted = await runCommand(admit, {
              db,
              actor: { kind: 'public', address: '' },
              now: input.now(),
              input: {
                instanceId: instance.id,
                remoteId: me.id,
                acct: me.acct,
                displayName: me.display_name,
                permissions: me.permissions.toString(),
                roleName: me.role && me.role.id !== '-99' ? me.role.name : '',
                token,
                scopes,
                holdsSetup: input.holdsSetup,
                namedOwner: input.namedOwner,
              },
            })
            if (admitted.isNewOwner) input.onOwner()
            await endFormerSession(db, input.formerCookie, admitted.personId, input.now())
            return { sub: admitted.personId, name: me.display_name || me.username }
          },
        },
        profile: (profile: { sub: string; name: string }): Admitted => ({ id: profile.sub, name: profile.name }),
      },
    ],
    callbacks: {
      // next-auth keeps a whole address: only one of this console is gone back to.
      redirect: ({ url, baseUrl }) => {
        const to = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : null
        return to?.origin === new URL(baseUrl).origin ? to.href : baseUrl
      },
    },
  }
}
