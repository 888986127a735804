import { matter, type Phrases } from '../script'

export const FRENCH: Phrases = {
  language: 'fr',
  warning: 'coup de gueule',
  altText: 'Des bateaux devant un quai gris',
  everyday: [
    'Marée basse à six heures, café à six heures cinq.',
    'Le phare a été repeint. Il a l’air surpris.',
    'Quelqu’un aurait une pompe à main jusqu’à dimanche ?',
    'Quarante et un tournepierres sur la jetée. #oiseaux',
    'La bibliothèque met ses cartes en ligne : https://harbour.example/cartes',
    'On répète ce soir. Apportez une lampe, pas de partition.',
  ],
  matters: [
    matter('spam', {
      comments: ['Le même lien sous chacun de mes messages.', 'Publicité, encore.'],
      posts: [
        'Des cirés à moitié prix, aujourd’hui seulement : https://shop.example/cires',
        'Dernier jour pour les cirés : https://shop.example/cires',
      ],
    }),
    matter('spam', {
      comments: ['Propose d’acheter des abonnés', 'Vend des abonnés en message privé.'],
      posts: ['Mille abonnés avant vendredi, demandez le tarif.'],
    }),
    matter('violation', {
      rules: [2],
      comments: ['Se moque de l’accent des gens.', 'Quatrième fois cette semaine, toujours sur l’accent.'],
      posts: ['Répète un peu, qu’on rie tous ensemble.', 'Il faudrait des sous-titres.'],
    }),
    matter('violation', {
      rules: [2],
      comments: ['Me suit de fil en fil malgré ma demande.', 'Envoie ses abonnés répondre à sa place.'],
      posts: [
        'Regardez-la, elle recommence. Dites-lui donc ce que vous en pensez.',
        'Tu peux me bloquer, j’ai d’autres comptes.',
      ],
    }),
    matter('violation', {
      rules: [1],
      comments: ['Publie des messages privés sans accord.', 'C’était privé.'],
      posts: ['Voici ce qu’il m’a écrit en privé, jugez vous-mêmes.', 'La suite de ce qu’il m’a écrit.'],
    }),
    matter('legal', {
      comments: ['Ma photographie, sans autorisation.'],
      posts: ['Le port la nuit, photo de moi.'],
    }),
    matter('legal', {
      comments: ['Propos diffamatoires sur mon commerce.'],
      posts: ['Le poissonnier du quai triche sur la fraîcheur, tout le monde le sait.'],
    }),
    matter('other', {
      comments: ['Lisez le fil entier, s’il vous plaît.', 'Je ne sais pas quelle règle choisir.', ''],
      posts: ['C’était de l’humour. Certains n’en ont pas.', 'La prochaine fois je donnerai des noms.'],
    }),
  ],
}
