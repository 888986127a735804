import type { Metadata } from 'next'
import { Stopped } from '@/components/safety/stopped'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('stopped.titlePlain') }

interface Props {
  searchParams: Promise<{ number?: string; case?: string }>
}

/** Says nothing of the case but its number, so that whoever stopped it can stay here. */
export default async function StoppedPage({ searchParams }: Props) {
  const { number, case: caseId } = await searchParams
  const isNumber = number !== undefined && /^\d{1,9}$/.test(number)
  const deskHref = caseId !== undefined && /^[0-9a-f-]{36}$/.test(caseId) ? `/safety/${caseId}` : null
  return <Stopped number={isNumber ? Number(number) : null} deskHref={deskHref} />
}
