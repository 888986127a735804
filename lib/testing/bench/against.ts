import { round, summary } from './numbers'

/** The lists of a real Mastodon's own API, timed in the same run. */
export async function compareWith({ origin, token }: { origin: string; token: string }): Promise<void> {
  const paths = [
    '/api/v1/admin/reports?limit=20',
    '/api/v1/admin/reports?limit=40',
    '/api/v1/admin/reports?resolved=true&limit=40',
    '/api/v2/admin/accounts?limit=40',
  ]
  for (const path of paths) {
    const took: number[] = []
    for (let n = 0; n < 20; n++) {
      const from = performance.now()
      const answer = await fetch(new URL(path, origin), { headers: { authorization: `Bearer ${token}` } })
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
      took.push(performance.now() - from)
    }
    const { median, p95 } = summary(took)
    console.log(`  ${origin}${path}: median ${round(median)}, p95 ${round(p95)} ms`)
  }
}
