import { matter, type Phrases } from '../script'

export const PORTUGUESE: Phrases = {
  language: 'pt',
  warning: 'desabafo',
  altText: 'Barcos diante de um cais cinzento',
  everyday: [
    'Nevoeiro cerrado, o barco apitou duas vezes.',
    'O pão de sementes voltou à padaria do cais.',
    'Alguém tem um cabo de 12 mm que não use?',
    'Maré baixa às 6:12, cuidado com as botas. #porto',
    'Vi um polvo a julgar-me em silêncio.',
    'Hoje há sopa na casa das redes, tragam tigela.',
  ],
  matters: [
    matter('spam', {
      comments: ['O mesmo link em todas as respostas.', 'Publicidade outra vez'],
      posts: [
        'Casacos de mar a metade do preço: https://shop.example/casacos',
        'Só hoje, portes grátis: https://shop.example/portes',
      ],
    }),
    matter('violation', {
      rules: [2],
      comments: ['Goza com o sotaque das pessoas.', 'Troça de quem chegou há pouco.'],
      posts: ['Aprende a falar primeiro.', 'Alguém traduz isto?'],
    }),
    matter('violation', {
      rules: [2],
      comments: ['Segue-me de conversa em conversa.', 'Chama outros para atacar uma vizinha.'],
      posts: ['Olhem para esta, outra vez. Digam-lhe alguma coisa.', 'Podes bloquear-me que eu leio na mesma.'],
    }),
    matter('legal', {
      comments: ['A fotografia é minha e não autorizei.'],
      posts: ['Fim de tarde no cais, foto minha.'],
    }),
    matter('other', {
      comments: ['Leiam a conversa toda, por favor.', 'Não sei que regra é, mas magoa.', ''],
      posts: ['Era uma brincadeira, que gente sensível.', 'Da próxima digo nomes.'],
    }),
  ],
}
