import type { Span } from '../moments'
import type { Language } from '../script'

export type SignUp = {
  username: string
  reason: string
  language: Language
  at: Span
  email?: string
  ip?: string
  confirmed?: false
  invitedBy?: string
}

/** People who wait at the door, with what they wrote. */
export const SIGN_UPS: SignUp[] = [
  {
    username: 'cormorant',
    language: 'en',
    at: '35m',
    reason: 'I moved here in spring and a neighbour said this is where the tide table lives.',
  },
  {
    username: 'haven_baker',
    language: 'en',
    at: '2h',
    reason: 'We bake for the morning ferry. We would post the day’s bread, no prices, promised.',
  },
  {
    username: 'seilerin',
    language: 'de',
    at: '3h',
    reason: 'Ich mache Seile und suche Leute, die zuhören, wenn ich darüber rede.',
  },
  {
    username: 'goeland',
    language: 'fr',
    at: '5h',
    reason: 'Ancienne du port, je reviens après dix ans. Mireille me connaît.',
    invitedBy: 'mireille',
  },
  { username: 'sardina', language: 'es', at: '7h', reason: 'Me lo recomendó Alba. Escribo sobre cocina de barco.' },
  { username: 'bahr', language: 'ar', at: '8h', reason: 'أدرس علوم البحار وأبحث عن مكان هادئ للنقاش بالعربية.' },
  { username: 'maresia', language: 'pt', at: '11h', reason: 'Quero acompanhar as notícias do cais e conhecer gente.' },
  { username: 'umineko', language: 'ja', at: '14h', reason: '港の写真を投稿したいです。よろしくお願いします。' },
  { username: 'dayag', language: 'he', at: '16h', reason: 'חבר של נועם. אוהב ים ושקט.' },
  {
    username: 'marti_kus',
    language: 'tr',
    at: '20h',
    reason: 'Elif’in öğrencisiyim, deniz canlıları hakkında yazacağım.',
  },
  { username: 'blank_reason', language: 'en', at: '22h', reason: '' },
  { username: 'yes', language: 'en', at: '1d', reason: 'yes' },
  {
    username: 'growth_partner',
    language: 'en',
    at: '1.1d',
    reason: 'I help communities like yours reach 10,000 customers. See shop.example for offers.',
    email: 'hello@shop.example',
  },
  {
    username: 'deckhand17',
    language: 'en',
    at: '1.5d',
    reason: 'nice instance',
    email: 'deckhand17@throwaway.test',
    ip: '198.51.100.77',
  },
  {
    username: 'deckhand18',
    language: 'en',
    at: '1.5d',
    reason: 'nice instance',
    email: 'deckhand18@throwaway.test',
    ip: '198.51.100.77',
  },
  { username: 'dredge_third', language: 'en', at: '2d', reason: 'Fresh start. You know why.', ip: '198.51.100.41' },
  {
    username: 'soon_sixteen',
    language: 'en',
    at: '2.4d',
    reason: 'my sister is on here and she says its fun. i turn 16 in june',
  },
  { username: 'unconfirmed', language: 'en', at: '3d', reason: 'I never got the mail, please help.', confirmed: false },
  { username: 'storyteller', language: 'en', at: '4d', reason: 'It is a long story. '.repeat(24).trim() },
]
