'use client'
import { useLook } from '@/components/live/use-look'
import { Chip } from '@/components/ui/chip'
import { t } from '@/lib/platform/i18n/translate'

/** Somebody is at this case already. Says so to whoever comes second; holds nobody up, and is not read aloud by itself. */
export function Looking({ caseId }: { caseId: string }) {
  const looker = useLook(caseId)
  if (!looker) return null
  return (
    <Chip tone="accent" title={t('lease.title', { name: looker.name })}>
      {t('lease.looking', { name: looker.name })}
    </Chip>
  )
}
