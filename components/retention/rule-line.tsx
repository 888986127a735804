'use client'
import '@/lib/platform/i18n/rooms/destruction'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { TextField } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import type { RuleView } from '@/lib/features/retention/schema'
import { t } from '@/lib/platform/i18n/translate'

interface Props {
  rule: RuleView
  months: number
  mayManage: boolean
}

/** One kind: how long, from when, why, and what of it would go at this moment. */
export function RuleLine({ rule, months, mayManage }: Props) {
  const { kind, days, goes, held, list, isChangeable } = rule
  const [isOpen, setOpen] = useState(false)
  const name = t(`retention.kind.${kind}`)
  const span = kind === 'reports' ? t('retention.months', { n: months }) : t('retention.days', { n: days })
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold">{name}</h3>
        <Chip tone={goes > 0 ? 'warn' : 'plain'}>{t('retention.goes', { n: goes })}</Chip>
        {held > 0 && <Chip tone="sealed">{t('retention.held', { n: held })}</Chip>}
        {mayManage && isChangeable && !isOpen && (
          <Button
            size="small"
            className="ms-auto"
            aria-label={t('retention.changeLong', { kind: name })}
            onClick={() => setOpen(true)}
          >
            {t('retention.change')}
          </Button>
        )}
      </div>
      <p>
        {span} {t(`retention.from.${kind}`)}
      </p>
      <p className="text-small text-ink-2">{t(`retention.why.${kind}`)}</p>
      {isOpen && <Days rule={rule} onClose={() => setOpen(false)} />}
      {list.length > 0 && (
        <details className="text-small text-ink-2">
          <summary className="min-h-6 underline underline-offset-2 phone:py-2.5">{t('retention.list')}</summary>
          <ul dir="ltr" className="font-mono">
            {list.map((one, at) => (
              <li key={`${one} ${at}`} className="wrap-anywhere">
                {one}
              </li>
            ))}
          </ul>
          {goes > list.length && <p>{t('retention.listMore', { n: goes - list.length })}</p>}
        </details>
      )}
    </>
  )
}

function Days({ rule: { kind, days, least, most, usual }, onClose }: { rule: RuleView; onClose: () => void }) {
  const { run, isRunning, refusal } = useCommand('retention.setRule')
  const [value, setValue] = useState(String(days))
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (await run({ kind, days: Number(value) })) onClose()
  }
  return (
    <form
      className="mt-2 flex max-w-[24rem] flex-col gap-2"
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <TextField
        autoFocus
        type="number"
        required
        min={least}
        max={most}
        label={t('retention.daysLabel')}
        hint={t('retention.bounds', { least, most, usual })}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <div className="flex gap-2">
        <Button type="submit" size="small" kind="main" isBusy={isRunning}>
          {t('retention.save')}
        </Button>
        <Button size="small" kind="quiet" onClick={onClose}>
          {t('retention.cancel')}
        </Button>
      </div>
      {refusal && <RefusalNote refusal={refusal} />}
    </form>
  )
}
