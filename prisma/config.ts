import path from 'node:path'
import { defineConfig } from 'prisma/config'

// Prisma's command line wants a native engine from a CDN; ours is Prisma's own WebAssembly build behind the same protocol.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(import.meta.dirname, 'schema-engine.mjs')

export default defineConfig({
  schema: import.meta.dirname,
  migrations: { path: path.join(import.meta.dirname, 'migrations') },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://unset' },
})
