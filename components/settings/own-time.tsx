'use client'
import '@/lib/platform/i18n/rooms/clocks'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import type { OwnView } from '@/lib/features/feeds/schema'
import { isZone } from '@/lib/platform/calendar/zones'
import { t } from '@/lib/platform/i18n/translate'
import { BackLink } from './back-link'

/** One's zone, where reminders go, and the secret address of one's calendar. */
export function OwnTime({ view }: { view: OwnView }) {
  return (
    <>
      <PageHead title={t('own.title')} start={<BackLink />} />
      <div className="flex max-w-2xl flex-col gap-4 px-4 pb-6">
        <p className="text-ink-2">{t('own.lead')}</p>
        {!view.isMailOn && <Notice tone="warn">{t('own.noMail')}</Notice>}
        <OwnForm view={view} />
        <Feed madeAt={view.feedMadeAt} />
      </div>
    </>
  )
}

function OwnForm({ view }: { view: OwnView }) {
  const set = useCommand('feeds.setOwn')
  const [zone, setZone] = useState(view.zone)
  const [address, setAddress] = useState(view.address)
  const [isSaved, setSaved] = useState(false)
  const isKnown = isZone(zone)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setSaved(false)
    if (isKnown) setSaved((await set.run({ zone, address: address.trim() })) !== null)
  }
  const here = () => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone)
  return (
    <Panel title={t('own.title')}>
      <form onSubmit={(event) => void save(event)} className="flex flex-col gap-3">
        <div className="flex items-end gap-2">
          <TextField
            label={t('own.zone')}
            className="min-w-0 flex-1"
            error={isKnown ? undefined : t('own.zoneWrong')}
            dir="ltr"
            value={zone}
            onChange={(event) => setZone(event.target.value.trim())}
          />
          <Button onClick={here}>{t('own.here')}</Button>
        </div>
        <TextField
          type="email"
          label={t('own.address')}
          hint={t('own.addressHint')}
          maxLength={200}
          dir="ltr"
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
        {set.refusal && <RefusalNote refusal={set.refusal} />}
        <div className="flex items-center gap-3">
          <Button type="submit" kind="main" isBusy={set.isRunning}>
            {t(set.isRunning ? 'own.saving' : 'own.save')}
          </Button>
          <p role="status" className="text-small text-ok">
            {isSaved && t('own.saved')}
          </p>
        </div>
      </form>
    </Panel>
  )
}

function Feed({ madeAt }: { madeAt: string | null }) {
  const renew = useCommand('feeds.renew')
  const end = useCommand('feeds.end')
  const [address, setAddress] = useState('')
  const make = async () => {
    const made = await renew.run({})
    if (made) setAddress(made.address)
  }
  const stop = async () => {
    if (await end.run({})) setAddress('')
  }
  const refusal = renew.refusal ?? end.refusal
  return (
    <Panel title={t('own.feed')}>
      <p className="mb-2 text-ink-2">{t('own.feedText')}</p>
      {address && (
        <TextField
          label={t('own.feedAddress')}
          readOnly
          dir="ltr"
          value={address}
          onFocus={(event) => event.target.select()}
        />
      )}
      {!address && madeAt && (
        <p>
          {t('own.feedSince')} <ExactTime at={madeAt} />
        </p>
      )}
      {!address && !madeAt && <p>{t('own.feedNone')}</p>}
      <div className="mt-2 flex flex-wrap gap-2">
        <Button isBusy={renew.isRunning} onClick={() => void make()}>
          {t(renew.isRunning ? 'own.feedMaking' : madeAt ? 'own.feedRenew' : 'own.feedMake')}
        </Button>
        {madeAt && (
          <Button kind="danger" isBusy={end.isRunning} onClick={() => void stop()}>
            {t('own.feedEnd')}
          </Button>
        )}
      </div>
      {refusal && <RefusalNote refusal={refusal} />}
    </Panel>
  )
}
