'use client'
import '@/lib/platform/i18n/rooms/connect'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'
import { setUpWords } from './set-up-words'
import { WayTitle } from './way-title'

/** One click: the launcher starts the demo instance and the console is connected to it. */
export function DemoWay({ why }: { why: string | null }) {
  const demo = useCommand('instance.connectDemo')
  return (
    <Panel title={<WayTitle>{t('connect.demo.title')}</WayTitle>} level={3} className="flex flex-col">
      <p>{t('connect.demo.text')}</p>
      <p className="mt-1 text-ink-2">{t('connect.demo.later')}</p>
      <div className="mt-3 flex flex-col gap-2">
        <Button
          kind="main"
          why={why}
          isBusy={demo.isRunning}
          onClick={() => void demo.run({})}
          className="desk:self-start"
        >
          {t(demo.isRunning ? 'connect.demo.doing' : 'connect.demo.go')}
        </Button>
        {demo.isRunning && <Waiting />}
        {demo.refusal && (
          <Notice tone="danger" live="assertive">
            {setUpWords(demo.refusal)}
          </Notice>
        )}
      </div>
    </Panel>
  )
}

/** Nobody can say how far a starting server is; how long it has taken can be said. */
function Waiting() {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const tick = setInterval(() => setSeconds((passed) => passed + 1), 1000)
    return () => clearInterval(tick)
  }, [])
  return (
    <>
      <p role="status" className="sr-only">
        {t('connect.demo.started')}
      </p>
      <p aria-hidden className="text-ink-2 tabular-nums">
        {t('connect.demo.progress', { seconds })}
      </p>
    </>
  )
}
