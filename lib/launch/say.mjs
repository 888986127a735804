/** A failure that the person at the terminal can act on: its message is the whole explanation, no stack. */
export class LaunchError extends Error {}

/** @param {string} line */
export const say = (line) => console.log(line)

/** @param {unknown} error @returns {string} */
export function reason(error) {
  // A host with two addresses fails with a bundle that has no message of its own.
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ')
  return error instanceof Error ? error.message : String(error)
}

/** @param {unknown} error @returns {string | undefined} the system's or the database's own code */
export function codeOf(error) {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** @param {number} from a reading of performance.now() */
export const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`

/** @param {number} milliseconds @returns {Promise<void>} */
export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))

/**
 * Runs a command of ours and ends the process by its outcome.
 * @param {() => Promise<number>} work answers the exit code
 */
export async function main(work) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  try {
    if (major < 20 || (major === 20 && minor < 19)) {
      throw new LaunchError(`Docket needs Node 20.19 or newer; this is ${process.versions.node}.`)
    }
    process.exit(await work())
  } catch (error) {
    console.error(error instanceof LaunchError ? `\n${error.message}` : error)
    process.exit(1)
  }
}
