import { ActLine } from '@/components/acts/act-list'
import { Panel } from '@/components/ui/panel'
import type { PersonView } from '@/lib/features/people/schema'
import { t } from '@/lib/platform/i18n/translate'

/** What this console did to the account, in whichever case, with its undoing. */
export function PersonActs({ view: { acts, person, now } }: { view: Pick<PersonView, 'acts' | 'person' | 'now'> }) {
  if (acts.length === 0) return null
  return (
    <Panel title={t('state.title')} look="plain">
      <ul aria-live="polite" className="flex flex-col gap-2">
        {acts.map((act) => (
          <ActLine
            key={act.groupId + act.kind}
            act={act}
            isAnyonesToUndo
            view={{ id: act.caseId, version: act.version, person: { name: person.name }, now }}
          />
        ))}
      </ul>
    </Panel>
  )
}
