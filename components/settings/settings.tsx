import { PageHead } from '@/components/ui/page-head'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { CapturePanel } from './capture-panel'
import { DatabasePanel } from './database-panel'
import { HistoryPanel } from './history-panel'
import { InstancePanel } from './instance-panel'
import { PlacesPanel } from './places-panel'
import { StaffPanel } from './staff-panel'
import { SyncPanel } from './sync-panel'
import { YouPanel } from './you-panel'

/** How this console is set up, who works here, and what one may set for oneself. */
export function Settings({
  view,
  captures,
}: {
  view: QueryOutput<'settings.overview'>
  captures: QueryOutput<'captures.settings'>
}) {
  const { instance, sync, reader, history, maySet, may, database, staff, you } = view
  return (
    <>
      <PageHead title={t('settings.title')} note={<bdi>{instance.domain}</bdi>} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 px-4 pb-6 wide:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <YouPanel you={you} domain={instance.domain} />
          <PlacesPanel isOwner={maySet} may={may} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <InstancePanel instance={instance} />
          <SyncPanel sync={sync} reader={reader} />
          <HistoryPanel history={history} maySet={maySet} />
          <CapturePanel captures={captures} />
          <DatabasePanel role={database.role} />
        </div>
        <StaffPanel staff={staff} youId={you.id} />
      </div>
    </>
  )
}
