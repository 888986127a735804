import { KeysHelp, type KeyLine } from '@/components/shell/keys-help'
import { KEY_OF, MORE_KEY } from '@/components/acts/buttons'
import { t } from '@/lib/platform/i18n/translate'

const LINES: readonly KeyLine[] = [
  { keys: ['n', 'j'], does: 'keys.next' },
  { keys: ['p', 'k'], does: 'keys.previous' },
  { keys: [KEY_OF.assign.print], does: 'keys.claim' },
  { keys: [KEY_OF.resolve.print], does: 'keys.close' },
  { keys: [KEY_OF.reopen.print], does: 'keys.reopen' },
  { keys: [KEY_OF.warn.print], does: 'keys.warn' },
  { keys: [KEY_OF.limit.print], does: 'keys.limit' },
  { keys: [KEY_OF.suspend.print], does: 'keys.suspend' },
  { keys: ['i'], does: 'keys.person' },
  { keys: ['u'], does: 'keys.undo' },
  { keys: ['v'], does: 'keys.uncover' },
  { keys: [KEY_OF.note.print], does: 'keys.note' },
  { keys: [KEY_OF.stop.print], does: 'keys.stop' },
  { keys: [MORE_KEY], does: 'keys.more' },
  { keys: [KEY_OF.freeze.print], does: 'keys.freeze' },
  { keys: [KEY_OF.markSensitive.print], does: 'keys.markSensitive' },
  { keys: [KEY_OF.categorise.print], does: 'keys.categorise' },
  { keys: [t('key.ctrlEnter')], does: 'keys.confirm' },
  { keys: [t('key.escape')], does: 'keys.escape' },
  { keys: ['/'], does: 'keys.find' },
  { keys: ['?'], does: 'keys.help' },
]

/** The keys of the report page. */
export function ReportKeys() {
  return (
    <div className="mt-4 text-small text-ink-2">
      <KeysHelp lines={LINES} />
    </div>
  )
}
