import { KEY_OF } from '@/components/acts/buttons'
import { type KeyLine, KeysHelp } from '@/components/shell/keys-help'
import { t } from '@/lib/platform/i18n/translate'

const LINES: readonly KeyLine[] = [
  { keys: [KEY_OF.warn.print], does: 'keys.warn' },
  { keys: [KEY_OF.limit.print], does: 'keys.limit' },
  { keys: [KEY_OF.suspend.print], does: 'keys.suspend' },
  { keys: [KEY_OF.freeze.print], does: 'keys.freeze' },
  { keys: [KEY_OF.markSensitive.print], does: 'keys.markSensitive' },
  { keys: ['u'], does: 'keys.undo' },
  { keys: [t('key.ctrlEnter')], does: 'keys.confirm' },
  { keys: [t('key.escape')], does: 'keys.escape' },
  { keys: ['/'], does: 'keys.find' },
  { keys: ['?'], does: 'keys.help' },
]

export function PersonKeys() {
  return (
    <div className="pt-4 text-small text-ink-2">
      <KeysHelp lines={LINES} />
    </div>
  )
}
