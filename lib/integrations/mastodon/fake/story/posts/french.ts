import type { Phrases } from '../script'

export const FRENCH: Phrases = {
  language: 'fr',
  everyday: [
    'Marée basse à six heures, café à six heures cinq.',
    'Le phare a été repeint. Il a l’air surpris.',
    'Quelqu’un aurait une pompe à main jusqu’à dimanche ?',
    'Quarante et un tournepierres sur la jetée. #oiseaux',
    'La bibliothèque met ses cartes en ligne : https://harbour.example/cartes',
    'On répète ce soir. Apportez une lampe, pas de partition.',
  ],
  matters: [
    {
      category: 'spam',
      comments: ['Le même lien sous chacun de mes messages.', 'Publicité, encore.', 'Propose d’acheter des abonnés'],
      posts: [
        'Des cirés à moitié prix, aujourd’hui seulement : https://shop.example/cires',
        'Mille abonnés avant vendredi, demandez le tarif.',
      ],
    },
    {
      category: 'violation',
      rules: [2],
      comments: [
        'Se moque de l’accent des gens.',
        'Me suit de fil en fil malgré ma demande.',
        'Envoie ses abonnés répondre à sa place.',
      ],
      posts: [
        'Répète un peu, qu’on rie tous ensemble.',
        'Regardez-la, elle recommence. Dites-lui donc ce que vous en pensez.',
        'Tu peux me bloquer, j’ai d’autres comptes.',
      ],
    },
    {
      category: 'violation',
      rules: [1],
      comments: ['Publie des messages privés sans accord.', 'Donne le nom de mon école.'],
      posts: [
        'Voici ce qu’il m’a écrit en privé, jugez vous-mêmes.',
        'Elle sort tous les jours à cinq heures, côté jardin.',
      ],
    },
    {
      category: 'legal',
      comments: ['Ma photographie, sans autorisation.', 'Propos diffamatoires sur mon commerce.'],
      posts: [
        'Le port la nuit, photo de moi.',
        'Le poissonnier du quai triche sur la fraîcheur, tout le monde le sait.',
      ],
    },
    {
      category: 'other',
      comments: ['Lisez le fil entier, s’il vous plaît.', 'Je ne sais pas quelle règle choisir.', ''],
      posts: ['C’était de l’humour. Certains n’en ont pas.', 'La prochaine fois je donnerai des noms.'],
    },
  ],
}
