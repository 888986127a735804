import type { Db } from '@/lib/platform/db/client'

/**
 * A database whose process kills itself at its n-th transaction: with all of it written and not committed (`before`), or when it
 * is committed and nothing else has been done (`after`).
 */
export function mortal(db: Db, { when, at }: { when: string; at: number }): Db {
  let begun = 0
  const die = (): Promise<never> => {
    process.kill(process.pid, 'SIGKILL')
    return new Promise(() => undefined)
  }
  async function counted(run: (tx: unknown) => Promise<unknown>, options: object): Promise<unknown> {
    begun += 1
    const isLast = begun === at
    const done = await db.$transaction(async (tx) => {
      const value = await run(tx)
      return isLast && when === 'before' ? die() : value
    }, options)
    return isLast ? die() : done
  }
  return new Proxy(db, { get: (target, name) => (name === '$transaction' ? counted : Reflect.get(target, name)) })
}
