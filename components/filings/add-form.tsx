import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { TextArea, TextField } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

type Element = QueryOutput<'following.case'>['elements'][number]['element']

/** Only what is missing is asked for, and room for more. */
export function AddForm({ token, missing }: { token: string; missing: readonly Element[] }) {
  const lacks = (element: Element) => missing.includes(element)
  return (
    <Panel title={t('following.add')}>
      <form method="post" action="/api/commands/following.add" className="flex flex-col gap-4">
        <input type="hidden" name="token" value={token} />
        <p className="text-small text-ink-2">{t('following.addHint')}</p>
        {lacks('work') && <TextArea label={t('filing.works')} hint={t('filing.worksHint')} name="works" rows={2} />}
        <TextArea label={t('filing.urls')} name="urls" rows={2} dir="ltr" spellCheck={false} />
        {lacks('contact') && (
          <div className="grid gap-3 desk:grid-cols-2">
            <TextField label={t('filing.email')} name="email" autoComplete="email" inputMode="email" dir="ltr" />
            <TextField label={t('filing.phone')} name="phone" autoComplete="tel" inputMode="tel" dir="ltr" />
          </div>
        )}
        {lacks('goodFaith') && <Checkbox name="goodFaith" value="yes" label={t('filing.goodFaith')} />}
        {lacks('accuracy') && <Checkbox name="accuracy" value="yes" label={t('filing.accuracy')} />}
        {lacks('signature') && (
          <TextField
            label={t('filing.signature')}
            hint={t('filing.signatureHint')}
            name="signature"
            className="max-w-80"
          />
        )}
        <TextArea label={t('filing.more')} name="more" rows={2} />
        <Button type="submit" kind="main" className="self-start">
          {t('following.addButton')}
        </Button>
      </form>
    </Panel>
  )
}
