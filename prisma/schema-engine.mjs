#!/usr/bin/env node
// Stands in for the native schema engine that Prisma's command line downloads from a CDN: the same JSON-RPC on stdin and
// stdout, answered by Prisma's own WebAssembly build of that engine (@prisma/schema-engine-wasm) over pg.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { parse } from 'pg-connection-string'

/** @typedef {{ underlyingDriver: () => pg.Pool, onError: (error: unknown) => never }} Inner what the adapter hides */
/** @typedef {Record<string, (params: unknown) => Promise<{ stdout?: string } | null>>} Methods of the engine, by the protocol's names */

const args = process.argv.slice(2)
const command = args.includes('cli') ? args[args.indexOf('cli') + 1] : undefined
teachCatalogTypes()
if (command) await runCommand(command)
else await serve()
process.exit(0)

/** The adapter does not know the types that only the catalog uses ("char", name[], int2vector, xid …): read them as text. */
function teachCatalogTypes() {
  const TEXT = 25
  const TEXTS = 1009
  /** @type {Record<number, number>} */
  const known = { 1002: TEXTS, 1003: TEXTS }
  for (const oid of [18, 22, 24, 28, 30, 194, 2205, 2206]) known[oid] = TEXT
  const prototype = /** @type {{ addFields: (fields: { dataTypeID: number }[]) => unknown }} */ (
    /** @type {unknown} */ (pg.Result.prototype)
  )
  const addFields = prototype.addFields
  prototype.addFields = function (fields) {
    for (const field of fields) field.dataTypeID = known[field.dataTypeID] ?? field.dataTypeID
    return addFields.call(this, fields)
  }
}

/** @param {string} name @returns {string[]} */
function valuesOf(name) {
  return args.flatMap((arg, at) => (arg === name ? [args[at + 1] ?? ''] : []))
}

/** @param {string} [database] instead of the one that the address names */
function connection(database) {
  const url = JSON.parse(valuesOf('--datasource')[0] ?? '{}').url ?? process.env.DATABASE_URL ?? ''
  const { host, port, user, password, database: own, ssl, options } = parse(url)
  const parts = { host: host ?? undefined, user, password, database: database ?? own ?? undefined, options }
  return { ...parts, port: port ? Number(port) : undefined, ssl: typeof ssl === 'object' ? {} : Boolean(ssl) }
}

/** @param {string | undefined} database @param {(client: pg.Client) => Promise<unknown>} work */
async function onServer(database, work) {
  const client = new pg.Client(connection(database))
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** @param {string} verb @param {string} name @param {string} [rest] */
function onDatabase(verb, name, rest = '') {
  return onServer('postgres', (client) => client.query(`${verb} ${client.escapeIdentifier(name)} ${rest}`))
}

/** @param {string} name */
async function runCommand(name) {
  const own = connection().database ?? ''
  /** @type {Record<string, () => Promise<unknown>>} */
  const commands = {
    'can-connect-to-database': () => onServer(own, async () => {}),
    'create-database': () => onDatabase('CREATE DATABASE', own),
    'drop-database': () => onDatabase('DROP DATABASE', own),
  }
  try {
    const work = commands[name]
    if (!work) throw new Error(`not supported: ${name}`)
    await work()
  } catch (error) {
    const { message, code } = facts(error)
    /** @type {Record<string, string>} */
    const codes = { '3D000': 'P1003', '28P01': 'P1000', 28000: 'P1000' }
    const fields = { message, error_code: codes[code ?? ''] ?? 'P1001' }
    process.stderr.write(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`)
    process.exit(1)
  }
}

/**
 * @param {string} [database]
 * @returns {import('@prisma/driver-adapter-utils').SqlMigrationAwareDriverAdapterFactory}
 */
function factory(database) {
  // One session for everything: the advisory lock of a migration belongs to a session.
  const shipped = new PrismaPg({ ...connection(database), max: 1 })
  const connect = async () => {
    const adapter = await shipped.connect()
    const inner = /** @type {Inner} */ (/** @type {unknown} */ (adapter))
    // The shipped one splits scripts at every ';', which breaks function bodies and the one implicit transaction.
    adapter.executeScript = (script) =>
      inner
        .underlyingDriver()
        .query(script)
        .then(noResult, (e) => inner.onError(e))
    return adapter
  }
  const { provider, adapterName } = shipped
  return { provider, adapterName, connect, connectToShadowDb: connectToShadow }
}

function noResult() {}

/** The shipped one would replay migrations in the main database when it was given an address. */
async function connectToShadow() {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`
  await onDatabase('CREATE DATABASE', name)
  const adapter = await factory(name).connect()
  const dispose = adapter.dispose.bind(adapter)
  adapter.dispose = async () => {
    await dispose()
    await onDatabase('DROP DATABASE IF EXISTS', name, 'WITH (FORCE)')
  }
  return adapter
}

async function startEngine() {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const file = fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const module = new WebAssembly.Module(readFileSync(file.replace(/\.js$/, '.wasm')))
  const { exports } = new WebAssembly.Instance(module, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(exports)
  const begin = exports.__wbindgen_start
  if (typeof begin === 'function') begin()
  const datamodels = valuesOf('--datamodels').map(
    (name) => /** @type {[string, string]} */ ([name, readFileSync(name, 'utf8')]),
  )
  const options = { datamodels: datamodels.length > 0 ? datamodels : undefined }
  return glue.SchemaEngine.new(options, () => {}, bindMigrationAwareSqlAdapterFactory(factory()))
}

async function serve() {
  const panic = { message: '', set_message: (/** @type {string} */ text) => void (panic.message = text) }
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panic })
  /** @type {ReturnType<typeof startEngine> | undefined} */
  let engine
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line)
    if (!method) continue // the command line's answer to 'print'
    try {
      engine ??= startEngine()
      const call = method === 'getDatabaseVersion' ? 'version' : method
      const methods = /** @type {Methods} */ (/** @type {unknown} */ (await engine))
      const result = await methods[call]?.(params ?? {})
      if (method === 'diff' && result?.stdout) send({ id: -1, method: 'print', params: { content: result.stdout } })
      send({ id, result: result ?? null })
    } catch (error) {
      const { message, code } = facts(error)
      const data = { is_panic: panic.message !== '', message: panic.message || message, error_code: code ?? null }
      send({ id, error: { code: 4466, message, data } })
    }
  }
}

/** @param {Record<string, unknown>} message */
function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}

/** @param {unknown} error @returns {{ message: string, code: string | undefined }} */
function facts(error) {
  if (!(error instanceof Error)) return { message: String(error), code: undefined }
  return { message: error.message, code: 'code' in error ? String(error.code) : undefined }
}
