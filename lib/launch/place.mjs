import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder: everything here is run from it, wherever the person stands. */
export const root = path.resolve(fileURLToPath(import.meta.url), '../../..')

/** @param {string[]} parts */
export const inRoot = (...parts) => path.join(root, ...parts)

/** Locks and records of this checkout. Beside the default data, never in a folder that a build or an install deletes. */
export const workFolder = inRoot('.data')
