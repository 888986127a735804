'use client'
import { useId, useState } from 'react'
import { PanelFrame } from '@/components/acts/panel-frame'
import { RefusalNote } from '@/components/acts/refusal-note'
import { type DeskCase, remember } from '@/components/acts/use-case-work'
import { Button } from '@/components/ui/button'
import { Checkbox, Choices, Radio } from '@/components/ui/choice'
import { Select } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import type { QueryOutput } from '@/lib/registry'
import { type Message, t } from '@/lib/platform/i18n/translate'

type Report = QueryOutput<'categories.choices'>['reports'][number]
type Now = Report['now']

interface Props {
  view: DeskCase
  choices: QueryOutput<'categories.choices'>
  title: string
  onClose: () => void
}

const CATEGORIES = ['spam', 'legal', 'rule', 'other'] as const
const NOTHING: Now = { category: 'other', ruleIds: [] }

/** One report, its category, and for a breach of rules which. */
export function CategoryForm({ view, choices: { reports, rules }, title, onClose }: Props) {
  const form = useId()
  const { run, isRunning, refusal, clear } = useCommand('categories.change')
  const [reportId, setReportId] = useState(reports[0]?.id ?? '')
  const report = reports.find(({ id }) => id === reportId) ?? reports[0]
  const [to, setTo] = useState<Now>(report?.now ?? NOTHING)
  const [isTried, setTried] = useState(false)
  const fault = faultOf(to, report?.now ?? NOTHING)
  const choose = (id: string) => {
    setReportId(id)
    setTo(reports.find((other) => other.id === id)?.now ?? NOTHING)
    setTried(false)
  }
  const save = async () => {
    setTried(true)
    if (fault) return
    const answer = await run({ caseId: view.id, version: view.version, reportId, to })
    if (!answer) return
    remember(view, 'categorise', answer)
    onClose()
  }
  const toggle = (id: string, isOn: boolean) =>
    setTo({ ...to, ruleIds: isOn ? [...to.ruleIds, id] : to.ruleIds.filter((other) => other !== id) })
  return (
    <PanelFrame
      title={title}
      onClose={onClose}
      onConfirm={() => void save()}
      foot={
        <div className="flex flex-col gap-2">
          {refusal && <RefusalNote refusal={refusal} onShown={clear} />}
          <Button type="submit" form={form} kind="main" keys={t('key.ctrlEnter')} isBusy={isRunning}>
            {isRunning ? t('panel.doing') : t('panel.confirm.categorise', { id: reportId })}
          </Button>
        </div>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
        className="flex flex-col gap-4"
      >
        <p className="text-ink-2">{t('panel.category.does')}</p>
        <Select label={t('panel.category.report')} value={reportId} onChange={(event) => choose(event.target.value)}>
          {reports.map(({ id, label }) => (
            <option key={id} value={id}>
              {label ? t('panel.answersWords', { id, words: label }) : t('panel.answersReport', { id })}
            </option>
          ))}
        </Select>
        <Choices legend={t('panel.category')} isRow error={isTried && fault ? t(fault) : null}>
          {CATEGORIES.map((category) => (
            <Radio
              key={category}
              name="category"
              label={t(`category.${category}`)}
              checked={to.category === category}
              onChange={() => setTo({ ...to, category })}
            />
          ))}
        </Choices>
        {to.category === 'rule' ? (
          <Choices legend={t('panel.category.rules')}>
            {rules.map((rule) => (
              <Checkbox
                key={rule.id}
                label={<bdi>{rule.text}</bdi>}
                checked={to.ruleIds.includes(rule.id)}
                onChange={(event) => toggle(rule.id, event.target.checked)}
              />
            ))}
          </Choices>
        ) : (
          report?.now.category === 'rule' && <p className="text-small text-ink-2">{t('panel.category.emptied')}</p>
        )}
      </form>
    </PanelFrame>
  )
}

function faultOf(to: Now, now: Now): Message | null {
  if (to.category === 'rule' && to.ruleIds.length === 0) return 'panel.category.missing'
  const isSameRules = to.category !== 'rule' || to.ruleIds.toSorted().join() === now.ruleIds.toSorted().join()
  return to.category === now.category && isSameRules ? 'panel.category.same' : null
}
