'use client'
import '@/lib/platform/i18n/rooms/edge'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { ask, Refusal } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

type Hosts = QueryOutput<'edge.test'>['hosts']

/** Asks each host for the address that is always blocked. */
export function EdgeTest() {
  const [hosts, setHosts] = useState<Hosts | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [isRunning, setRunning] = useState(false)
  const press = async () => {
    setRunning(true)
    setRefusal(null)
    try {
      setHosts((await ask('edge.test', {})).hosts)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
    } finally {
      setRunning(false)
    }
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-ink-2">{t('edge.settings.testText')}</p>
      <Button isBusy={isRunning} onClick={() => void press()}>
        {t(isRunning ? 'edge.settings.testing' : 'edge.settings.test')}
      </Button>
      <div role="status" className="w-full">
        {hosts && (
          <ul className="flex flex-col gap-1">
            {hosts.map(({ host, status }) => (
              <li key={host} className="flex flex-wrap justify-between gap-x-3">
                <span dir="ltr">{new URL(host).host}</span>
                <span className={cx(status === 451 ? 'text-ok' : 'text-danger')}>{wordsFor(status)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      {refusal && <RefusalNote refusal={refusal} />}
    </div>
  )
}

function wordsFor(status: number | null): string {
  if (status === null) return t('edge.settings.testNone')
  return status === 451 ? t('edge.settings.testGood') : t('edge.settings.testBad', { status: String(status) })
}
