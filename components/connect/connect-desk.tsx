'use client'
import '@/lib/platform/i18n/rooms/connect'
import { useEffect, useRef } from 'react'
import { t } from '@/lib/platform/i18n/translate'
import { CodeStep } from './code-step'
import { DemoWay } from './demo-way'
import { OwnWay } from './own-way'
import { Step } from './step'

/** The first page of a console: the code, then one of the two ways. The server says whether this browser knows the code. */
export function ConnectDesk({ knowsCode }: { knowsCode: boolean }) {
  const ways = useRef<HTMLHeadingElement>(null)
  const knew = useRef(knowsCode)
  useEffect(() => {
    if (knowsCode && !knew.current) ways.current?.focus()
    knew.current = knowsCode
  }, [knowsCode])
  const why = knowsCode ? null : t('connect.ways.before')
  return (
    <>
      <CodeStep isKnown={knowsCode} />
      <Step n={2} title={t('connect.ways.title')} isAhead={!knowsCode} headingRef={ways}>
        {why && <p className="mb-2 text-ink-2">{why}</p>}
        <div className="grid items-start gap-4 desk:grid-cols-2">
          <DemoWay why={why} />
          <OwnWay why={why} />
        </div>
      </Step>
    </>
  )
}
