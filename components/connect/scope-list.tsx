import '@/lib/platform/i18n/rooms/connect'
import { messageFor, t } from '@/lib/platform/i18n/translate'

/** What the instance will ask a person to allow, in words, each with its technical name. */
export function ScopeList({ scopes }: { scopes: readonly string[] }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {scopes.map((scope) => (
        <li key={scope} className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3">
          <span>{t(messageFor('scope', scope, 'scope.unknown'))}</span>
          <code dir="ltr" className="font-mono text-small text-ink-2">
            {scope}
          </code>
        </li>
      ))}
    </ul>
  )
}
