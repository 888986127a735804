import fs from 'node:fs/promises'
import path from 'node:path'

export interface Disk {
  isWritable: boolean
  /** Less than five per cent, or than 500 MB, is left. */
  isAlmostFull: boolean
}

const LEAST_SHARE = 0.05
const LEAST_BYTES = 500 * 1024 * 1024

/** Whether something can still be written where the console keeps its own: tried, since rights and quotas say it no other way. */
export async function diskOf(folder: string): Promise<Disk> {
  const probe = path.join(folder, `health-probe-${process.pid}`)
  try {
    await fs.writeFile(probe, 'x')
    await fs.rm(probe, { force: true })
    return { isWritable: true, isAlmostFull: isAlmostFull(await fs.statfs(folder)) }
  } catch {
    // Full, read-only, gone: which it is, the log of the system says.
    return { isWritable: false, isAlmostFull: true }
  }
}

export function isAlmostFull({ bavail, blocks, bsize }: { bavail: number; blocks: number; bsize: number }): boolean {
  return bavail < LEAST_SHARE * blocks || bavail * bsize < LEAST_BYTES
}
