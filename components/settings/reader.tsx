import { Refresher } from '@/components/shell/refresher'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { BackLink } from './back-link'
import { ConsentedList, ReaderConsent } from './reader-consent'
import { ScopeList } from '@/components/connect/scope-list'

export type ReaderView = QueryOutput<'settings.reader'>

/** Whose token reads in the background, and how to give that to an account of its own. */
export function Reader({ view }: { view: ReaderView }) {
  const { domain, scopes, mayChoose, consented } = view
  return (
    <>
      <Refresher />
      <PageHead title={t('reader.title')} start={<BackLink />} />
      <div className="grid max-w-[76rem] grid-cols-[minmax(0,1fr)] items-start gap-4 px-4 pb-6 wide:grid-cols-2">
        <div className="flex flex-col gap-4">
          <ReadsNow view={view} />
          <Panel title={t('reader.advice')}>
            <ol className="ms-4 flex list-decimal flex-col gap-1">
              <li>{t('reader.advice.make', { domain })}</li>
              <li>{t('reader.advice.role')}</li>
              <li>{t('reader.advice.window')}</li>
              <li>{t('reader.advice.choose')}</li>
            </ol>
            <p className="mt-2 text-ink-2">{t('reader.advice.why')}</p>
          </Panel>
        </div>
        <Panel title={t('reader.consent')}>
          <p className="mb-2">{t('reader.consent.text', { domain })}</p>
          <ScopeList scopes={scopes} />
          {mayChoose ? <ReaderConsent /> : <p className="mt-3 text-ink-2">{t('reader.ownerOnly')}</p>}
          <ConsentedList consented={consented} mayChoose={mayChoose} />
        </Panel>
      </div>
    </>
  )
}

export function ReadsNow({ view: { reads, mayChoose } }: { view: ReaderView }) {
  if (!reads) return <Notice tone="danger">{t('reader.none')}</Notice>
  const isSeparate = reads.purpose === 'reading'
  return (
    <Notice
      tone={isSeparate ? 'ok' : 'warn'}
      title={<bdi>{t(isSeparate ? 'reader.separate' : 'reader.own', { handle: `@${reads.acct}` })}</bdi>}
    >
      {t(isSeparate ? 'reader.separateText' : mayChoose ? 'reader.ownerText' : 'reader.personText')}
    </Notice>
  )
}
