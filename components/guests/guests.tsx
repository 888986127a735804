import { BackLink } from '@/components/settings/back-link'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { GuestLine } from './guest-line'
import { InviteForm } from './invite-form'

export type GuestsView = QueryOutput<'guests.list'>

/** Who was invited, until when, and for which cases. */
export function Guests({ view }: { view: GuestsView }) {
  const isOver = ({ state }: GuestsView['guests'][number]) => state === 'ended' || state === 'takenBack'
  const [present, former] = [view.guests.filter((guest) => !isOver(guest)), view.guests.filter(isOver)]
  return (
    <>
      <PageHead title={t('guests.title')} start={<BackLink />} />
      <p className="max-w-[68ch] px-4 pb-3 text-ink-2">{t('guests.lead')}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 px-4 pb-6 wide:grid-cols-2">
        <Panel title={t('guests.title')}>
          {present.length === 0 && <p className="text-ink-2">{t('guests.none')}</p>}
          <ul>
            {present.map((guest) => (
              <GuestLine key={guest.id} guest={guest} today={view.today} />
            ))}
          </ul>
        </Panel>
        <Panel title={t('guests.invite')}>
          {view.isPossible ? (
            <InviteForm today={view.today} />
          ) : (
            <Notice tone="warn">{t('error.passkey.notHere')}</Notice>
          )}
        </Panel>
        {former.length > 0 && (
          <Panel title={t('guests.over')}>
            <ul>
              {former.map((guest) => (
                <GuestLine key={guest.id} guest={guest} today={view.today} />
              ))}
            </ul>
          </Panel>
        )}
      </div>
    </>
  )
}
