/** The words about second factors, in French. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { SecondFactorTexts } from '../english/second-factor.js'

const format = inLanguage('fr')

export const secondFactorFrench: SecondFactorTexts = {
  title: 'Second facteur',
  hint: 'Ainsi, un mot de passe volé n’ouvre rien à lui seul.',
  missing:
    'Dans cette console, tous les administrateurs ont un second facteur. Créez le vôtre : d’ici là, rien d’autre ne vous est ouvert.',
  kinds: {
    totp: 'application d’authentification',
    passkey: 'clé d’accès',
    recovery: 'code de secours',
  },
  none: 'Vous n’en avez pas encore.',
  lastUsed: (at) => `dernier usage : ${at}`,
  neverUsed: 'jamais utilisé',
  codesLeft: (count) =>
    format.plural(count, { one: 'Il reste # code de secours.', other: 'Il reste # codes de secours.' }),
  addTotp: 'Ajouter une application d’authentification',
  addPasskey: 'Ajouter une clé d’accès',
  renewCodes: 'Nouveaux codes de secours',
  label: 'Nom, pour les distinguer',
  labels: { totp: 'Téléphone', passkey: 'Clé d’accès' },
  goOn: 'Continuer',
  scan: 'Scannez ceci avec une application comme Aegis, Google Authenticator ou 1Password, puis tapez le code qu’elle montre.',
  picture: 'Code QR pour l’application d’authentification',
  orType: 'Ou tapez ce secret dans l’application :',
  firstCode: 'Code de l’application',
  confirm: 'L’ajouter',
  added: 'Ajouté. Désormais, il vous sera demandé.',
  removed: 'Supprimé.',
  codesTitle: 'Vos codes de secours',
  codesHint:
    'Chacun ouvre la console une fois si vous perdez le reste. Imprimez-les, ou mettez-les dans un gestionnaire de mots de passe : ils ne sont plus montrés ensuite.',
  codesDone: 'Je les ai gardés',
  removeMeans: 'Il n’ouvrira plus rien.',
  faults: {
    'wrong-password': 'Ce n’est pas votre mot de passe.',
    'code-wrong': 'Ce code n’est pas le bon. L’horloge du téléphone est-elle à l’heure ?',
    'code-expired': 'Cela a pris trop de temps : recommencez.',
    'rate-limited': 'Trop d’essais : attendez un peu, ou prenez un code de secours.',
  },
  noPasskey: 'Le navigateur n’a créé ni trouvé aucune clé d’accès. Réessayez, ou prenez une autre voie.',
  askPasskey: 'Utiliser la clé d’accès',
  askCode: 'Code de l’application, ou code de secours',
  askRecovery: 'Code de secours',
  back: 'Retour',
  without: 'sans second facteur',
  with: 'second facteur',
  reset: 'Retirer le second facteur…',
  resetMeans: (name) =>
    `${name} se connectera alors avec le mot de passe seul, et sera déconnecté partout maintenant.`,
  resetYes: 'Oui, le retirer',
  require: 'Tous les administrateurs doivent avoir un second facteur',
  ownFirst: 'Créez d’abord le vôtre.',
  requireHint:
    'Qui n’en a pas ne peut rien faire d’autre avant de l’avoir créé. Les jetons des programmes restent tels quels.',
}
