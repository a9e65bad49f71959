/** The words about the rooms and who is in them, in German. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { RoomTexts } from '../english/rooms.js'

const format = inLanguage('de')

export const roomsGerman: RoomTexts = {
  mapHint: 'Wähle jemanden, um zu sehen, wer ihn hört.',
  heardBy: (name) => `Die Linien führen zu denen, die ${name} hören; am Kreis beginnt die Stille.`,
  mapLabel: (count) =>
    `Karte der Region mit ${format.plural(count, { one: '# Person', other: '# Leuten' })}; die Liste daneben sagt dasselbe in Worten.`,
  feedLost: 'Die Region ist verstummt: Die Positionen sind die letzten bekannten.',
  handRaised: (place) => `Hand gehoben, Nr. ${place}`,
  mute: 'Stummschalten',
  unmute: 'Stummschaltung aufheben',
  until: (time) => `bis ${time}`,
  hasFloor: 'hat das Wort',
  speaks: 'spricht',
  moderator: 'Moderator',
  notInVoice: 'nicht im Voice',
  positionFrom: (source, ago) =>
    source === null
      ? 'Position unbekannt'
      : source === 'viewer'
        ? 'Position: vom Viewer'
        : `Position: ${source === 'push' ? 'Skript' : 'RemoteAdmin'}, ${ago}`,
  client: { viewer: 'Viewer', page: 'Seite' },
  forTime: (time) => ` seit ${time}`,
  silence: {
    'not-in-voice': () => 'nicht im Voice',
    'page-open': () => 'hat die Seite offen, ist aber nicht beigetreten',
    'not-in-world': () => 'wartet: keine Region meldet den Avatar',
    'no-positions': () => 'wartet: die Region meldet keine Positionen',
    'region-away': () => 'wartet: die Region ist nicht erreichbar',
    'voice-off': () => 'wartet: auf dieser Parzelle ist Voice aus',
    'channel-full': () => 'wartet: der Kanal ist voll',
    'grid-full': () => 'wartet: das Grid hat seine Grenze erreicht',
    locked: () => 'wartet: der Raum ist abgeschlossen',
    'link-confined': () => 'wartet: der Voice-Link gilt hier nicht',
    'everybody-muted': () => 'hier sind alle stumm',
    loss: () => 'viele Pakete gehen auf dem Weg von dort verloren',
    alone: () => 'sonst ist niemand im Raum',
    'nobody-in-reach': () => 'niemand ist nah genug, um etwas zu hören',
    'feed-lost': () => 'die Region ist verstummt: Positionen sind alt',
    connecting: () => 'verbindet sich',
    'connecting-long': (time) =>
      `verbindet sich${time}: Ist der UDP-Port des Media-Hubs offen? Siehe „Einrichtung“`,
    joining: (time) => `verbunden, aber der Viewer ist${time} nicht beigetreten`,
    'position-unknown': (time) => `Position${time} noch unbekannt`,
    'listens-in': () => 'hört aus einer Nachbarregion mit',
    'muted-by-moderator': () => 'von der Moderation stummgeschaltet',
    'may-only-listen': () => 'darf nach der Art des Kanals nur zuhören',
    'microphone-off': (time) => `Mikrofon${time} aus`,
    'no-packets': (time) => `kein Paket ist${time} gekommen`,
    'sends-silence': (time) => `das Mikrofon sendet${time} Stille`,
  },
  connectionState: {
    connecting: 'verbindet sich',
    'waiting-for-position': 'wartet auf seine Position',
    listening: 'hört mit',
    'in-room': 'im Raum',
    aside: 'sagt der Seite, wo der Avatar ist',
  },
  connectedFor: (time) => `seit ${time}`,
  packets: (received, sent) =>
    `${format.plural(received, { one: '# Paket', other: '# Pakete' })} von ihm, ${format.number(sent)} an ihn`,
  loss: (from, to) =>
    to === null ? `${from} verloren` : `${from} auf dem Weg von ihm verloren, ${to} auf dem Weg zu ihm`,
  jitter: (time) => `Jitter ${time}`,
  placeFrom: {
    viewer: 'Ort: wie der Viewer sagt',
    feed: 'Ort: wie die Region meldet',
    none: 'Ort: unbekannt',
  },
  routes: { direct: 'direkt miteinander verbunden', hub: 'durch den Media-Hub' },
  hears: (gain) => (gain > 0 ? `hört die Person mit ${format.percent(gain)}` : 'hört die Person nicht'),
}
