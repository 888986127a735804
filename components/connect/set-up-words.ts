import '@/lib/platform/i18n/rooms/connect'
import type { Refusal } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'

/** On this page nobody is signed in: a lost permission means that the code's two hours are over. */
export const isCodeGone = ({ code }: Refusal): boolean => code === 'signIn.needed' || code === 'notAllowed'

export const setUpWords = (refusal: Refusal): string =>
  isCodeGone(refusal) ? t('connect.code.again') : refusal.message
