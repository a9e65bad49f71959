/** The words about the set-up, in German. */

import type { SetupTexts } from '../../english/setup/setup.js'

export const setupGerman: SetupTexts = {
  checks: {
    'region-called': {
      good: 'Regionen fragen bei diesem Dienst nach Voice.',
      bad: 'Anfragen werden abgewiesen: vergleiche Passwörter und Geheimnisse dort mit den Zeilen unten.',
      unknown:
        'Seit dem Start hat keine Region angefragt. Stehen die Zeilen unten in der ini, und wurde der Simulator neu gestartet?',
    },
    positions: {
      good: 'Regionen melden, wo ihre Leute sind.',
      bad: 'Eine Region, die melden sollte, wo ihre Leute sind, tut es nicht. Ohne Positionen kommt niemand in einen Raum.',
      unknown:
        'Keine Region meldet, wo ihre Leute sind: Eine Seite kommt nur neben einem Viewer, der im Voice ist, in einen Raum. Richte RemoteAdmin oder das Skript aus den Zeilen unten ein.',
    },
    grid: {
      good: 'Das Grid selbst sagt seine Regionen, und wer in welcher ist.',
      bad: 'Das Grid antwortet nicht: Was es zuletzt sagte, gilt weiter.',
      unknown: '',
    },
    'remote-admin': {
      good: 'Jede Region, die über RemoteAdmin gefragt wird, antwortet.',
      bad: 'Eine Region antwortet nicht über RemoteAdmin.',
      unknown: '',
    },
    'sign-in-ways': {
      good: 'Die eingerichteten Wege zur Anmeldung gehen in ihren Regionen.',
      bad: 'Ein Weg zur Anmeldung, der für eine Region eingerichtet ist, geht dort nicht. Er wird dort nicht angeboten; der Link geht immer.',
      unknown: 'Noch ist nicht bekannt, ob die eingerichteten Wege zur Anmeldung in ihren Regionen gehen.',
    },
    certificate: {
      good: 'Das Zertifikat ist ein eigenes.',
      bad: 'Das Zertifikat ist selbst ausgestellt: Browser warnen. Setze TLS_CERT_FILE und TLS_KEY_FILE.',
      unknown: '',
    },
    'public-url': {
      good: 'PUBLIC_URL ist gesetzt.',
      bad: 'PUBLIC_URL ist nicht gesetzt: Links tragen die Adresse unten. Erreichen Bewohner sie?',
      unknown: '',
    },
    turn: {
      good: 'TURN antwortet und leitet weiter.',
      bad: 'TURN leitet nicht weiter.',
      unknown: 'Kein TURN-Server ist eingerichtet: Bewohner hinter strengen Firewalls hören einander nicht.',
    },
    'media-port': {
      good: 'Durch den Port des Media-Hubs ist Voice gekommen.',
      bad: 'Ein Viewer wartet auf seine Verbindung: Der Port des Media-Hubs muss in Firewall und Router offen sein.',
      unknown:
        'Native Viewer und große Räume brauchen den Port des Media-Hubs, offen in Firewall und Router. Noch hat ihn niemand benutzt.',
    },
  },
  lines: {
    openSimIni: 'OpenSim.ini mit dem Vivox-Modul (jeder OpenSimulator)',
    webRtcIni: 'OpenSim.ini mit dem WebRTC-Addon (Viewer sprechen ohne Browser)',
    regionsJson: 'config/regions.json dieses Dienstes',
    scriptNotecard: 'Ein Skript, das Positionen meldet',
    turnserverConf: 'turnserver.conf von coturn',
  },
  linesHint: {
    openSimIni:
      'Für alle Generationen des Moduls. Hat die Datei schon einen Abschnitt dieses Namens, gehören die Zeilen in diesen: ein zweiter ersetzt den ersten. Setze das Vivox-Admin-Passwort an seine Stelle und starte den Simulator neu.',
    webRtcIni:
      'Für Simulatoren mit dem Addon, anstelle der Zeilen oben: das Vivox-Modul muss dort aus sein. Hat die Datei schon einen Abschnitt dieses Namens, gehören die Zeilen in diesen. Setze das Regions-Geheimnis an seine Stelle und starte den Simulator neu.',
    regionsJson:
      'Ein Eintrag für jede Region, die über RemoteAdmin gefragt wird; das Passwort gehört in die genannte Datei.',
    scriptNotecard: 'Die Skripte liegen in config/opensim/. Setze das Regions-Geheimnis an seine Stelle.',
    turnserverConf: 'Setze TURN_SECRET an seine Stelle; oder „npm run turn-config“ schreibt die ganze Datei.',
  },
  secrets: { regionSecret: 'Regions-Geheimnis', vivoxAdminPassword: 'Vivox-Admin-Passwort' },
  fixedSecret: 'Es ist in der Umgebung gesetzt: ändere es dort und starte den Dienst neu.',
  show: 'Einmal zeigen',
  hide: 'Verbergen',
  shownOnce:
    'Jetzt kopieren: Es wird nicht wieder gezeigt. Solange es hier steht, haben die Zeilen unten es an seiner Stelle.',
  shownBefore:
    'Es wurde schon gezeigt und wird nicht wieder gezeigt. Wer es verloren hat, erzeugt ein neues oder liest data/secrets.json auf dem Server.',
  tokenShownOnce: 'Jetzt kopieren: Er wird nicht wieder gezeigt.',
  copy: 'Kopieren',
  copied: 'Kopiert.',
  notCopied: 'Der Browser erlaubt das Kopieren nicht: markiere den Text und kopiere ihn selbst.',
  renew: 'Neu erzeugen …',
  renewYes: 'Ja, neu erzeugen',
  renewMeans: {
    regionSecret:
      'Von da an wird jedes Skript, jedes Modul und jeder Simulator mit dem alten Geheimnis abgewiesen: Positionen bleiben aus, bis jedes das neue hat, und nach fünf Minuten fallen ihre Leute aus dem Voice. Simulatoren mit dem WebRTC-Addon können Voice für niemanden starten, bis ihre ini es hat und sie neu gestartet wurden.',
    vivoxAdminPassword:
      'Von da an kann kein laufender Simulator Voice für jemanden starten, bis seine OpenSim.ini das neue Passwort hat und er neu gestartet wurde. Wer im Voice ist, bleibt drin.',
  },
}
