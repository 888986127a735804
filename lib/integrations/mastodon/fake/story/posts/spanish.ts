import { matter, type Phrases } from '../script'

export const SPANISH: Phrases = {
  language: 'es',
  warning: 'queja',
  altText: 'Barcos ante un muelle gris',
  everyday: [
    'Niebla cerrada. El transbordador pita como un abuelo.',
    'Pan de semillas otra vez en la panadería del muelle.',
    '¿Alguien me presta una escalera hasta el sábado?',
    'Marea baja a las 6:12. Cuidado con las botas. #puerto',
    'He visto un pulpo mirarme con desaprobación.',
    'Ensayo del coro esta noche, traed sillas.',
  ],
  matters: [
    matter('spam', {
      comments: ['El mismo enlace en todas las respuestas.', 'Publicidad sin parar', 'spam'],
      posts: [
        'Chubasqueros a mitad de precio: https://shop.example/lluvia',
        'Solo hoy, envío gratis a todos los puertos: https://shop.example/gratis',
      ],
    }),
    matter('violation', {
      rules: [2],
      comments: ['Se burla de cómo hablamos.', 'Se ríe de los que llegaron este año.'],
      posts: ['Aprende a hablar y luego opinas.', '¿Alguien me traduce a esta persona?'],
    }),
    matter('violation', {
      rules: [2],
      comments: ['Me persigue de hilo en hilo.', 'Anima a otros a responderle a una vecina.'],
      posts: ['Miradla, otra vez con lo mismo. Decidle algo.', 'Aunque me bloquees te voy a leer.'],
    }),
    matter('violation', {
      rules: [1],
      comments: ['Publica dónde trabajo.', 'Dice dónde encontrar a una vecina.'],
      posts: ['Está en la lonja hasta las seis, por si alguien quiere hablar con ella.'],
    }),
    matter('violation', {
      rules: [1],
      comments: ['Enseña mensajes privados con mi nombre.'],
      posts: ['Esto me lo escribió en privado, juzgad.', 'Y esto, a medianoche.'],
    }),
    matter('legal', {
      comments: ['Es mi foto y no di permiso.'],
      posts: ['Atardecer en el muelle, foto mía.'],
    }),
    matter('legal', {
      comments: ['Vende entradas falsas de la regata.'],
      posts: ['Entradas de la regata, mitad de precio, sin preguntas.'],
    }),
    matter('other', {
      comments: ['Leed el hilo entero, por favor.', 'No sé qué norma es, pero no está bien.', ''],
      posts: ['Era una broma, qué piel tan fina.', 'La próxima vez digo nombres.'],
    }),
  ],
}
