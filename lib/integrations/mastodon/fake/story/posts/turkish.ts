import { matter, type Phrases } from '../script'

export const TURKISH: Phrases = {
  language: 'tr',
  warning: 'sitem',
  altText: 'Gri bir rıhtımın önünde tekneler',
  everyday: [
    'Bu sabah sis o kadar yoğundu ki vapur iki kez seslendi.',
    'Balık pazarının yanındaki fırında tohumlu ekmek yine var.',
    'Cumartesiye kadar merdiven ödünç verebilecek var mı?',
    'Sular 6:12’de en alçakta, çizmelere dikkat. #liman',
    'Dalgakıranda bir karabatak beni süzdü.',
    'Akşam koro provası, sandalye getirin.',
  ],
  matters: [
    matter('spam', {
      comments: ['Her yanıtta aynı bağlantı.', 'Durmadan reklam'],
      posts: [
        'Yağmurluklar yarı fiyatına: https://shop.example/yagmur',
        'Yalnız bugün, her limana ücretsiz kargo: https://shop.example/liman',
      ],
    }),
    matter('violation', {
      rules: [2],
      comments: ['İnsanların şivesiyle alay ediyor.', 'Yeni gelenlere gülüyor.'],
      posts: ['Önce konuşmayı öğren.', 'Bunu çevirecek biri var mı?'],
    }),
    matter('violation', {
      rules: [2],
      comments: ['Dur dediğim hâlde her konuşmada peşimden geliyor.'],
      posts: ['Bakın, yine başladı. Bir şey söyleyin şuna.', 'Engellesen de başka hesaptan okurum.'],
    }),
    matter('legal', {
      comments: ['Fotoğraf benim, izin vermedim.'],
      posts: ['Rıhtımda akşam, kendi çekimim.'],
    }),
    matter('other', {
      comments: ['Lütfen bütün konuşmayı okuyun.', 'Hangi kural bilmiyorum ama kırıcı.', ''],
      posts: ['Şakaydı, ne alıngan insanlar.', 'Bir dahaki sefere isim veririm.'],
    }),
  ],
}
