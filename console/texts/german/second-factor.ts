/** The words about second factors, in German. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { SecondFactorTexts } from '../english/second-factor.js'

const format = inLanguage('de')

export const secondFactorGerman: SecondFactorTexts = {
  title: 'Zweiter Faktor',
  hint: 'Dann öffnet ein gestohlenes Passwort allein nichts.',
  missing:
    'In dieser Konsole haben alle Admins einen zweiten Faktor. Richte deinen ein: Bis dahin ist dir nichts anderes offen.',
  kinds: { totp: 'Authenticator-App', passkey: 'Passkey', recovery: 'Wiederherstellungscode' },
  none: 'Du hast noch keinen.',
  lastUsed: (at) => `zuletzt benutzt ${at}`,
  neverUsed: 'nie benutzt',
  codesLeft: (count) =>
    format.plural(count, {
      one: 'Ein Wiederherstellungscode ist übrig.',
      other: '# Wiederherstellungscodes sind übrig.',
    }),
  addTotp: 'Authenticator-App hinzufügen',
  addPasskey: 'Passkey hinzufügen',
  renewCodes: 'Neue Wiederherstellungscodes',
  label: 'Name, um sie zu unterscheiden',
  labels: { totp: 'Telefon', passkey: 'Passkey' },
  goOn: 'Weiter',
  scan: 'Scanne das mit einer App wie Aegis, Google Authenticator oder 1Password und gib dann den Code ein, den sie zeigt.',
  picture: 'QR-Code für die Authenticator-App',
  orType: 'Oder gib dieses Geheimnis in die App ein:',
  firstCode: 'Code der App',
  confirm: 'Hinzufügen',
  added: 'Hinzugefügt. Ab jetzt wirst du danach gefragt.',
  removed: 'Entfernt.',
  codesTitle: 'Deine Wiederherstellungscodes',
  codesHint:
    'Jeder öffnet die Konsole einmal, wenn du den Rest verlierst. Drucke sie aus oder lege sie in einen Passwortmanager: Sie werden nicht noch einmal gezeigt.',
  codesDone: 'Ich habe sie aufbewahrt',
  removeMeans: 'Er öffnet dann nichts mehr.',
  faults: {
    'wrong-password': 'Das ist nicht dein Passwort.',
    'code-wrong': 'Der Code stimmt nicht. Geht die Uhr des Telefons richtig?',
    'code-expired': 'Das hat zu lange gedauert: Fang noch einmal an.',
    'rate-limited': 'Zu viele Versuche: Warte eine Weile oder nimm einen Wiederherstellungscode.',
  },
  noPasskey:
    'Der Browser hat keinen Passkey angelegt oder gefunden. Versuch es noch einmal oder nimm einen anderen Weg.',
  askPasskey: 'Passkey benutzen',
  askCode: 'Code der App oder Wiederherstellungscode',
  askRecovery: 'Wiederherstellungscode',
  back: 'Zurück',
  without: 'ohne zweiten Faktor',
  with: 'zweiter Faktor',
  reset: 'Zweiten Faktor wegnehmen …',
  resetMeans: (name) =>
    `${name} meldet sich dann mit dem Passwort allein an und wird jetzt überall abgemeldet.`,
  resetYes: 'Ja, wegnehmen',
  require: 'Alle Admins müssen einen zweiten Faktor haben',
  ownFirst: 'Richte zuerst einen eigenen ein.',
  requireHint:
    'Wer keinen hat, kann nichts anderes tun, bis er eingerichtet ist. Tokens von Programmen bleiben, wie sie sind.',
}
