/** The words about second factors, in Dutch. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { SecondFactorTexts } from '../english/second-factor.js'

const format = inLanguage('nl')

export const secondFactorDutch: SecondFactorTexts = {
  title: 'Tweede factor',
  hint: 'Dan opent een gestolen wachtwoord alleen niets.',
  missing:
    'In deze console heeft elke beheerder een tweede factor. Maak die van jou: tot dan staat er verder niets voor je open.',
  kinds: { totp: 'authenticatie-app', passkey: 'toegangssleutel', recovery: 'herstelcode' },
  none: 'Je hebt er nog geen.',
  lastUsed: (at) => `laatst gebruikt: ${at}`,
  neverUsed: 'nooit gebruikt',
  codesLeft: (count) =>
    format.plural(count, { one: 'Nog # herstelcode over.', other: 'Nog # herstelcodes over.' }),
  addTotp: 'Een authenticatie-app toevoegen',
  addPasskey: 'Een toegangssleutel toevoegen',
  renewCodes: 'Nieuwe herstelcodes',
  label: 'Naam, om ze te onderscheiden',
  labels: { totp: 'Telefoon', passkey: 'Toegangssleutel' },
  goOn: 'Verder',
  scan: 'Scan dit met een app zoals Aegis, Google Authenticator of 1Password, en typ dan de code die hij toont.',
  picture: 'QR-code voor de authenticatie-app',
  orType: 'Of typ dit geheim in de app:',
  firstCode: 'Code uit de app',
  confirm: 'Toevoegen',
  added: 'Toegevoegd. Vanaf nu wordt erom gevraagd.',
  removed: 'Verwijderd.',
  codesTitle: 'Je herstelcodes',
  codesHint:
    'Elk opent de console één keer als je de rest kwijtraakt. Druk ze af, of zet ze in een wachtwoordbeheerder: ze worden niet nog eens getoond.',
  codesDone: 'Ik heb ze bewaard',
  removeMeans: 'Die opent dan niets meer.',
  faults: {
    'wrong-password': 'Dat is niet jouw wachtwoord.',
    'code-wrong': 'Deze code klopt niet. Loopt de klok van de telefoon goed?',
    'code-expired': 'Dit duurde te lang: begin opnieuw.',
    'rate-limited': 'Te veel pogingen: wacht even, of neem een herstelcode.',
  },
  noPasskey: 'De browser maakte of vond geen toegangssleutel. Probeer het opnieuw, of neem een andere weg.',
  askPasskey: 'De toegangssleutel gebruiken',
  askCode: 'Code uit de app, of een herstelcode',
  askRecovery: 'Herstelcode',
  back: 'Terug',
  without: 'geen tweede factor',
  with: 'tweede factor',
  reset: 'De tweede factor wegnemen…',
  resetMeans: (name) => `${name} meldt zich dan met alleen het wachtwoord aan, en wordt nu overal afgemeld.`,
  resetYes: 'Ja, wegnemen',
  require: 'Elke beheerder moet een tweede factor hebben',
  ownFirst: 'Maak eerst die van jezelf.',
  requireHint:
    'Wie er geen heeft, kan verder niets tot die gemaakt is. Tokens van programma’s blijven zoals ze zijn.',
}
