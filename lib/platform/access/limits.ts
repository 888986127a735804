import { type Db, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'

export interface Limit {
  limit: number
  windowMs: number
}

/** Counts an attempt of a key in its fixed window, over all processes; refuses when there were too many. */
export async function countAttempt(db: Db, key: string, { limit, windowMs }: Limit, now: Date): Promise<number> {
  const windowAt = new Date(Math.floor(now.getTime() / windowMs) * windowMs)
  const rows = await db.$queryRaw<{ count: number }[]>(sql`
    INSERT INTO attempt (key, window_at, count) VALUES (${key}, ${windowAt}, 1)
    ON CONFLICT (key, window_at) DO UPDATE SET count = attempt.count + 1 RETURNING count`)
  const count = rows[0]?.count ?? 1
  if (count > limit) {
    const until = windowAt.getTime() + windowMs
    throw new AppError('tooMany', {
      until: new Date(until).toISOString().slice(11, 16) + ' UTC',
      seconds: Math.max(1, Math.ceil((until - now.getTime()) / 1000)),
    })
  }
  return limit - count
}

/** For the answer to whoever asked too often (RFC 9110 section 10.2.3). */
export const retryAfter = ({ code, values }: Pick<AppError, 'code' | 'values'>): Record<string, string> =>
  code === 'tooMany' && values.seconds ? { 'retry-after': String(values.seconds) } : {}

/** A stranger was refused: one counting row per address and hour. */
export async function countStrangerRefusal(db: Db, address: string, now: Date): Promise<void> {
  const hourAt = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000)
  await db.$executeRaw(sql`
    INSERT INTO stranger_refusal (address, hour_at, count) VALUES (${address}, ${hourAt}, 1)
    ON CONFLICT (address, hour_at) DO UPDATE SET count = stranger_refusal.count + 1`)
}
