import { matter, type Phrases } from '../script'

export const GERMAN: Phrases = {
  language: 'de',
  warning: 'Ärger',
  altText: 'Graues Wasser, dahinter ein Kran',
  everyday: [
    'Heute Morgen so still, dass man die Möwen denken hört.',
    'Der Kran am Südkai quietscht wieder. Ich habe ihn vermisst.',
    'Wer hat am Sonntag Zeit, beim Slippen zu helfen? Es gibt Kuchen.',
    'Hochwasser um 14:20. Bitte die Fahrräder vom Anleger nehmen. #hafen',
    'Drei Tage geschliffen, einmal lackiert, sofort Fliegen drin.',
    'Die Bücherei zeigt alte Seekarten: https://harbour.example/karten',
    'Grünkohl ist fertig. Wer zuerst kommt, isst zuerst.',
  ],
  matters: [
    matter('spam', {
      comments: [
        'Immer dieselbe Werbung unter jedem Beitrag.',
        'Werbung für Tabletten',
        'Schickt mir ungefragt Links.',
        'Spam',
      ],
      posts: [
        'Endlich schlafen wie ein Stein: https://shop.example/ruhe',
        'Nur heute: drei Packungen zum Preis von einer, https://shop.example/drei',
      ],
    }),
    matter('violation', {
      rules: [2],
      comments: ['Macht sich über den Dialekt anderer lustig.', 'Spottet über jeden, der neu ist.'],
      posts: ['Sprich erst einmal richtig, dann reden wir weiter.', 'Kann das jemand ins Deutsche übersetzen?'],
    }),
    matter('violation', {
      rules: [2],
      comments: [
        'Läuft mir in jedes Gespräch nach, obwohl ich um Ruhe gebeten habe.',
        'Stachelt andere gegen eine Nachbarin auf.',
      ],
      posts: ['Schaut alle her, sie hat es schon wieder getan.', 'Blockieren hilft dir nicht, ich lese trotzdem mit.'],
    }),
    matter('violation', {
      rules: [9],
      comments: ['Die Sturmwarnung ist erfunden.', 'Der Deich war nie gesperrt.'],
      posts: ['Der Deich wird heute Nacht gesperrt, das Amt schweigt!', 'Sturmflut um zwei Uhr, sagt ja sonst keiner.'],
    }),
    matter('legal', {
      comments: ['Mein Foto, ohne Erlaubnis und ohne Namen.'],
      posts: ['Abendlicht am Kai, selbst aufgenommen.'],
    }),
    matter('legal', {
      comments: ['Falsche Behauptung über meinen Betrieb.'],
      posts: ['In der Werft am Nordkai wird mit altem Lack gearbeitet, weiß doch jeder.'],
    }),
    matter('other', {
      comments: [
        'Kann das bitte jemand im Zusammenhang lesen?',
        'Ich weiß nicht, welche Regel das ist. Es ist gemein.',
        '',
        'Bitte nicht weitergeben, dass ich das gemeldet habe.',
      ],
      posts: ['War doch nur Spaß. Manche verstehen eben keinen.', 'Wer hier neu ist, sollte erst einmal zuhören.'],
    }),
  ],
}
