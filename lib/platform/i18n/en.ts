import { acts } from './en/acts'
import { audit } from './en/audit'
import { connect } from './en/connect'
import { errors } from './en/errors'
import { kept } from './en/kept'
import { reports } from './en/reports'
import { safety } from './en/safety'
import { settings } from './en/settings'
import { shell } from './en/shell'

/** Every sentence of the console, in ICU MessageFormat. One file per room. */
export const en = {
  ...shell,
  ...connect,
  ...reports,
  ...acts,
  ...safety,
  ...audit,
  ...settings,
  ...kept,
  ...errors,
} as const
