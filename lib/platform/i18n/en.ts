import { acts } from './en/acts'
import { agent } from './en/agent'
import { audit } from './en/audit'
import { byhand } from './en/byhand'
import { clocks } from './en/clocks'
import { auditRun } from './en/audit-run'
import { connect } from './en/connect'
import { copyright } from './en/copyright'
import { copyrightActs } from './en/copyright-acts'
import { doing } from './en/doing'
import { edge } from './en/edge'
import { filings } from './en/filings'
import { ends } from './en/ends'
import { errors } from './en/errors'
import { exports } from './en/exports'
import { lettering } from './en/lettering'
import { letters } from './en/letters'
import { narrative } from './en/narrative'
import { search } from './en/search'
import { evidence } from './en/evidence'
import { backup } from './en/backup'
import { destruction } from './en/destruction'
import { holds } from './en/holds'
import { kept } from './en/kept'
import { passkeys } from './en/passkeys'
import { people } from './en/people'
import { moving } from './en/moving'
import { outcomes } from './en/outcomes'
import { presets } from './en/presets'
import { proof } from './en/proof'
import { removals } from './en/removals'
import { reports } from './en/reports'
import { room } from './en/room'
import { safety } from './en/safety'
import { settings } from './en/settings'
import { shell } from './en/shell'
import { staff } from './en/staff'
import { strikes } from './en/strikes'
import { webhooks } from './en/webhooks'

/** Every sentence of the console, in ICU MessageFormat. One file per room. */
export const en = {
  ...shell,
  ...connect,
  ...reports,
  ...acts,
  ...outcomes,
  ...doing,
  ...edge,
  ...filings,
  ...ends,
  ...presets,
  ...proof,
  ...removals,
  ...room,
  ...safety,
  ...evidence,
  ...agent,
  ...audit,
  ...byhand,
  ...clocks,
  ...copyright,
  ...copyrightActs,
  ...auditRun,
  ...exports,
  ...lettering,
  ...letters,
  ...narrative,
  ...search,
  ...settings,
  ...kept,
  ...holds,
  ...destruction,
  ...backup,
  ...people,
  ...moving,
  ...staff,
  ...strikes,
  ...passkeys,
  ...webhooks,
  ...errors,
} as const
