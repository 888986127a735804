import path from 'node:path'

/** The project's folder: everything here is run from it, wherever the person stands. */
export const root = path.resolve(import.meta.dirname, '../..')

/** @param {string[]} parts */
export const inRoot = (...parts) => path.join(root, ...parts)

/** Locks and records of this checkout. Beside the default data, never in a folder that a build or an install deletes. */
export const workFolder = inRoot('.data')
