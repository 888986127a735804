import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { Elsewhere } from './elsewhere'
import { TipForm } from './tip-form'

type StoppedCase = QueryOutput<'safety.case'>

const CYBERTIPLINE = 'https://report.cybertip.org/'

/** What to do, in the order that protects the child, the evidence and the team (reference: csam-handling.md 3 and 4.2). */
export function NextSteps({ view }: { view: StoppedCase }) {
  return (
    <Panel title={t('safety.steps')}>
      <ol className="flex flex-col gap-4">
        <Step title={t('safety.step.stop')}>{t('safety.step.stopText')}</Step>
        <Step title={t('safety.step.danger')}>{t('safety.step.dangerText')}</Step>
        <Step title={t('safety.step.report')} after={<Report />}>
          {t('safety.step.reportText')}
        </Step>
        <Step title={t('safety.step.number')} after={<TipNumber view={view} />}>
          {t('safety.step.numberText')}
        </Step>
        <Step title={t('safety.step.instance')}>{t('safety.step.instanceText')}</Step>
        <Step title={t('safety.step.keep')}>{t('safety.step.keepText')}</Step>
        <Step title={t('safety.step.tell')}>{t('safety.step.tellText')}</Step>
      </ol>
      <Elsewhere />
    </Panel>
  )
}

function Step({ title, children, after }: { title: string; children: string; after?: ReactNode }) {
  return (
    <li className="ms-5 list-decimal ps-1 marker:font-semibold marker:text-ink-2">
      <h3 className="text-said font-semibold">{title}</h3>
      <p className="max-w-[68ch]">{children}</p>
      {after}
    </li>
  )
}

const WRITE = ['where', 'how', 'local', 'remote', 'seen', 'not'] as const

function Report() {
  return (
    <div className="mt-2 flex flex-col items-start gap-2">
      <ButtonLink kind="main" href={CYBERTIPLINE} target="_blank" rel="noreferrer noopener">
        {t('safety.step.link')}
      </ButtonLink>
      <details className="w-full rounded bg-sunk px-3 py-1.5">
        <summary className="min-h-6 font-semibold text-ink-2 phone:py-2.5">{t('safety.write.title')}</summary>
        <ul className="ms-4 list-disc pt-1">
          {WRITE.map((key) => (
            <li key={key}>{t(`safety.write.${key}`)}</li>
          ))}
        </ul>
      </details>
    </div>
  )
}

function TipNumber({ view }: { view: StoppedCase }) {
  const { id, version, tipNumber, tipFiledAt, tipBy } = view
  if (!tipNumber) return <TipForm caseId={id} version={version} />
  return (
    <div className="mt-2 flex flex-col gap-2">
      <Notice tone="ok" live="polite" title={<bdi>{t('safety.numberKept', { number: tipNumber })}</bdi>}>
        {tipFiledAt && t('safety.numberBy', { by: tipBy, at: exact(tipFiledAt) })}
      </Notice>
      {/* Closes by itself when the number has changed. */}
      <details key={version}>
        <summary className="min-h-6 text-ink-2 underline underline-offset-2 phone:py-2.5">
          {t('safety.numberCorrect')}
        </summary>
        <TipForm caseId={id} version={version} />
      </details>
    </div>
  )
}
