/** What the service answers with codes, in German words. */

import type { ServiceTexts } from '../english/service.js'

export const serviceGerman: ServiceTexts = {
  refusals: {
    'bad-request': 'Das ist nicht geschehen: Etwas fehlt oder passt nicht zu dem, was hier eingestellt ist.',
    'not-found': 'Das gibt es nicht mehr: Sieh noch einmal nach.',
    'rate-limited': 'Das war zu oft: Warte ein paar Minuten.',
    'too-busy': 'Der Dienst hat gerade zu viel zu tun: Versuch es in ein paar Sekunden noch einmal.',
    'session-missing': 'Du bist nicht angemeldet.',
    'session-expired': 'Du bist nicht mehr angemeldet: Melde dich neu an.',
    'code-wrong': 'Dieser Code stimmt nicht oder wurde schon benutzt.',
    'code-expired': 'Das hat zu lange gedauert: Fang noch einmal an.',
    'second-factor-missing': 'Richte zuerst einen eigenen zweiten Faktor ein.',
    'second-factors-full': 'Mehr zweite Faktoren gehen nicht: Entferne erst einen.',
    'host-name-missing':
      'Passkeys brauchen einen Namen: Öffne die Konsole über ihren Namen, nicht über eine Adresse.',
    'origin-refused':
      'Der Dienst kennt die Adresse dieser Seite nicht: Öffne die Konsole unter ihrer eigenen.',
    'message-too-large': 'Das ist zu lang.',
    'wrong-credentials': 'Der Name oder das Passwort ist falsch.',
    'not-allowed': 'Das darfst du hier nicht.',
    'role-too-low': 'Deine Rolle erlaubt das nicht.',
    'last-owner': 'Jemand muss Eigentümer bleiben, und der erste Admin bleibt.',
    'set-in-environment': 'Es ist in der Umgebung gesetzt: Ändere es dort und starte den Dienst neu.',
    'account-exists': 'Einen Admin dieses Namens gibt es schon.',
    'account-not-found': 'Diesen Admin gibt es nicht mehr.',
    'channel-not-found': 'Diesen Kanal gibt es nicht mehr: Sieh noch einmal in die Liste.',
    'channel-exists': 'Dieser Ort hat schon einen Kanal.',
    'channel-changed-meanwhile':
      'Jemand anderes hat diesen Kanal inzwischen geändert. Schließe ihn, sieh dir an, wie er jetzt ist, und ändere ihn dann.',
    'secret-shown-before':
      'Es wurde schon gezeigt und wird nicht noch einmal gezeigt. Mach ein neues oder frage, wer den Dienst betreibt.',
    'settings-invalid': 'Etwas davon ist nicht gültig: Nichts wurde gespeichert.',
    'store-unwritable':
      'Der Dienst kann das gerade nicht speichern: Seine Festplatte ist voll oder nicht beschreibbar, oder seine Datenbank ist nicht erreichbar.',
    internal: 'Dabei ging beim Dienst etwas schief. Sein Log sagt, warum.',
  },
  findings: {
    starting: 'wurde noch nicht gefragt.',
    unreachable: 'Der Simulator läuft nicht oder noch nicht, oder seine Adresse ist eine andere.',
    'timed-out': 'Der Simulator ist beschäftigt, vielleicht startet er.',
    'answer-invalid': 'Dort antwortet etwas anderes als ein Simulator.',
    'wrong-password': 'Falsches Passwort: Vergleiche es mit [RemoteAdmin] access_password des Simulators.',
    'address-not-allowed':
      'Der Simulator lässt diese Maschine nicht zu: Trage ihre Adresse in [RemoteAdmin] access_ip_addresses ein.',
    'method-not-enabled':
      'Der Simulator läuft, sein RemoteAdmin nicht oder noch nicht: Setze [RemoteAdmin] enabled = true und nenne die Methoden in enabled_methods.',
    'region-unknown':
      'Der Simulator hat diese Region nicht oder noch nicht geladen: Beim Namen zählt Groß und Klein, ihre UUID steht in Regions.ini.',
    refused: 'Der Simulator hat abgelehnt: Sein Log sagt, warum.',
    internal: 'Der Voice-Dienst ist an der Antwort gescheitert: Sein Log sagt, warum.',
    'grid-unreachable': 'Robust ist nicht zu erreichen: Läuft es, und horcht es an dieser Adresse?',
    'grid-firewall':
      'Keine Verbindung zu Robust: Eine Firewall verwirft sie. Lassen Sie diesen Rechner an den privaten Port.',
    'grid-slow': 'Robust ist zu langsam: Es startet, oder seine Datenbank ist überlastet.',
    'grid-public-port':
      'Robust antwortet leer: ROBUST_URL muss den privaten Port (8003) nennen, oder es startet noch.',
    'grid-password':
      'Robust will einen anderen Benutzer und ein anderes Passwort: Vergleichen Sie ROBUST_URL mit HttpAuthUsername und HttpAuthPassword.',
    'grid-answer-invalid':
      'Die Antwort von Robust ist nicht zu gebrauchen: Antwortet dort ein anderes Programm?',
    'grid-refused': 'Robust ist an der Frage gescheitert: Sein Log sagt, warum.',
    'message-unreachable':
      'Ein Simulator ist für Sofortnachrichten nicht zu erreichen: Lass diese Maschine die Adresse erreichen, die das Grid für ihn nennt.',
    'message-not-enabled':
      'Ein Simulator nimmt keine Sofortnachrichten an: Setze [Messaging] MessageTransferModule in seiner OpenSim.ini.',
    'grid-page-unanswered':
      'Die Anmeldeseite des Grids antwortet nicht: Nennt ROBUST_PUBLIC_URL den öffentlichen Port?',
    'grid-clear-text':
      'Passwörter sind auf dem Weg zu Robust lesbar: Nimm ein privates Netz, einen Tunnel oder https.',
    'simulator-not-own':
      'Das Passwort für alle Simulatoren geht nicht an diesen, denn seine Adresse nennt, wer eine Region anmeldet: Trag ihn in ROBUST_SIMULATORS ein, wenn er deiner ist, oder gib ihm eine eigene Zeile.',
    'land-not-enabled':
      'Der Simulator sagt nichts über seine Parzellen: Setze dort [Modules] LandServiceInConnector = true und starte ihn neu.',
    'land-unreachable':
      'Der Simulator ist an der Adresse, die das Grid nennt, nicht zu erreichen: Läuft er, und weist eine Firewall diesen Rechner ab?',
    'land-answer-invalid': 'An der Adresse, die das Grid nennt, antwortet etwas anderes als ein Simulator.',
    'code-missing':
      'Codes lassen sich nicht zeigen: Füge |admin_alert_user zu [RemoteAdmin] enabled_methods hinzu, wenn es OpenSimulator 0.9.3.1 oder neuer ist; sonst setze dafür "code_sign_in": false.',
    'grid-password-missing':
      'Grid-Passwörter lassen sich nicht prüfen: Füge |admin_authenticate_user zu [RemoteAdmin] enabled_methods hinzu.',
    'vivox-refused': 'Dort steht ein falscher Name oder ein falsches Passwort des Vivox-Admins.',
    'webrtc-refused':
      'Das Geheimnis am Ende von WebRtcVoiceServerURI ist falsch, oder die Adresse ist nicht zugelassen.',
    'script-refused': 'Dort steht ein falsches Regions-Geheimnis.',
    'turn-unreachable': 'Dort antwortet nichts: Prüfe TURN_URLS, ob coturn läuft und ob sein Port offen ist.',
    'turn-wrong-secret':
      'Er lehnt die Zugangsdaten dieses Dienstes ab: Setze TURN_SECRET auf sein static-auth-secret und dort use-auth-secret.',
    'turn-open-to-all':
      'Er leitet für jeden weiter, der dann unter seiner Adresse senden kann: Setze use-auth-secret.',
    'turn-clock': 'Seine Uhr geht weit vor gegenüber der dieser Maschine: Stelle beide Uhren nach NTP.',
    'turn-full':
      'Er teilt nichts zu: Erhöhe seine Kontingente oder erweitere seine Ports, und sieh in sein Log.',
    'certificate-refused':
      'Die Stelle hat kein Zertifikat ausgestellt: Was zu tun ist, sagen das Log und „opensim-voice check“.',
    'certificate-self-signed':
      'Es ist selbst signiert: Browser warnen davor, und Telefone weisen es oft ab. Mit einem eigenen Namen holt ACME_EMAIL ein echtes.',
    'certificate-untrusted':
      'Browser vertrauen ihm nicht: In TLS_CERT_FILE gehört die ganze Kette, auch die Zertifikate der Stelle selbst.',
    'certificate-other-host':
      'Das Zertifikat ist für einen anderen Namen: Besorge eines für diesen, oder berichtige PUBLIC_URL.',
    'certificate-ended': 'Das Zertifikat ist abgelaufen: Erneuere es.',
    'certificate-ends-soon': 'Es läuft bald ab: Ist die Erneuerung eingerichtet?',
    'plain-http': 'Über http geben Browser kein Mikrofon her: Nimm eine Adresse mit https.',
    'url-unanswered':
      'Von dieser Maschine aus antwortet sie nicht. Wenn der Router nicht zurück nach innen führt, ist das kein Fehler: Probiere es mit einem Telefon ohne WLAN.',
    'clock-off':
      'Die Uhren des Dienstes und deines Browsers gehen verschieden: Lass beide per NTP stellen. Links, Codes und Zertifikate hängen davon ab.',
    named: '',
  },
  storeCure: 'Schaffe Platz auf seiner Festplatte, oder prüfe die Rechte seines Datenverzeichnisses.',
}
