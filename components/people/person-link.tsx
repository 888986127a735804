'use client'
import { useRouter } from 'next/navigation'
import { ButtonLink } from '@/components/ui/button'
import { useKeys } from '@/components/ui/use-keys'
import { t } from '@/lib/platform/i18n/translate'

/** The way from a case to the page of the person; the key i goes there too. */
export function PersonLink({ remoteId }: { remoteId: string }) {
  const router = useRouter()
  const href = `/people/${remoteId}`
  useKeys({ i: () => router.push(href) })
  return (
    <ButtonLink href={href} size="small" keys="i">
      {t('people.all')}
    </ButtonLink>
  )
}
