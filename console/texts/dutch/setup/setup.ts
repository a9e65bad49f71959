/** The words about the set-up, in Dutch. */

import type { SetupTexts } from '../../english/setup/setup.js'

export const setupDutch: SetupTexts = {
  checks: {
    'region-called': {
      good: 'Regio’s vragen deze dienst om spraak.',
      bad: 'Verzoeken worden geweigerd: vergelijk de wachtwoorden en geheimen daar met de regels hieronder.',
      unknown:
        'Geen regio vroeg iets sinds de start. Staat de ini hieronder op zijn plaats, en werd de simulator herstart?',
    },
    positions: {
      good: 'Regio’s melden waar mensen staan.',
      bad: 'Een regio die zou moeten melden waar mensen staan, doet dat niet. Zonder posities komt niemand in een kamer.',
      unknown:
        'Geen regio meldt waar mensen staan: een pagina komt alleen in een kamer naast een viewer die meedoet met spraak. Voeg RemoteAdmin toe, of het script uit de regels hieronder.',
    },
    grid: {
      good: 'Het grid zelf vertelt zijn regio’s en wie in welke is.',
      bad: 'Het grid antwoordt niet: wat het het laatst vertelde, geldt.',
      unknown: '',
    },
    'remote-admin': {
      good: 'Elke regio die via RemoteAdmin gevraagd wordt, antwoordt, als die er zijn.',
      bad: 'Een regio antwoordt niet via RemoteAdmin.',
      unknown: '',
    },
    'sign-in-ways': {
      good: 'De manieren van aanmelden die voor regio’s ingesteld zijn, werken daar.',
      bad: 'Een manier van aanmelden die voor een regio ingesteld staat, werkt daar niet. Daar wordt ze niet aangeboden; de link altijd.',
      unknown: 'Nog onbekend of de manieren van aanmelden die voor regio’s ingesteld staan, daar werken.',
    },
    certificate: {
      good: 'Het certificaat is je eigen.',
      bad: 'Het certificaat is zelfondertekend: browsers waarschuwen. Stel TLS_CERT_FILE en TLS_KEY_FILE in.',
      unknown: '',
    },
    'public-url': {
      good: 'PUBLIC_URL staat ingesteld.',
      bad: 'PUBLIC_URL staat niet ingesteld: links dragen het adres hieronder. Bereiken bewoners dat?',
      unknown: '',
    },
    turn: {
      good: 'TURN antwoordt en geeft door.',
      bad: 'TURN geeft niet door.',
      unknown: 'Er staat geen TURN-server ingesteld: bewoners achter strenge firewalls horen elkaar niet.',
    },
    'media-port': {
      good: 'Er kwam spraak door de poort van de mediahub.',
      bad: 'Een viewer wacht op zijn verbinding: open de poort van de mediahub in de firewall en in de router.',
      unknown:
        'Eigen viewers en grote kamers hebben de poort van de mediahub open nodig, in de firewall en in de router. Niemand probeerde het nog.',
    },
  },
  lines: {
    openSimIni: 'OpenSim.ini met de Vivox-module (elke OpenSimulator)',
    webRtcIni: 'OpenSim.ini met de WebRTC-uitbreiding (viewers praten zonder browser)',
    regionsJson: 'config/regions.json van deze dienst',
    scriptNotecard: 'Een script dat posities meldt',
    turnserverConf: 'turnserver.conf van coturn',
  },
  linesHint: {
    openSimIni:
      'Voor alle generaties van de module. Heeft het bestand al een sectie met die naam, zet de regels daarin: een tweede vervangt de eerste. Zet het Vivox-beheerwachtwoord op zijn plaats en herstart de simulator.',
    webRtcIni:
      'Voor simulators die de uitbreiding hebben, in plaats van de regels hierboven: de Vivox-module moet daar uit staan. Heeft het bestand al een sectie met die naam, zet de regels daarin. Zet het regiogeheim op zijn plaats en herstart de simulator.',
    regionsJson:
      'Eén vermelding voor elke regio die via RemoteAdmin gevraagd wordt; het wachtwoord komt in het genoemde bestand.',
    scriptNotecard: 'De scripts staan in config/opensim/. Zet het regiogeheim op zijn plaats.',
    turnserverConf:
      'Zet TURN_SECRET op zijn plaats, of laat “npm run turn-config” het hele bestand schrijven.',
  },
  secrets: { regionSecret: 'Regiogeheim', vivoxAdminPassword: 'Vivox-beheerwachtwoord' },
  fixedSecret: 'Het staat in de omgeving: wijzig het daar en herstart de dienst.',
  show: 'Tonen, één keer',
  hide: 'Verbergen',
  shownOnce:
    'Kopieer het nu: het wordt niet nog eens getoond. Zolang het hier staat, dragen de regels hieronder het op zijn plaats.',
  shownBefore:
    'Het werd al getoond en wordt niet nog eens getoond. Ben je het kwijt, maak dan een nieuw, of lees data/secrets.json op de server.',
  tokenShownOnce: 'Kopieer het nu: het wordt niet nog eens getoond.',
  copy: 'Kopiëren',
  copied: 'Gekopieerd.',
  notCopied: 'De browser stond kopiëren niet toe: selecteer de tekst en kopieer die zelf.',
  renew: 'Een nieuw maken…',
  renewYes: 'Ja, een nieuw maken',
  renewMeans: {
    regionSecret:
      'Vanaf dat moment wordt elk script, elke module en elke simulator met het oude geheim geweigerd: posities stoppen tot elk het nieuwe heeft, en na vijf minuten vallen hun mensen uit de spraak. Simulators met de WebRTC-uitbreiding kunnen voor niemand spraak starten tot hun ini het heeft en ze herstart werden.',
    vivoxAdminPassword:
      'Vanaf dat moment kan geen draaiende simulator voor iemand spraak starten tot zijn OpenSim.ini het nieuwe wachtwoord heeft en hij herstart werd. Wie in spraak zit, blijft erin.',
  },
}
