'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/byhand'
import '@/lib/platform/i18n/rooms/copyright-acts'
import '@/lib/platform/i18n/rooms/lettering'
import { ExactTime } from '@/components/case/exact-time'
import { SendLetter } from '@/components/letters/send-letter'
import { Chip } from '@/components/ui/chip'
import { Panel } from '@/components/ui/panel'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'

/** The letters that went out, each as it was sent, and what became of its mail. */
export function Letters({ view: { letters, caseId, version, may } }: { view: DmcaView }) {
  return (
    <Panel title={t('dmca.letters')}>
      {letters.length === 0 && <p className="text-ink-2">{t('dmca.noLetters')}</p>}
      <ul className="flex flex-col gap-1.5">
        {letters.map(({ id, template, party, state, failure, at, paperId }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-2">
            <span className="font-medium">{t(`dmca.letter.${template}`)}</span>
            <span className="wrap-anywhere text-ink-2">{t('dmca.letter.to', { party })}</span>
            <Chip tone={state === 'sent' || state === 'given' ? 'ok' : state === 'failed' ? 'danger' : 'warn'}>
              {t(`dmca.letter.state.${state}`)}
            </Chip>
            <ExactTime at={at} />
            <a href={`/api/papers/${paperId}`} download className="text-accent underline underline-offset-2">
              {t('hand.save')}
            </a>
            {failure && (
              <span className="w-full text-small text-danger">
                {t(messageFor('lettering.failure', failure, 'lettering.failure.unknown'))}
              </span>
            )}
          </li>
        ))}
      </ul>
      {may.work && <SendLetter at={{ caseId, version }} />}
    </Panel>
  )
}
