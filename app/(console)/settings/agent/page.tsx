import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { AgentPage } from '@/components/agent/agent-page'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('agent.title') }

export default async function AgentSettingsPage() {
  return <AgentPage view={await read('agent.standing', {})} />
}
