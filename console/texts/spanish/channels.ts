/** The words about the channels and their settings, in Spanish. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChannelTexts } from '../english/channels.js'

const format = inLanguage('es')

export const channelsSpanish: ChannelTexts = {
  searchChannels: 'Buscar un canal',
  filter: 'Mostrar',
  filters: { all: 'todos', edited: 'modificados', pinned: 'fijados', occupied: 'con gente' },
  shown: (count, total) => `${format.number(count)} de ${format.number(total)}`,
  chooseOne: (name) => `Elegir ${name}`,
  chooseAll: (count) => `Elegir los ${format.number(count)}`,
  chooseNone: 'No elegir ninguno',
  editChosen: (count) => `Modificar ${format.number(count)} a la vez`,
  channel: 'Canal',
  range: 'Alcance',
  notes: 'Notas',
  editor: 'Ajustes del canal',
  editMany: (count) => format.plural(count, { one: '# canal', other: '# canales' }),
  manyHint: 'Solo se cambia en todos lo que cambies aquí.',
  saveMany: (count) => format.plural(count, { one: 'Guardar # canal', other: 'Guardar # canales' }),
  savedAndHeard: 'Guardado. En la sala ya se oye así.',
  asTheRegionSays: 'Volver a lo que dice la región',
  deleteChannel: 'Eliminar…',
  deleteMeans: (isFolder, people) =>
    `${isFolder ? 'La carpeta y todos sus canales desaparecen' : 'El canal desaparece'} para siempre, con todo lo ajustado aquí.${
      people > 0
        ? ` ${format.plural(people, { one: 'La persona que hay dentro pasa', other: 'Las # personas que hay dentro pasan' })} a la sala de la región.`
        : ''
    } Si una región vuelve a pedirlo, obtiene uno nuevo.`,
  deleteYes: 'Sí, eliminar',
  channelDeleted: 'Eliminado.',
  compareWith: 'Comparar con',
  comparisons: {
    saved: 'lo guardado',
    default: 'el valor de OpenSimulator',
    channel: 'otro canal',
    none: 'nada',
  },
  otherChannel: 'Qué canal',
  fields: {
    type: 'Tipo',
    mode: 'Quién puede hablar',
    distanceModel: 'Modelo de distancia',
    rollOff: 'Atenuación',
    maxRangeMetres: 'Alcance (m)',
    clampingDistanceMetres: 'Pleno volumen hasta (m)',
    whisperMetres: 'Susurro hasta (m; 0: un sexto del alcance)',
    shoutMetres: 'Grito hasta (m; 0: cinco tercios del alcance)',
    cone: 'Quien habla tiene un frente: detrás se oye menos',
    dulls: 'La distancia apaga las voces: de lejos, menos agudos',
    headphones: 'Los visores oyen este lugar como con auriculares, si la persona no elige otra cosa',
    capacity: 'Capacidad (0: sin límite)',
    iceTransportPolicy: 'Conexiones',
    neighbours: 'Más allá del límite de la región',
    moderators: 'Moderación',
    ownersModerate: 'También modera quien posee la parcela o la finca',
    textOn: 'Aquí se puede escribir',
    textReach: 'Quién lee un mensaje',
    textHistory: 'Quien llega lee los últimos mensajes',
    textSlowSeconds: 'Segundos entre dos mensajes (0: sin límite)',
    textBridge: 'Un script de la región puede unirlo con el chat local',
    pinned: 'fijado',
  },
  slider: (name) => `${name}, control deslizante`,
  types: { positional: 'según la distancia', conference: 'reunión', directory: 'carpeta' },
  modes: {
    open: 'cualquiera',
    lecture: 'conferencia',
    presentation: 'presentación',
    auditorium: 'auditorio',
  },
  models: { none: 'ninguno', inverse: 'inverso', linear: 'lineal', exponent: 'exponencial' },
  text: 'Texto',
  textReaches: { room: 'todas las personas del lugar', voice: 'quien oiría a quien escribe' },
  transports: {
    all: 'directas donde se pueda',
    relay: 'solo por el relé (oculta direcciones)',
    hub: 'solo por el hub de medios (oculta direcciones)',
  },
  neighbours: {
    auto: 'abierto en una región, cerrado en una parcela',
    open: 'abierto a los vecinos',
    out: 'los vecinos oyen este lugar',
    in: 'este lugar oye a los vecinos',
    closed: 'cerrado',
  },
  modeHint: {
    open: 'Puede hablar cualquiera.',
    lecture: 'Solo habla la moderación.',
    presentation: 'Habla la moderación y quien reciba de ella la palabra.',
    auditorium: 'Como una presentación, pero se oye a pleno volumen en todo el canal.',
  },
  addModerator: 'Añadir a la moderación: una parte del nombre',
  removeModerator: (name) => `Quitar a ${name} de la moderación`,
  ownersAre: (names) => `Además, por propiedad: ${names}`,
  pinnedHint: 'Fijado: no se elimina nunca, por mucho que nadie lo use',
  faults: {
    'out-of-limits': 'Este número está fuera de lo posible aquí.',
    'bridge-by-voice': 'El chat local no se puede unir con texto que solo llega hasta donde llega la voz.',
    'clamp-above-range': 'El pleno volumen llegaría más lejos que el alcance: usa una distancia menor.',
    'whisper-above-range': 'El susurro llegaría más lejos que el alcance: usa una distancia menor, o 0.',
    'shout-below-range': 'El grito llegaría menos lejos que el alcance: usa una distancia mayor, o 0.',
    'range-zero': 'Con un alcance de 0 m nadie oiría a nadie.',
    directory: 'Una carpeta sigue siendo carpeta, y un canal, canal.',
    invalid: 'Este valor no es válido.',
  },
  silentFrom: (value) => `silencio a partir de ${format.metres(value)}`,
  plotWords: ({ distanceModel, clampingDistanceMetres: clamp }, silence) =>
    distanceModel === 'none'
      ? 'Se oye a todo el mundo a pleno volumen, esté donde esté.'
      : `Pleno volumen hasta ${format.metres(clamp)}, silencio a partir de ${format.metres(silence)}.`,
  trap: (range, silence) =>
    `El alcance es de ${format.metres(range)}, pero hay silencio a partir de ${format.metres(silence)}: con el modelo lineal, una atenuación mayor que 1 termina antes. Para todo el alcance usa atenuación 1 u otro modelo.`,
}
