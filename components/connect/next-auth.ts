/** Posts to next-auth's own route with its token, and answers where the browser goes next. Throws when nothing useful came. */
export async function postToAuth(path: string, fields: Record<string, string>): Promise<string> {
  const { csrfToken = '' }: { csrfToken?: string } = await answerOf(await fetch('/api/auth/csrf'))
  const body = new URLSearchParams({ ...fields, csrfToken, json: 'true' })
  const { url }: { url?: string } = await answerOf(await fetch(`/api/auth/${path}`, { method: 'POST', body }))
  if (!url) throw new Error('next-auth named no address')
  return url
}

async function answerOf(response: Response): Promise<Record<string, string>> {
  if (response.status >= 500) throw new Error(`next-auth answered ${response.status}`)
  return response.json()
}
