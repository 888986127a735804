'use client'
import '@/lib/platform/i18n/rooms/copyright-acts'
import '@/lib/platform/i18n/rooms/settings'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { Select } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { useCommand } from '@/lib/client'
import type { QueryOutput } from '@/lib/registry'
import { t } from '@/lib/platform/i18n/translate'
import { BackLink } from './back-link'

/** Whether the copyright desk is a team of one, and who is told of alarms that nobody touches. */
export function CopyrightDesk({ view }: { view: QueryOutput<'notices.desk'> }) {
  const set = useCommand('notices.setDesk')
  const [isAlone, setAlone] = useState(view.isAlone)
  const [deputyId, setDeputy] = useState(view.deputyId ?? '')
  return (
    <>
      <PageHead start={<BackLink href="/settings" label={t('settings.title')} />} title={t('dmca.desk')} />
      <form
        className="flex max-w-xl flex-col gap-4 px-4 pb-6"
        onSubmit={(event) => {
          event.preventDefault()
          void set.run({ isAlone, deputyId: deputyId || null })
        }}
      >
        <p>{t('dmca.desk.note')}</p>
        <Checkbox
          label={t('dmca.desk.alone')}
          hint={
            view.aloneFrom ? (
              <>
                {t(view.isInForce ? 'dmca.desk.aloneSince' : 'dmca.desk.aloneFrom', { by: `@${view.aloneBy ?? ''}` })}{' '}
                <ExactTime at={view.aloneFrom} />
              </>
            ) : (
              t('dmca.desk.aloneHint')
            )
          }
          checked={isAlone}
          onChange={(event) => setAlone(event.target.checked)}
        />
        <Select
          label={t('dmca.desk.deputy')}
          hint={t('dmca.desk.deputyHint')}
          value={deputyId}
          onChange={(event) => setDeputy(event.target.value)}
        >
          <option value="">{t('dmca.desk.noDeputy')}</option>
          {view.people.map(({ id, acct }) => (
            <option key={id} value={id}>
              @{acct}
            </option>
          ))}
        </Select>
        {set.refusal && <RefusalNote refusal={set.refusal} />}
        <div>
          <Button
            type="submit"
            kind="main"
            isBusy={set.isRunning}
            why={view.maySet ? null : t('error.notAllowed', { permission: 'staff.manage' })}
          >
            {t(set.isRunning ? 'dmca.saving' : 'dmca.desk.set')}
          </Button>
        </div>
      </form>
    </>
  )
}
