import { createHash, randomBytes } from 'node:crypto'

/** What stands in the cookie. */
export const newSessionToken = (): string => randomBytes(32).toString('base64url')
/** What stands in the table. */
export const hashOfSession = (token: string): string => createHash('sha256').update(token).digest('hex')

/** next-auth prefixes the cookie when the console is served by https. */
export const sessionCookie = (isSecure: boolean): string => `${isSecure ? '__Secure-' : ''}next-auth.session-token`
export const setupCookie = (isSecure: boolean): string => `${isSecure ? '__Host-' : ''}docket-setup`
