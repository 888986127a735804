'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import '@/lib/platform/i18n/rooms/byhand'
import Link from 'next/link'
import { ExactTime } from '@/components/case/exact-time'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'

/** Who sent it and how, what it is about, and what it became. */
export function TheFacts({ view }: { view: DmcaView }) {
  const { sender, works, channel, receivedAt, recordedAt, recordedBy, reason, ownKnowledge, misrepresentation } = view
  const reach = [sender.email, sender.phone, sender.address].filter(Boolean)
  return (
    <Panel title={t('dmca.facts')} look="plain">
      <Facts>
        <Fact term={t('dmca.facts.from')}>{sender.name || '—'}</Fact>
        {sender.principal && <Fact term={t('dmca.facts.for')}>{sender.principal}</Fact>}
        {reach.length > 0 && <Fact term={t('dmca.facts.reach')}>{reach.join(' · ')}</Fact>}
        {works.length > 0 && (
          <Fact term={t('dmca.facts.works')}>{works.map((work) => `${work.number} ${work.text}`).join(' · ')}</Fact>
        )}
        <Fact term={t('dmca.facts.received')}>
          <ExactTime at={receivedAt} />
        </Fact>
        <Fact term={t('hand.way')}>{t(`hand.channel.${channel}`)}</Fact>
        <Fact term={t('hand.recorded')}>
          <ExactTime at={recordedAt} /> {recordedBy && <bdi dir="ltr">@{recordedBy}</bdi>}
        </Fact>
        {reason && <Fact term={t('dmca.facts.reason')}>{reason}</Fact>}
        {ownKnowledge && (
          <Fact term={t('dmca.knowledge')}>
            {ownKnowledge} {view.ownKnowledgeAt && <ExactTime at={view.ownKnowledgeAt} />}
          </Fact>
        )}
        {view.knowledgeDone && <Fact term={t('dmca.knowledgeDone')}>{view.knowledgeDone}</Fact>}
        {misrepresentation && <Fact term={t('dmca.flag')}>{misrepresentation}</Fact>}
      </Facts>
      <Other href="/cases" other={view.became} word="became" />
      <Other href="/dmca" other={view.duplicateOf} word="duplicate" />
      <Other href="/cases" other={view.intimate} word="intimate" />
      {view.besides.map((one) => (
        <Other key={one.caseId} href="/cases" other={one} word="subpoena" />
      ))}
    </Panel>
  )
}

interface OtherProps {
  href: string
  other: DmcaView['became']
  word: 'became' | 'duplicate' | 'intimate' | 'subpoena'
}
function Other({ href, other, word }: OtherProps) {
  if (!other) return null
  return (
    <p className="mt-2">
      <Link href={`${href}/${other.caseId}`} prefetch={false} className="text-accent underline underline-offset-2">
        {t(`dmca.other.${word}`, { number: other.number })}
      </Link>
    </p>
  )
}
