import { spawn } from 'node:child_process'
import { root } from './place.mjs'

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set()

/**
 * Runs a program to its end, its output on our terminal.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} the exit code; 1 when a signal ended it or it could not be started
 */
export function run(command, args, { env = process.env } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env })
    children.add(child)
    const end = (/** @type {number} */ code) => {
      children.delete(child)
      done(code)
    }
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`)
      end(1)
    })
    child.on('exit', (code) => end(code ?? 1))
  })
}

/** @param {string[]} args @param {{ env?: NodeJS.ProcessEnv }} [options] */
export const runNode = (args, options) => run(process.execPath, args, options)

/** Hands a stop on to whatever runs at this moment. */
export function stopChildren() {
  for (const child of children) child.kill('SIGTERM')
}
