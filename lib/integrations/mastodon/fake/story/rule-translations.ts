type Words = { text: string; hint: string }

/** By the English text. Where only the text was translated, the hint is empty, as on many real servers. */
export const RULE_TRANSLATIONS: Record<string, Record<string, Words>> = {
  'Keep private things private': {
    de: {
      text: 'Privates bleibt privat',
      hint: 'Keine Anschriften, Telefonnummern, Arbeitsorte oder privaten Nachrichten anderer.',
    },
    fr: {
      text: 'Ce qui est privé reste privé',
      hint: 'Ni adresses, ni téléphones, ni lieux de travail, ni messages privés d’autrui.',
    },
    es: {
      text: 'Lo privado es privado',
      hint: 'Ni direcciones, ni teléfonos, ni lugares de trabajo, ni mensajes privados de otras personas.',
    },
    ar: { text: 'الخصوصيات تبقى خاصة', hint: 'لا عناوين ولا أرقام هواتف ولا أماكن عمل ولا رسائل خاصة تعود إلى غيرك.' },
    pt: { text: 'O que é privado fica privado', hint: '' },
    ja: { text: '個人的なことは公開しない', hint: '' },
    he: { text: 'מה שפרטי נשאר פרטי', hint: '' },
    tr: { text: 'Özel olan özel kalır', hint: '' },
  },
  'No harassment': {
    de: {
      text: 'Niemanden bedrängen',
      hint: 'Nicht über Sprache, Aussehen, Liebe oder Glauben spotten und niemanden auf andere hetzen.',
    },
    fr: {
      text: 'Pas de harcèlement',
      hint: 'Ne pas se moquer de la façon de parler, d’aimer ou de prier, ne pas suivre les gens de fil en fil.',
    },
    es: {
      text: 'Sin acoso',
      hint: 'No burlarse de cómo alguien habla, ama o reza, ni perseguir a nadie de hilo en hilo.',
    },
    ar: {
      text: 'لا مضايقات',
      hint: 'لا تسخر من لهجة الناس أو هيئتهم أو حبهم أو صلاتهم، ولا تلاحقهم من حديث إلى حديث.',
    },
    pt: { text: 'Nada de assédio', hint: '' },
    ja: { text: '嫌がらせをしない', hint: '' },
    he: { text: 'בלי הטרדות', hint: '' },
    tr: { text: 'Kimseye sataşma', hint: '' },
  },
  'Warn before the hard stuff': {
    de: {
      text: 'Vorher warnen',
      hint: 'Unglücke, Krankheit, Flackerbilder und das Ende eines Films stehen hinter einer Inhaltswarnung.',
    },
    fr: {
      text: 'Prévenir avant le difficile',
      hint: 'Naufrages, maladies, images clignotantes et fins de films derrière un avertissement.',
    },
    es: { text: 'Avisa antes de lo difícil', hint: '' },
    ar: { text: 'نبّه قبل المحتوى الصعب', hint: '' },
    ja: { text: 'つらい内容には注意書きを', hint: '' },
  },
  'Be who you say you are': {
    de: { text: 'Sei, wer du zu sein angibst', hint: '' },
    fr: { text: 'Soyez qui vous dites être', hint: '' },
    es: { text: 'Sé quien dices ser', hint: '' },
    ar: { text: 'كن من تقول إنك هو', hint: '' },
  },
  'No advertising without asking': {
    de: {
      text: 'Keine Werbung ohne zu fragen',
      hint: 'Ein Beitrag in der Woche über die eigene Arbeit ist in Ordnung. Läden fragen vorher.',
    },
    fr: { text: 'Pas de publicité sans demander', hint: '' },
    es: { text: 'Sin publicidad sin permiso', hint: '' },
    ar: { text: 'لا إعلانات من غير إذن', hint: '' },
    ja: { text: '宣伝は先に相談を', hint: '' },
  },
  'Bots say that they are bots': {
    de: { text: 'Bots geben sich zu erkennen', hint: '' },
    fr: { text: 'Les robots disent qu’ils en sont', hint: '' },
  },
  'Sixteen and over': {
    de: { text: 'Ab sechzehn', hint: '' },
    fr: { text: 'Seize ans révolus', hint: '' },
    es: { text: 'A partir de dieciséis años', hint: '' },
    ar: { text: 'من سن السادسة عشرة', hint: '' },
  },
  'Credit what you share': {
    de: { text: 'Nennt die Urheber', hint: '' },
    fr: { text: 'Créditez ce que vous partagez', hint: '' },
    ar: { text: 'انسب ما تشاركه إلى صاحبه', hint: '' },
  },
  'No false alarms': {
    de: { text: 'Kein falscher Alarm', hint: '' },
    fr: { text: 'Pas de fausses alertes', hint: '' },
    es: { text: 'Sin falsas alarmas', hint: '' },
    ja: { text: '偽の警報を流さない', hint: '' },
  },
}
