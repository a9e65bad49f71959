/** The words of the set-up as a walk, for somebody who has never seen OpenSimulator, in German. */

import { inLanguage } from '../../../../src/pure/in-language.js'
import type { SetupWalkTexts } from '../../english/setup/walk.js'

const format = inLanguage('de')

export const setupWalkGerman: SetupWalkTexts = {
  intro:
    'Geh von oben nach unten. Eine Welt von OpenSimulator besteht aus Regionen; Programme, die Simulatoren heißen, betreiben sie. Sie fragen bei diesem Dienst nach Voice und sagen ihm, wo Leute stehen. Die Leute öffnen seine Seite oder ihren Viewer und hören einander. Jeder Schritt sagt, wozu er da ist, was nicht stimmt und was zu tun ist.',
  progress: (done, all) => `${format.number(done)} von ${format.number(all)} in Ordnung`,
  testAll: 'Jetzt alles testen',
  test: 'Jetzt testen',
  testing: 'Wird getestet …',
  tested: (time) => `getestet um ${time}`,
  next: 'Das kommt als Nächstes',
  lines: 'Was dort hineingehört',
  secretsForOwners: 'Nur ein Eigentümer kann es sehen oder ein neues machen.',
  steps: {
    clock: {
      title: 'Die Uhr',
      why: 'Links, Codes und Zertifikate gelten nur eine Zeit lang.',
      untested: 'Sie wurde noch nicht mit der deines Browsers verglichen.',
      good: 'Die Uhren des Dienstes und deines Browsers stimmen überein.',
      bad: 'Die Uhren des Dienstes und deines Browsers gehen verschieden.',
    },
    'public-url': {
      title: 'Die Adresse',
      why: 'Sie steht in jedem Link, den die Leute öffnen.',
      untested: 'Sie wurde noch nicht ausprobiert.',
      good: 'PUBLIC_URL ist gesetzt und antwortet.',
      bad: 'PUBLIC_URL ist nicht gesetzt: Links tragen die Adresse unten. Setze eine, die die Leute erreichen.',
    },
    certificate: {
      title: 'Das Zertifikat',
      why: 'Browser geben einer Seite das Mikrofon nur über https, mit einem Zertifikat, dem sie vertrauen.',
      untested: 'Es wurde noch nicht angesehen.',
      good: 'Browser nehmen das Zertifikat an.',
      bad: 'Browser nehmen das Zertifikat nicht an, oder bald nicht mehr.',
    },
    'region-called': {
      title: 'Die Simulatoren fragen nach Voice',
      why: 'Ihre OpenSim.ini muss diesen Dienst nennen. Setze einen der beiden Blöcke unten hinein und starte den Simulator neu.',
      untested: '',
      good: '',
      bad: '',
    },
    positions: {
      title: 'Wo die Leute stehen',
      why: 'Eine Stimme ist so laut, wie jemand nahe ist. Eine Region sagt es mit einem Skript, oder sie wird über RemoteAdmin gefragt.',
      untested: '',
      good: '',
      bad: '',
    },
    grid: {
      title: 'Das Grid selbst',
      why: 'Robust kennt jede Region, und wer in welcher ist, an seinem privaten Port (ROBUST_URL); Simulatoren sagen, was auf ihren Parzellen gilt.',
      untested: '',
      good: '',
      bad: '',
    },
    'remote-admin': {
      title: 'Regionen, die gefragt werden',
      why: 'RemoteAdmin ist eine Tür des Simulators für Programme. Nötig ist sie nur, wo kein Skript Positionen sagt.',
      untested: '',
      good: '',
      bad: '',
    },
    'sign-in-ways': {
      title: 'Wege, sich anzumelden',
      why: 'Neben dem Link in der Welt können Leute sich mit einem Code oder ihrem Passwort des Grids anmelden.',
      untested: '',
      good: '',
      bad: '',
    },
    'media-port': {
      title: 'UDP von außen',
      why: 'Ton reist über UDP. Viewer und große Räume brauchen den Port des Media-Hubs offen, in der Firewall und im Router. Dein Browser probiert es von dort, wo du bist.',
      untested: 'Dein Browser hat es noch nicht probiert.',
      good: 'UDP von deinem Browser erreicht den Dienst, und seine Antwort kommt zurück.',
      bad: 'Zu deinem Browser kommt kein UDP zurück. Öffne die Ports unten in der Firewall und leite sie im Router weiter; oder dein eigenes Netz sperrt UDP.',
    },
    turn: {
      title: 'TURN, für strenge Firewalls',
      why: 'Ein TURN-Server wie coturn reicht den Ton weiter, wo zwei Leute sich nicht direkt erreichen.',
      untested: '',
      good: '',
      bad: '',
    },
  },
  days: (days) => format.plural(days, { one: 'noch # Tag', other: 'noch # Tage' }),
  apart: (seconds) => `${format.short(seconds, 'second', 1)} auseinander`,
  newest: (seconds) => `die neueste Position ist ${format.short(seconds, 'second')} alt`,
}
