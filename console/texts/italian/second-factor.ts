/** The words about second factors, in Italian. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { SecondFactorTexts } from '../english/second-factor.js'

const format = inLanguage('it')

export const secondFactorItalian: SecondFactorTexts = {
  title: 'Secondo fattore',
  hint: 'Così una password rubata, da sola, non apre nulla.',
  missing:
    'In questa console tutti gli amministratori hanno un secondo fattore. Crea il tuo: fino ad allora nient’altro ti è aperto.',
  kinds: { totp: 'app di autenticazione', passkey: 'chiave di accesso', recovery: 'codice di recupero' },
  none: 'Non ne hai ancora.',
  lastUsed: (at) => `ultimo uso: ${at}`,
  neverUsed: 'mai usato',
  codesLeft: (count) =>
    format.plural(count, { one: 'Resta # codice di recupero.', other: 'Restano # codici di recupero.' }),
  addTotp: 'Aggiungi un’app di autenticazione',
  addPasskey: 'Aggiungi una chiave di accesso',
  renewCodes: 'Nuovi codici di recupero',
  label: 'Nome, per distinguerli',
  labels: { totp: 'Telefono', passkey: 'Chiave di accesso' },
  goOn: 'Continua',
  scan: 'Inquadra questo con un’app come Aegis, Google Authenticator o 1Password, poi scrivi il codice che mostra.',
  picture: 'Codice QR per l’app di autenticazione',
  orType: 'O scrivi questo segreto nell’app:',
  firstCode: 'Codice dell’app',
  confirm: 'Aggiungila',
  added: 'Aggiunto. D’ora in poi ti verrà chiesto.',
  removed: 'Rimosso.',
  codesTitle: 'I tuoi codici di recupero',
  codesHint:
    'Ognuno apre la console una volta se perdi il resto. Stampali, o mettili in un gestore di password: non vengono più mostrati.',
  codesDone: 'Li ho conservati',
  removeMeans: 'Non aprirà più nulla.',
  faults: {
    'wrong-password': 'Questa non è la tua password.',
    'code-wrong': 'Questo codice non è giusto. L’orologio del telefono va bene?',
    'code-expired': 'Ci è voluto troppo: ricomincia.',
    'rate-limited': 'Troppi tentativi: aspetta un po’, o usa un codice di recupero.',
  },
  noPasskey: 'Il browser non ha creato né trovato chiavi di accesso. Riprova, o prendi un’altra via.',
  askPasskey: 'Usa la chiave di accesso',
  askCode: 'Codice dell’app o di recupero',
  askRecovery: 'Codice di recupero',
  back: 'Indietro',
  without: 'senza secondo fattore',
  with: 'secondo fattore',
  reset: 'Togli il secondo fattore…',
  resetMeans: (name) => `${name} accederà con la sola password, e ora viene disconnesso ovunque.`,
  resetYes: 'Sì, toglilo',
  require: 'Ogni amministratore deve avere un secondo fattore',
  ownFirst: 'Prima crea il tuo.',
  requireHint:
    'Chi non ce l’ha non può fare altro finché non l’ha creato. I token dei programmi restano come sono.',
}
