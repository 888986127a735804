import { z } from 'zod'

export const codeInput = z.object({ code: z.string().max(100) })
export const addressInput = z.object({ address: z.string().max(2000), confirmsPrivate: z.boolean().default(false) })

/** What the connect page shows before anything is written. */
export interface ProbeView {
  origin: string
  domain: string
  title: string
  version: string
  isPrivate: boolean
  isPkceOffered: boolean
  scopes: string[]
  /** Keys of the catalogue under `connect.lacks.`: what this release cannot do for the console. */
  lacks: string[]
  warnings: { code: string; values: Record<string, string | number> }[]
  registrationsOpen: boolean
}

/** Somebody that one can sign in as on the demo instance. */
export interface DemoPerson {
  acct: string
  name: string
  role: string
}
