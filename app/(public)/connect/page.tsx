import type { Metadata } from 'next'
import { actorNow, readDoor } from '@/app/doors'
import { Connected } from '@/components/connect/connected'
import { ConnectDesk } from '@/components/connect/connect-desk'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('connect.pageTitle') }

export default async function ConnectPage() {
  const [door, actor] = await Promise.all([readDoor(), actorNow()])
  const { instance } = door
  return (
    <div className="mx-auto max-w-[56rem]">
      <h1 className="text-title font-semibold">
        {instance ? t('connect.doneTitle', { title: instance.title || instance.domain }) : t('connect.title')}
      </h1>
      {instance ? (
        <Connected {...door} instance={instance} />
      ) : (
        <>
          <p className="mt-1 max-w-[68ch] text-said text-ink-2">{t('connect.lead')}</p>
          <ConnectDesk knowsCode={actor.kind === 'setup'} />
        </>
      )}
    </div>
  )
}
