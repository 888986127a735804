import { ExactTime } from '@/components/case/exact-time'
import { Team } from '@/components/case/team'
import { ButtonLink } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { NextSteps } from './next-steps'
import { NothingShown } from './nothing-shown'
import { OutsideLink } from '@/components/ui/outside-link'

type StoppedCase = QueryOutput<'safety.case'>

/** A stopped case: what to do next on one side; who, when and what is blocked on the other. Never the material. */
export function DeskCase({ view }: { view: StoppedCase }) {
  return (
    <>
      <StoppedHead view={view} />
      <div className="grid items-start gap-4 px-4 pb-6 wide:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <NothingShown />
          <NextSteps view={view} />
        </div>
        <div className="rounded border bg-sheet [&>section:last-child]:border-b-0">
          <TheStop view={view} />
          <Sees named={view.named} />
          <Blocked />
          <Team
            caseId={view.id}
            now={view.now}
            notes={view.notes.map((note) => ({ ...note, isYours: false, mentions: [] }))}
          />
        </div>
      </div>
    </>
  )
}

/** The head of a stopped case, whichever instance it is of. */
export function StoppedHead({ view: { number, handle } }: { view: Pick<StoppedCase, 'number' | 'handle'> }) {
  return (
    <PageHead
      title={t('safety.caseTitle', { number })}
      note={<bdi className="wrap-anywhere">{t('safety.caseNote', { handle })}</bdi>}
    >
      <ButtonLink size="small" kind="quiet" href="/safety">
        {t('safety.back')}
      </ButtonLink>
    </PageHead>
  )
}

export function TheStop({ view }: { view: StoppedCase }) {
  return (
    <Panel title={t('safety.facts')} look="plain">
      <Facts>
        <Fact term={t('safety.fact.at')}>
          <ExactTime at={view.stoppedAt} />
        </Fact>
        <Fact term={t('safety.fact.by')}>
          <bdi dir="ltr">{view.stoppedBy}</bdi>
        </Fact>
        <Fact term={t('safety.fact.because')}>{because(view)}</Fact>
      </Facts>
      <p className="mt-2">
        <OutsideLink href={view.adminUrl}>{t('safety.admin')}</OutsideLink>
      </p>
      <p className="text-small text-ink-2">{t('safety.adminWarning')}</p>
      <p className="mt-1 text-small text-ink-2">{t('safety.opened')}</p>
    </Panel>
  )
}

function because({ reportId, postId }: StoppedCase): string {
  if (postId) return t('safety.fact.post', { id: postId })
  return reportId ? t('safety.fact.report', { id: reportId }) : t('safety.fact.whole')
}

function Sees({ named }: { named: readonly string[] }) {
  return (
    <Panel title={t('safety.sees')} look="plain">
      <ul>
        <li>{t('safety.sees.owner')}</li>
        {named.map((acct) => (
          <li key={acct}>
            <bdi dir="ltr">@{acct}</bdi>
          </li>
        ))}
      </ul>
      {named.length === 0 && <p className="mt-1 text-warn">{t('safety.sees.nobody')}</p>}
    </Panel>
  )
}

const BLOCKED = ['acts', 'mail', 'forward', 'copies', 'lists'] as const

function Blocked() {
  return (
    <Panel title={t('safety.blocked')} look="plain">
      <ul className="ms-4 list-disc">
        {BLOCKED.map((key) => (
          <li key={key}>{t(`safety.blocked.${key}`)}</li>
        ))}
      </ul>
    </Panel>
  )
}
