/** What the service answers with codes, in Dutch words. */

import type { ServiceTexts } from '../english/service.js'

export const serviceDutch: ServiceTexts = {
  refusals: {
    'bad-request': 'Dat is niet gebeurd: er ontbreekt iets, of het past niet bij wat hier staat ingesteld.',
    'not-found': 'Dat bestaat niet meer: kijk opnieuw.',
    'rate-limited': 'Dat was te vaak: wacht een paar minuten.',
    'too-busy': 'De dienst heeft nu te veel te doen: probeer het over een paar seconden weer.',
    'session-missing': 'Je bent niet aangemeld.',
    'session-expired': 'Je bent niet meer aangemeld: meld je opnieuw aan.',
    'code-wrong': 'Deze code klopt niet, of werd al gebruikt.',
    'code-expired': 'Dit duurde te lang: begin opnieuw.',
    'second-factor-missing': 'Maak eerst een eigen tweede factor.',
    'second-factors-full': 'Meer tweede factoren kan niet: verwijder er eerst een.',
    'host-name-missing':
      'Toegangssleutels hebben een hostnaam nodig: open de console met haar naam, niet met een adres.',
    'origin-refused': 'De dienst kent het adres van deze pagina niet: open de console op haar eigen adres.',
    'message-too-large': 'Dit is te lang.',
    'wrong-credentials': 'De naam of het wachtwoord klopt niet.',
    'not-allowed': 'Dat mag je hier niet.',
    'role-too-low': 'Je rol staat dit niet toe.',
    'last-owner': 'Iemand moet eigenaar blijven, en de eerste beheerder blijft.',
    'channel-exists': 'Deze plek heeft al een kanaal.',
    'set-in-environment': 'Het staat in de omgeving: wijzig het daar en herstart de dienst.',
    'account-exists': 'Er bestaat al een beheerder met die naam.',
    'account-not-found': 'Die beheerder bestaat niet meer.',
    'channel-not-found': 'Dit kanaal bestaat niet meer: kijk opnieuw in de lijst.',
    'channel-changed-meanwhile':
      'Iemand anders wijzigde dit kanaal intussen. Sluit het, bekijk hoe het nu staat, en wijzig het dan.',
    'secret-shown-before':
      'Het werd al getoond en wordt niet nog eens getoond. Maak een nieuw, of vraag wie de dienst beheert.',
    'settings-invalid': 'Iets hiervan is ongeldig: er werd niets opgeslagen.',
    'store-unwritable':
      'De dienst kan dit nu niet opslaan: zijn schijf zit vol of kan niet beschreven worden, of zijn database is onbereikbaar.',
    internal: 'Dit mislukte bij de dienst. Zijn logboek zegt waarom.',
  },
  findings: {
    starting: 'werd nog niet gevraagd.',
    unreachable: 'De simulator draait niet, of nog niet, of zijn adres is een ander.',
    'timed-out': 'De simulator is bezig; misschien start hij.',
    'answer-invalid': 'Daar antwoordt iets anders dan een simulator.',
    'wrong-password':
      'Verkeerd wachtwoord: vergelijk het met [RemoteAdmin] access_password van de simulator.',
    'address-not-allowed':
      'De simulator laat deze machine niet toe: voeg haar adres toe aan [RemoteAdmin] access_ip_addresses.',
    'method-not-enabled':
      'De simulator draait, zijn RemoteAdmin niet, of nog niet: zet [RemoteAdmin] enabled = true en noem de methoden in enabled_methods.',
    'region-unknown':
      'De simulator heeft die regio niet, of laadde haar nog niet: hoofdletters in de naam tellen, haar UUID staat in Regions.ini.',
    refused: 'De simulator weigerde: zijn logboek zegt waarom.',
    internal: 'De spraakdienst liep vast op het antwoord: zijn logboek zegt waarom.',
    'grid-unreachable': 'Robust is niet te bereiken: draait het, en luistert het op dat adres?',
    'grid-firewall':
      'Geen verbinding met Robust: een firewall houdt die tegen. Laat deze machine bij de privépoort.',
    'grid-slow': 'Robust is te traag: het start, of zijn database is overbelast.',
    'grid-public-port':
      'Robust antwoordt leeg: ROBUST_URL moet de privépoort (8003) noemen, of het start nog.',
    'grid-password':
      'Robust wil een andere gebruiker en een ander wachtwoord: vergelijk ROBUST_URL met HttpAuthUsername en HttpAuthPassword.',
    'grid-answer-invalid': 'Het antwoord van Robust is onbruikbaar: antwoordt daar een ander programma?',
    'grid-refused': 'Robust liep vast op de vraag: zijn logboek zegt waarom.',
    'message-unreachable':
      'Een simulator is niet bereikbaar voor directe berichten: laat deze machine het adres bereiken dat het grid ervoor noemt.',
    'message-not-enabled':
      'Een simulator neemt geen directe berichten aan: zet [Messaging] MessageTransferModule in zijn OpenSim.ini.',
    'grid-page-unanswered':
      'De aanmeldpagina van het grid antwoordt niet: noemt ROBUST_PUBLIC_URL de openbare poort?',
    'grid-clear-text':
      'Wachtwoorden zijn onderweg naar Robust te lezen: neem een privénetwerk, een tunnel of https.',
    'simulator-not-own':
      'Het wachtwoord voor alle simulators gaat niet naar deze, want wie een regio aanmeldt noemt het adres: zet hem in ROBUST_SIMULATORS als hij van jou is, of geef hem een eigen regel.',
    'land-not-enabled':
      'De simulator zegt niets over zijn percelen: zet daar [Modules] LandServiceInConnector = true en herstart hem.',
    'land-unreachable':
      'De simulator is niet te bereiken op het adres dat het grid noemt: draait hij, en weigert een firewall deze machine?',
    'land-answer-invalid': 'Op het adres dat het grid noemt antwoordt iets anders dan een simulator.',
    'code-missing':
      'Codes kunnen niet worden getoond: voeg |admin_alert_user toe aan [RemoteAdmin] enabled_methods bij OpenSimulator 0.9.3.1 of nieuwer; zet anders "code_sign_in": false.',
    'grid-password-missing':
      'Gridwachtwoorden kunnen niet worden gecontroleerd: voeg |admin_authenticate_user toe aan [RemoteAdmin] enabled_methods.',
    'vivox-refused': 'De Vivox-beheernaam of het wachtwoord daar klopt niet.',
    'webrtc-refused': 'Het geheim aan het eind van WebRtcVoiceServerURI klopt niet, of het adres mag niet.',
    'script-refused': 'Het regiogeheim daar klopt niet.',
    'turn-unreachable':
      'Daar antwoordt niets: controleer TURN_URLS, of coturn draait en of zijn poort open staat.',
    'turn-wrong-secret':
      'Hij weigert de gegevens van deze dienst: zet TURN_SECRET op zijn static-auth-secret, en daar use-auth-secret.',
    'turn-open-to-all':
      'Hij geeft door voor iedereen, die dan vanaf zijn adres kan zenden: zet use-auth-secret.',
    'turn-clock': 'Zijn klok loopt ver voor op die van deze machine: stel beide met NTP gelijk.',
    'turn-full': 'Hij wijst niets toe: verhoog zijn quota of verruim zijn poorten, en kijk in zijn logboek.',
    'certificate-refused':
      'De autoriteit gaf geen certificaat uit: het logboek en “opensim-voice check” zeggen wat te doen.',
    'certificate-self-signed':
      'Het certificaat is zelfondertekend: browsers waarschuwen, telefoons weigeren vaak. Met een eigen naam haalt ACME_EMAIL een echt.',
    'certificate-untrusted':
      'Browsers vertrouwen het niet: TLS_CERT_FILE moet de hele keten bevatten, ook de certificaten van de instantie.',
    'certificate-other-host':
      'Het certificaat is voor een andere naam: haal er een voor deze, of verbeter PUBLIC_URL.',
    'certificate-ended': 'Het certificaat is verlopen: vernieuw het.',
    'certificate-ends-soon': 'Het verloopt binnenkort: is de vernieuwing geregeld?',
    'plain-http': 'Over gewoon http geven browsers geen microfoon: gebruik een https-adres.',
    'url-unanswered':
      'Het antwoordt niet vanaf deze machine. Als de router niet terug naar binnen leidt, is dat geen fout: probeer het met een telefoon zonder wifi.',
    'clock-off':
      'De klokken van dienst en browser lopen ongelijk: zet beide met NTP. Links, codes en certificaten hangen ervan af.',
    named: '',
  },
  storeCure: 'Maak ruimte op zijn schijf, of controleer de rechten van zijn gegevensmap.',
}
