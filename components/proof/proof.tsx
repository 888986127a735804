import { ExactTime } from '@/components/case/exact-time'
import { BackLink } from '@/components/settings/back-link'
import { Refresher } from '@/components/shell/refresher'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { AuthorityForm, DropAuthority } from './authority-form'
import { Keys } from './keys'

export type ProofView = QueryOutput<'proof.standing'>

/** What proves that the log is what it was: the keys that sign it, and who outside says when. */
export function Proof({ view }: { view: ProofView }) {
  return (
    <>
      <Refresher />
      <PageHead title={t('proof.title')} start={<BackLink />} />
      <div className="grid max-w-[76rem] grid-cols-[minmax(0,1fr)] items-start gap-4 px-4 pb-6 wide:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <Standing view={view} />
          <Authority view={view} />
        </div>
        <Keys view={view} />
      </div>
    </>
  )
}

function Standing({ view: { stamped, signed, rows, isOverdue } }: { view: ProofView }) {
  return (
    <>
      {stamped ? (
        <Notice tone="ok" title={t('proof.stamped', { seq: stamped.seq })}>
          {t('proof.stampedText', {
            by: stamped.by,
            isQualified: String(stamped.isQualified),
            at: exact(stamped.at),
            rows: rows - Number(stamped.seq),
          })}
        </Notice>
      ) : (
        <Notice tone="warn" title={t('proof.notStamped')}>
          {t('proof.notStampedText')}
        </Notice>
      )}
      {isOverdue && (
        <Notice tone="danger" title={t('proof.overdue')}>
          {t('proof.overdueText')}
        </Notice>
      )}
      <p className="text-ink-2">
        {signed ? t('proof.signed', { seq: signed.seq, at: exact(signed.at) }) : t('proof.signedNever')}
      </p>
    </>
  )
}

function Authority({ view: { authority, maySet } }: { view: ProofView }) {
  return (
    <Panel title={t('proof.authority')}>
      {authority ? (
        <>
          <Facts>
            <Fact term={t('proof.authority.address')}>
              <bdi dir="ltr" className="font-mono text-small">
                {authority.url}
              </bdi>
            </Fact>
            <Fact term={t('proof.authority.since')}>
              <ExactTime at={authority.setAt} />
            </Fact>
            <Fact term={t('proof.authority.kind')}>
              {t(authority.isQualified ? 'proof.authority.qualified' : 'proof.authority.plain')}
            </Fact>
          </Facts>
          {authority.failure && authority.failedAt && (
            <Notice tone="warn" className="mt-2">
              {t('proof.failed', { at: exact(authority.failedAt), why: t('proof.why', { why: authority.failure }) })}
            </Notice>
          )}
        </>
      ) : (
        <p>{t('proof.authority.none')}</p>
      )}
      {maySet && (
        <div className="mt-4 flex flex-col gap-3">
          <AuthorityForm />
          {authority && <DropAuthority />}
        </div>
      )}
    </Panel>
  )
}
