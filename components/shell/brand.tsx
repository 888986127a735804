import { t } from '@/lib/platform/i18n/translate'

/** The name with its sign: a sheet with a heavy head, as on a docket. */
export function Brand() {
  return (
    <span className="flex items-center gap-2 text-[0.9375rem]/5 font-semibold">
      <span aria-hidden className="h-[1.125rem] w-3.5 rounded-[2px] border-2 border-t-[6px] border-accent" />
      {t('app.name')}
    </span>
  )
}
