import { Chip } from '@/components/ui/chip'
import { Panel } from '@/components/ui/panel'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import type { ProofView } from './proof'
import { RotateKeys } from './rotate-keys'

/** The public keys with their fingerprints, and how anybody checks them. */
export function Keys({ view: { keys, address, maySet } }: { view: ProofView }) {
  return (
    <Panel title={t('proof.keys')}>
      <p className="mb-3 text-ink-2">{t('proof.keys.text')}</p>
      <ul className="flex flex-col gap-3">
        {keys
          .toReversed()
          .toSorted((a, b) => b.generation - a.generation)
          .map((key) => (
            <li key={key.fingerprint}>
              <p className="flex flex-wrap items-center gap-x-2">
                <span className="font-semibold">{t(`proof.algorithm.${key.algorithm}`)}</span>
                <Chip tone={key.isCurrent ? 'ok' : 'plain'}>
                  {t(key.isCurrent ? 'proof.keys.current' : 'proof.keys.former')}
                </Chip>
                <span className="text-small text-ink-2">{t('proof.keys.since', { at: exact(key.madeAt) })}</span>
              </p>
              <code dir="ltr" className="block font-mono text-small wrap-anywhere">
                {key.fingerprint}
              </code>
              <a
                href={key.address}
                className="inline-block min-h-6 text-small text-accent underline underline-offset-2 phone:py-2.5"
              >
                {t('proof.keys.file')}
              </a>
            </li>
          ))}
      </ul>
      <h3 className="mt-4 text-small font-semibold text-ink-2">{t('proof.keys.how')}</h3>
      <p className="wrap-anywhere">{t('proof.keys.howText', { address })}</p>
      {maySet && <RotateKeys />}
    </Panel>
  )
}
