import http from 'node:http'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import type { DemoPerson } from './schema'

/** Whom one can sign in as on the demo instance (see lib/integrations/mastodon/fake/story). */
export const demoPeople: DemoPerson[] = [
  { acct: 'ines', name: 'Ines Duarte', role: 'Owner' },
  { acct: 'kofi', name: 'Kofi Asante', role: 'Moderator' },
  { acct: 'yusuf', name: 'Yusuf Demir', role: 'Moderator' },
  { acct: 'lena', name: 'Lena Ortiz', role: 'Report desk' },
  { acct: 'nadia', name: 'Nadia Haddad', role: '' },
]

/** Asks the launcher for the demo instance; answers with its address when it can be used. */
export async function startDemo(): Promise<string> {
  const { control } = env()
  if (!control) throw new AppError('demo.noLauncher')
  const answer = await askLauncher(control, '/demo/start')
  if (typeof answer.url === 'string') return answer.url
  throw new AppError('demo.failed', { reason: typeof answer.reason === 'string' ? answer.reason : '' })
}

/** Tells the launcher that the demo instance is not wanted any more; its folder stays. Nothing to do without a launcher. */
export async function stopDemo(): Promise<void> {
  const { control } = env()
  if (control) await askLauncher(control, '/demo/stop')
}

interface LauncherAnswer {
  url?: unknown
  reason?: unknown
}

function askLauncher({ socket, token }: { socket: string; token: string }, path: string): Promise<LauncherAnswer> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { socketPath: socket, path, method: 'POST', headers: { authorization: `Bearer ${token}` }, timeout: 60_000 },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => {
          try {
            resolve(JSON.parse(Buffer.concat(parts).toString('utf8')))
          } catch {
            resolve({ reason: `HTTP ${response.statusCode}` })
          }
        })
      },
    )
    request.on('timeout', () => request.destroy(new Error('timeout')))
    request.on('error', () => reject(new AppError('demo.noLauncher')))
    request.end()
  })
}
