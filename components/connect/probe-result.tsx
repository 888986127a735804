'use client'
import '@/lib/platform/i18n/rooms/connect'
import { useEffect, useRef } from 'react'
import { Notice } from '@/components/ui/notice'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import type { ProbeView } from '@/lib/features/instances/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { ConnectGo, MoveGo } from './connect-go'
import { ScopeList } from './scope-list'

interface Props {
  found: ProbeView
  onOther: () => void
  /** The domain of the instance that is left for this one; null where nothing is connected yet. */
  leaves: string | null
}

/** What stands at the address, what will work with it, and the button that connects. Nothing has been written yet. */
export function ProbeResult({ found, onOther, leaves }: Props) {
  const heading = useRef<HTMLSpanElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { domain } = found
  return (
    <Panel
      level={3}
      title={
        <span ref={heading} tabIndex={-1} dir="auto" className="text-said font-semibold text-ink outline-none">
          {found.title || domain}
        </span>
      }
      className="desk:col-span-2"
    >
      <div className="grid gap-x-8 gap-y-4 desk:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-3">
          <FoundFacts found={found} />
          <Warnings warnings={found.warnings} />
          {leaves === null ? (
            <ConnectGo found={found} onOther={onOther} />
          ) : (
            <MoveGo found={found} leaves={leaves} onOther={onOther} />
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <Abilities lacks={found.lacks} />
          <details className="rounded bg-sunk px-3 py-1.5">
            <summary className="min-h-6 font-semibold text-ink-2 phone:py-2.5">{t('connect.asks')}</summary>
            <div className="pt-1">
              <ScopeList scopes={found.scopes} />
            </div>
          </details>
        </div>
      </div>
    </Panel>
  )
}

/** Things that only explain; everything else wants a second look. */
const PLAIN: readonly string[] = ['pathIgnored', 'limitedFederation']

function Warnings({ warnings }: Pick<ProbeView, 'warnings'>) {
  return warnings.map(({ code, values }) => (
    <Notice key={code} tone={PLAIN.includes(code) ? 'plain' : 'warn'}>
      {t(messageFor('connect.warning', code, 'connect.warning.unknown'), { code, ...values })}
    </Notice>
  ))
}

function FoundFacts({ found }: { found: ProbeView }) {
  return (
    <Facts>
      <Fact term={t('connect.found.address')}>
        <bdi dir="ltr" className="font-mono text-small">
          {found.origin}
        </bdi>
      </Fact>
      <Fact term={t('connect.found.domain')}>
        <bdi dir="ltr">@{found.domain}</bdi>
      </Fact>
      <Fact term={t('connect.found.version')}>
        <bdi dir="ltr">{found.version}</bdi>
      </Fact>
      <Fact term={t('connect.found.signIn')}>
        {t(found.isPkceOffered ? 'connect.found.pkce' : 'connect.found.noPkce')}
      </Fact>
      <Fact term={t('connect.found.signUps')}>
        {t(found.registrationsOpen ? 'connect.found.open' : 'connect.found.closed')}
      </Fact>
    </Facts>
  )
}

const CAN = ['connect.can.read', 'connect.can.act', 'connect.can.readBack'] as const

function Abilities({ lacks }: { lacks: readonly string[] }) {
  const lacking = lacks.map((code) => t(messageFor('connect.lacks', code, 'connect.lacks.unknown'), { code }))
  return (
    <div className="flex flex-col gap-2">
      <List title={t('connect.found.can')} lines={CAN.map((key) => t(key))} />
      <List title={t('connect.found.cannot')} lines={[...lacking, t('connect.lacks.everyVersion')]} />
    </div>
  )
}

function List({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <div>
      <h4 className="text-small font-semibold text-ink-2">{title}</h4>
      <ul className="ms-4 list-disc">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}
