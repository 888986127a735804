import { s256 } from '../oauth/secrets'

/** A browser on the fake's pages: follows nothing, keeps its cookie. */
export type Browser = {
  open: (path: string) => Promise<Response>
  press: (path: string, form: Record<string, string>) => Promise<Response>
}

export function newBrowser(origin: string): Browser {
  let cookie = ''
  const ask = async (path: string, init: RequestInit) => {
    const response = await fetch(new URL(path, origin), {
      ...init,
      redirect: 'manual',
      headers: { cookie, accept: 'text/html' },
    })
    const given = response.headers.get('set-cookie')
    if (given) cookie = given.split(';')[0] ?? ''
    return response
  }
  return {
    open: (path) => ask(path, {}),
    press: (path, form) => ask(path, { method: 'POST', body: new URLSearchParams(form) }),
  }
}

export const locationOf = (response: Response) => response.headers.get('location') ?? ''

/** Signs in on the page, and comes back to what was wanted. */
export async function signInAs(browser: Browser, username: string, next = '/'): Promise<Response> {
  return browser.press('/auth/sign_in', { username, next })
}

export function wishOf(client: { id: string; redirectUri: string; scope: string }, more: Record<string, string> = {}) {
  return {
    client_id: client.id,
    redirect_uri: client.redirectUri,
    scope: client.scope,
    response_type: 'code',
    state: 'state-1',
    ...more,
  }
}

export const challengeOf = (verifier: string) => ({ code_challenge: s256(verifier), code_challenge_method: 'S256' })
