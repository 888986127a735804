import { messageFor, t } from '@/lib/platform/i18n/translate'

/** Why the instance could not be asked, as it stands in brackets. */
export const whyNot = (failure: string): string =>
  t(
    messageFor(
      'queue.failure',
      failure,
      failure === 'notFound' || failure === 'gone' ? 'failure.gone' : 'queue.failure.unknown',
    ),
  )
