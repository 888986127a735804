'use client'
import '@/lib/platform/i18n/rooms/staff'
import { useState } from 'react'
import { depart } from '@/components/live/departure'
import { RefusalNote } from '@/components/acts/refusal-note'
import { BackLink } from '@/components/settings/back-link'
import { Button } from '@/components/ui/button'
import { Choices, Radio, Checkbox } from '@/components/ui/choice'
import { Notice } from '@/components/ui/notice'
import { OutsideLink } from '@/components/ui/outside-link'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

type View = QueryOutput<'staff.leaving'>

/** "Disconnect my account": what becomes of what waits, then of the token, and only then the way out. */
export function Leave({ view }: { view: View }) {
  const { waiting, cases, domain, applicationsUrl } = view
  return (
    <>
      <PageHead title={t('leaving.title')} start={view.hasSettings && <BackLink />} />
      <div className="grid max-w-[44rem] gap-4 px-4 pb-6">
        <Panel title={t('leaving.what')}>
          <ul className="ms-4 flex list-disc flex-col gap-1">
            <li>{t('leaving.acts', { n: waiting })}</li>
            <li>{t('leaving.cases', { n: cases })}</li>
            <li>{t('leaving.token', { domain })}</li>
            <li>{t('leaving.sessions')}</li>
            <li>{t('leaving.stays')}</li>
          </ul>
          <p className="mt-2 text-ink-2">
            {t('leaving.look', { domain })}{' '}
            <OutsideLink href={applicationsUrl}>{t('leaving.applications')}</OutsideLink>
          </p>
        </Panel>
        {view.isReader && <Notice tone="warn">{t('leaving.reader')}</Notice>}
        {view.isOnlyOwner && <Notice tone="warn">{t('leaving.onlyOwner')}</Notice>}
        <LeaveForm view={view} />
      </div>
    </>
  )
}

function LeaveForm({ view: { waiting, cases, colleagues } }: { view: View }) {
  const leave = useCommand('staff.disconnect')
  const [handsToId, setHandsToId] = useState<string | null>(null)
  const [isSure, setSure] = useState(false)
  const hasSomething = waiting + cases > 0
  const go = async () => {
    // A whole new page, so that nothing of a case stays in memory.
    if (await leave.run({ handsToId })) depart('/sign-in?error=left')
  }
  return (
    <div className="flex flex-col items-start gap-3">
      {hasSomething && (
        <Choices legend={t('leaving.handOver')} hint={t('leaving.handOverHint')}>
          <Radio
            name="hands-to"
            label={t('leaving.toNobody')}
            checked={handsToId === null}
            onChange={() => setHandsToId(null)}
          />
          {colleagues.map(({ id, acct }) => (
            <Radio
              key={id}
              name="hands-to"
              label={t('leaving.to', { handle: `@${acct}` })}
              checked={handsToId === id}
              onChange={() => setHandsToId(id)}
            />
          ))}
        </Choices>
      )}
      <Checkbox label={t('leaving.sure')} checked={isSure} onChange={(event) => setSure(event.target.checked)} />
      {leave.refusal && <RefusalNote refusal={leave.refusal} />}
      <Button
        kind="dangerMain"
        why={isSure ? null : t('leaving.sureFirst')}
        isBusy={leave.isRunning}
        onClick={() => void go()}
      >
        {t(leave.isRunning ? 'leaving.going' : 'leaving.go')}
      </Button>
    </div>
  )
}
