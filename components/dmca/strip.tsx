'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import { cx } from '@/components/ui/cx'
import type { DmcaView, StepView } from '@/lib/features/dmca/schema'
import { isCounterOpen } from '@/lib/features/notices/model'
import { t } from '@/lib/platform/i18n/translate'
import { dayOf } from './days'

const BARS: Record<StepView['state'], string> = {
  done: 'border-ok text-ok',
  now: 'border-accent font-semibold text-accent',
  stopped: 'border-danger text-danger',
  ahead: 'border-line text-ink-2',
}

/** Where the case stands on its way. The word says the state too: the colour never says it alone. */
export function Strip({ view: { steps, counters, agentZone } }: { view: DmcaView }) {
  // Of several the one that is to be put back first.
  const open = counters.filter((one) => one.window && isCounterOpen(one.state))
  const first = open.toSorted((a, b) => (a.window?.targetAt ?? '').localeCompare(b.window?.targetAt ?? ''))[0]
  const window = first?.window ?? counters.findLast((one) => one.window)?.window ?? null
  return (
    <ol aria-label={t('dmca.steps')} className="grid grid-cols-6 gap-x-0.5 px-4 pb-3 phone:grid-cols-2 phone:gap-y-1">
      {steps.map(({ name, state, at }) => (
        <li
          key={name}
          aria-current={state === 'now' ? 'step' : undefined}
          className={cx('border-t-[3px] pt-1.5 text-small', BARS[state])}
        >
          {name === 'window'
            ? t('dmca.step.window', { day: state === 'now' && window ? window.day : 0 })
            : t(`dmca.step.${name}`)}
          {state === 'done' && at && <span className="font-normal text-ink-2"> {dayOf(at, agentZone)}</span>}
          {name === 'back' && state !== 'done' && window && (
            <span className="font-normal">
              {' '}
              {[window.targetAt, window.closesAt].flatMap((at) => (at ? dayOf(at, agentZone) : [])).join('–')}
            </span>
          )}
          <span className="sr-only"> ({t('dmca.stepState', { state })})</span>
        </li>
      ))}
    </ol>
  )
}
