'use client'
import '@/lib/platform/i18n/rooms/byhand'
import '@/lib/platform/i18n/rooms/lettering'
import { ExactTime } from '@/components/case/exact-time'
import { Chip, type Tone } from '@/components/ui/chip'
import { Panel } from '@/components/ui/panel'
import type { LetterState, LetterView } from '@/lib/features/letters/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { SendLetter } from './send-letter'

const TONES: Record<LetterState, Tone> = {
  waiting: 'accent',
  trying: 'accent',
  sent: 'ok',
  failed: 'danger',
  unknown: 'warn',
  given: 'plain',
}

interface Props {
  at: { caseId: string; version: number }
  letters: readonly LetterView[]
  mayWork: boolean
}

/** The letters of a case and what became of each. One of which nobody knows is shown as that, and never sent again by itself. */
export function LetterList({ at, letters, mayWork }: Props) {
  return (
    <Panel title={t('lettering.list')}>
      {letters.length === 0 && <p className="text-ink-2">{t('lettering.none')}</p>}
      <ul className="flex flex-col gap-3">
        {letters.map((letter) => (
          <LetterLine key={letter.id} letter={letter} />
        ))}
      </ul>
      {mayWork && <SendLetter at={at} />}
    </Panel>
  )
}

function LetterLine({ letter }: { letter: LetterView }) {
  const { template, version, party, subject, state, failure, at, by, paperId, missing } = letter
  return (
    <li>
      <p className="flex flex-wrap items-baseline gap-2">
        <Chip tone={TONES[state]}>{t(`lettering.state.${state}`)}</Chip>
        <span className="font-medium wrap-anywhere">
          {t('lettering.line', { template, name: t(`lettering.name.${template}`), party })}
        </span>
        <ExactTime at={at} />
        <a href={`/api/papers/${paperId}`} download className="text-accent underline underline-offset-2">
          {t('hand.save')}
        </a>
      </p>
      <p className="wrap-anywhere">{subject}</p>
      {failure && (
        <p className="text-small text-danger">
          {t(messageFor('lettering.failure', failure, 'lettering.failure.unknown'))}
        </p>
      )}
      <p className="text-small text-ink-2">{t('lettering.by', { by: by ? `@${by}` : '?', version })}</p>
      {missing.length > 0 && (
        <p className="text-small text-warn">
          {t('lettering.lacks', {
            names: missing.map((name) => t(messageFor('letter.has', name, 'letter.has.case'))).join(', '),
          })}
        </p>
      )}
    </li>
  )
}
