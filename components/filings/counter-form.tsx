import { Button } from '@/components/ui/button'
import { Checkbox, Choices, Radio } from '@/components/ui/choice'
import { TextArea, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

type View = QueryOutput<'following.counterForm'>

/** A subscriber's answer to a notice (512(g)(3)): first what it reveals, and to whom, then its elements (A) to (D). */
export function CounterForm({ view, token }: { view: View; token: string }) {
  const { domain, complainant, agent, items, standing, lacking } = view
  return (
    <div className="mx-auto flex max-w-[44rem] flex-col gap-5">
      <h1 className="text-title font-semibold">{t('counterForm.title', { domain })}</h1>
      <Notice tone="warn" title={t('counterForm.reveals')}>
        <p>{t('counterForm.revealsText', { who: complainant, domain, agent: agent ? ` (${agent})` : '' })}</p>
        <p className="mt-1.5">{t('counterForm.revealsCourt')}</p>
        <p className="mt-1.5">{t('counterForm.perjury')}</p>
      </Notice>
      <Panel title={t('counterForm.items')}>
        {items.length === 0 && <p className="text-row text-ink-2">{t('counterForm.noItems')}</p>}
        <ul className="flex flex-col gap-1 text-row">
          {items.map((url) => (
            <li key={url} className="wrap-anywhere">
              <bdi>{url}</bdi>
            </li>
          ))}
        </ul>
      </Panel>
      {standing === 'received' && (
        <Notice tone="ok" live="polite">
          {t('counterForm.sent')}
        </Notice>
      )}
      {standing === 'answered' && <Notice>{t('counterForm.already')}</Notice>}
      {standing === 'lacking' && (
        <Notice tone="warn">
          {t('counterForm.lacking', {
            what: lacking
              .map((one) => t(messageFor('counterForm.lacks', one, 'counterForm.lacks.material')))
              .join(', '),
          })}
        </Notice>
      )}
      {(standing === 'none' || standing === 'lacking') && <Fields token={token} items={items} />}
    </div>
  )
}

function Fields({ token, items }: { token: string; items: readonly string[] }) {
  return (
    <form method="post" action="/api/commands/following.counter" className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      <TextArea label={t('counterForm.text')} name="text" rows={3} defaultValue={items.join('\n')} />
      <div className="grid gap-3 desk:grid-cols-2">
        <TextField label={t('counterForm.name')} name="name" autoComplete="name" />
        <TextField label={t('counterForm.phone')} name="phone" autoComplete="tel" inputMode="tel" dir="ltr" />
      </div>
      <TextArea label={t('counterForm.address')} name="address" rows={3} autoComplete="street-address" />
      <Choices legend={t('filing.statements')} isLegendHidden>
        <Checkbox name="belief" value="yes" label={t('counterForm.belief')} />
      </Choices>
      <Choices legend={t('counterForm.where')}>
        <Radio name="court" value="inUs" label={t('counterForm.inUs')} />
        <Radio name="court" value="abroad" label={t('counterForm.abroad')} />
      </Choices>
      <Checkbox name="service" value="yes" label={t('counterForm.service')} />
      <TextField
        label={t('counterForm.signature')}
        hint={t('filing.signatureHint')}
        name="signature"
        className="max-w-80"
      />
      <Button type="submit" kind="main" className="self-start">
        {t('counterForm.send')}
      </Button>
    </form>
  )
}
