import type { Phrases } from '../script'

export const SPANISH: Phrases = {
  language: 'es',
  everyday: [
    'Niebla cerrada. El transbordador pita como un abuelo.',
    'Pan de semillas otra vez en la panadería del muelle.',
    '¿Alguien me presta una escalera hasta el sábado?',
    'Marea baja a las 6:12. Cuidado con las botas. #puerto',
    'He visto un pulpo mirarme con desaprobación.',
    'Ensayo del coro esta noche, traed sillas.',
  ],
  matters: [
    {
      category: 'spam',
      comments: ['El mismo enlace en todas las respuestas.', 'Publicidad sin parar', 'Vende seguidores.'],
      posts: [
        'Chubasqueros a mitad de precio: https://shop.example/lluvia',
        'Solo hoy, envío gratis a todos los puertos: https://shop.example/gratis',
      ],
    },
    {
      category: 'violation',
      rules: [2],
      comments: [
        'Se burla de cómo hablamos.',
        'Me persigue de hilo en hilo.',
        'Anima a otros a responderle a una vecina.',
      ],
      posts: [
        'Aprende a hablar y luego opinas.',
        'Miradla, otra vez con lo mismo. Decidle algo.',
        'Aunque me bloquees te voy a leer.',
      ],
    },
    {
      category: 'violation',
      rules: [1],
      comments: ['Publica dónde trabajo.', 'Enseña mensajes privados con mi nombre.'],
      posts: [
        'Está en la lonja hasta las seis, por si alguien quiere hablar con ella.',
        'Esto me lo escribió en privado, juzgad.',
      ],
    },
    {
      category: 'legal',
      comments: ['Es mi foto y no di permiso.', 'Vende entradas falsas de la regata.'],
      posts: ['Atardecer en el muelle, foto mía.', 'Entradas de la regata, mitad de precio, sin preguntas.'],
    },
    {
      category: 'other',
      comments: ['Leed el hilo entero, por favor.', 'No sé qué norma es, pero no está bien.', ''],
      posts: ['Era una broma, qué piel tan fina.', 'La próxima vez digo nombres.'],
    },
  ],
}
