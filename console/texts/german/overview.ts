/** The overview's words in German. */

import type { OverviewTexts } from '../english/overview.js'

export const overviewGerman: OverviewTexts = {
  problems: 'Was nicht stimmt',
  allWell: 'Alles in Ordnung.',
  problem: {
    store:
      'Es kann nichts gespeichert werden: Die Stimmen laufen weiter, aber was sich jetzt ändert, geht bei einem Neustart verloren.',
    'database-away':
      'PostgreSQL ist nicht erreichbar: keine neuen Konten und Kanäle, alles andere geht weiter. Was Moderatoren entscheiden, wird gespeichert, sobald es zurück ist.',
    'hub-load':
      'Der Media-Hub hat fast einen ganzen Kern zu tun: Stimmen werden stocken. Abhilfe: schnellere Kerne oder weniger Leute in einem Raum.',
    'hub-late':
      'Der Media-Hub kam in der letzten Stunde zu spät: Alle, die über ihn hören, hatten Lücken. Ist die Maschine mit anderem beschäftigt?',
    loss: 'Auf dem Weg vom oder zum Media-Hub gehen Pakete verloren. Bei wem, steht im Raum neben jedem Namen; bei allen heißt: Das Netz der Maschine selbst ist voll.',
    'slow-voice':
      'Es dauert mehr als fünf Sekunden, bis jemand etwas hört. Meist liegt es an einer Firewall: den UDP-Port öffnen oder TURN einrichten.',
    'failed-joins': 'In der letzten Stunde konnten mehrere nicht sprechen. Die Gründe stehen unten.',
    'refused-sign-ins':
      'In der letzten Stunde wurden viele Anmeldungen abgelehnt: ein alter Link, der weitergegeben wird, oder jemand rät Passwörter.',
  },
  goTo: {
    setup: 'Zur Einrichtung',
    rooms: 'Zu den Räumen',
    accounts: 'Zu den Bewohnern',
  },
  charts: 'Im Verlauf',
  range: 'Zeitraum',
  figures: {
    people: 'Im Gespräch',
    rooms: 'Räume',
    timeToVoiceMs: 'Zeit bis zur Stimme (Median)',
    lossShare: 'Verlorene Pakete',
    hubCores: 'Media-Hub, Kerne',
    oldestFeedSeconds: 'Alter der ältesten Meldung',
    refusedSignIns: 'Abgelehnte Anmeldungen',
  },
  inTime: (count, time) => `${count} in ${time}`,
  tooMuch: 'schlecht',
  limit: (value) => `schlecht ab ${value}`,
  highest: (value) => `höchstens ${value}`,
  nothingYet: 'In dieser Zeit ist nichts bekannt.',
  inWords: (figure, range, lowest, highest) =>
    `${figure}, ${range}: zwischen ${lowest} und ${highest}. Die Zahlen stehen in der Tabelle darunter.`,
  asTable: 'Als Tabelle',
  from: 'Ab',
  value: 'Wert',
  now: 'In diesem Augenblick',
}
