import Link from 'next/link'
import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { TouchDialog } from '@/components/passkeys/touch-dialog'
import { Live } from '@/components/live/live'
import { AsOf } from './as-of'
import { Brand } from './brand'
import { Find } from './find'
import { Rooms } from './rooms'
import { YouMenu } from './you-menu'
import { ZoneProvider } from './zone'

export type FrameView = QueryOutput<'shell.frame'>

/** What stands around every page of somebody signed in. */
export function Frame({ frame, children }: { frame: FrameView; children: ReactNode }) {
  const ahead = { n: frame.daysAhead }
  return (
    <div className="print:block! print:h-auto! desk:grid desk:h-dvh desk:grid-cols-[var(--rail)_minmax(0,1fr)] desk:grid-rows-[var(--bar)_minmax(0,1fr)]">
      <Live who={frame.you.acct} />
      <TouchDialog />
      <a
        href="#content"
        className="sr-only rounded bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:inset-s-2 focus:top-2 focus:z-50"
      >
        {t('shell.skip')}
      </a>
      <header data-behind className="contents print:hidden!">
        <div className="flex items-center border-e border-b px-4 phone:hidden">
          <Brand />
        </div>
        <div className="flex h-(--bar) items-center gap-3 border-b bg-paper px-4 phone:sticky phone:top-0 phone:z-30">
          {frame.rooms.includes('reports') && <Find />}
          <span className="ms-auto flex items-center gap-3">
            {frame.isDemo && (
              <span
                title={t(frame.daysAhead ? 'shell.demoAhead' : 'shell.demo', ahead)}
                className="rounded-sm bg-warn-ground px-1.5 text-small font-medium text-warn"
              >
                <span className="wide:hidden">
                  {t(frame.daysAhead ? 'shell.demoAheadShort' : 'shell.demoShort', ahead)}
                </span>
                <span className="hidden wide:inline">
                  {t(frame.daysAhead ? 'shell.demoAhead' : 'shell.demo', ahead)}
                </span>
              </span>
            )}
            {frame.sync && <AsOf sync={frame.sync} now={frame.now} />}
            <YouMenu you={frame.you} />
          </span>
        </div>
      </header>
      <Rooms rooms={frame.rooms} counts={frame.counts} />
      <main
        id="content"
        tabIndex={-1}
        className="min-w-0 outline-none print:block! print:overflow-visible! desk:flex desk:min-h-0 desk:flex-col desk:overflow-auto phone:pb-(--rooms)"
      >
        {frame.blocked > 0 && (
          <p role="status" className="flex-none border-b bg-warn-ground px-4 py-1.5 text-warn">
            {t('shell.blocked', { n: frame.blocked })}
          </p>
        )}
        {frame.waiting > 0 && (
          <p role="status" className="flex-none border-b bg-warn-ground px-4 py-1.5 text-warn">
            {t('waiting.count', { n: frame.waiting })}{' '}
            <Link href="/reports/waiting" prefetch={false} className="underline underline-offset-2">
              {t('waiting.show')}
            </Link>
          </p>
        )}
        {frame.edge.troubled > 0 && (
          <p role="status" className="flex-none border-b bg-danger-ground px-4 py-1.5 text-danger">
            {t('edge.frame', { n: frame.edge.troubled, lost: frame.edge.lost })}{' '}
            <Link href="/settings/edge" prefetch={false} className="underline underline-offset-2">
              {t('edge.frameShow')}
            </Link>
          </p>
        )}
        {frame.due.overdue + frame.due.soon + frame.due.past > 0 && <DueNote due={frame.due} />}
        <ZoneProvider zone={frame.zone}>{children}</ZoneProvider>
      </main>
    </div>
  )
}

/** Clocks that have run out or will within a day: on every page, because nobody looks at a page of deadlines at night. */
function DueNote({ due: { overdue, soon, past } }: { due: FrameView['due'] }) {
  return (
    <p
      role="status"
      className={cx(
        'flex-none border-b px-4 py-1.5',
        overdue > 0 ? 'bg-danger-ground text-danger' : 'bg-warn-ground text-warn',
      )}
    >
      {overdue > 0 && t('due.frame.overdue', { n: overdue })} {past > 0 && t('due.frame.past', { n: past })}{' '}
      {soon > 0 && t('due.frame.soon', { n: soon })}{' '}
      <Link href="/due" prefetch={false} className="underline underline-offset-2">
        {t('due.show')}
      </Link>
    </p>
  )
}
