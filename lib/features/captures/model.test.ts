import { describe, expect, it } from 'vitest'
import { BOUND_MS, type MediaPolicy, mediaPolicyOf, namesMinorsOrSex } from './model'

describe('a report that names minors or sexual content', () => {
  it.each([
    'She is a minor',
    'posts about children',
    'underage girl',
    'nudes of me',
    'SEXUAL harassment',
    'porn',
    'this is CSAM',
    'he is grooming people',
    'No NSFW content',
    'a 14 year old',
    'Das Mädchen ist minderjährig',
    'nackte Fotos',
    'des photos d’enfants',
    'contenu pornographique',
    'es menor de edad',
    'imágenes sexuales',
    'fotos de uma criança',
    'çocuk istismarı',
    'صور أطفال',
    'محتوى إباحي',
    'תמונות של ילדים',
    'זו קטינה',
    '未成年の画像',
    '児童ポルノ',
    '<p>N<b>u</b>de</p> nude',
  ])('%s', (text) => {
    expect(namesMinorsOrSex(['harmless', text])).toBe(true)
  })

  it.each([
    'Spam links all day',
    'Mocks how people speak',
    'kind regards, a sexist remark',
    'This is my photograph',
    'Violence against animals',
    'Hassrede',
    'discours de haine',
    'no deja de insultar',
    'خطاب كراهية',
    'דברי שנאה',
    '荒らし',
    '',
  ])('is not: %s', (text) => {
    expect(namesMinorsOrSex([text])).toBe(false)
  })
})

describe('what is kept of media', () => {
  const policy = (categories: string[], texts: string[] = [], set: [string, MediaPolicy][] = []) =>
    mediaPolicyOf({ categories, texts, settings: new Map(set) })

  it.each<[string[], MediaPolicy]>([
    [['rule'], 'bytes'],
    [['other'], 'bytes'],
    [['legal'], 'hash'],
    [['spam'], 'hash'],
    [['rule', 'legal'], 'hash'],
    [['unheard of'], 'bytes'],
    [[], 'nothing'],
  ])('of %j is by itself %s', (categories, media) => {
    expect(policy(categories).media).toBe(media)
  })

  it('is as the owner set it, and the least that any report allows', () => {
    expect(policy(['rule'], [], [['rule', 'nothing']]).media).toBe('nothing')
    expect(policy(['rule', 'other'], [], [['rule', 'hash']]).media).toBe('hash')
    expect(policy(['legal'], [], [['legal', 'bytes']]).media).toBe('bytes')
  })

  it('is nothing where the words name minors or sexual content, whatever is set', () => {
    expect(policy(['rule'], ['of a minor'], [['rule', 'bytes']])).toEqual({ media: 'nothing', why: 'words' })
  })

  it('is waited for by an act for seconds, not for minutes', () => {
    expect(BOUND_MS).toBeLessThanOrEqual(15_000)
  })
})
