/** The texts of the chat, in French. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChatTexts } from '../english/chat.js'

const format = inLanguage('fr')

export const frenchChat: ChatTexts = {
  here: 'Ici',
  inCall: 'Dans l’appel',
  conversations: 'Conversations',
  lines: {
    room: 'Ce qui s’écrit ici',
    private: 'Ce que vous vous écrivez',
    call: 'Ce qui s’écrit dans l’appel',
  },
  nothing: {
    room: 'Rien n’a encore été écrit ici.',
    private: 'Vous ne vous êtes encore rien écrit.',
    call: 'Rien n’a encore été écrit dans cet appel.',
  },
  whoReads: {
    room: 'Tout le monde dans ce lieu lit ce que vous écrivez.',
    private: 'Vous êtes deux à le lire, personne d’autre. Rien n’est conservé.',
    call: 'Tout le monde dans l’appel lit ce que vous écrivez.',
  },
  withinVoice: 'Qui vous entendrait lit ce que vous écrivez.',
  bridged: 'C’est dit aussi dans le chat local du monde.',
  write: 'Écrire un message',
  writeTo: (name) => `Écrire à ${name}`,
  send: 'Envoyer',
  save: 'Enregistrer',
  cancel: 'Annuler',
  editing: 'Vous modifiez votre dernier message.',
  left: (count) => format.plural(count, { one: 'encore # caractère', other: 'encore # caractères' }),
  tooLong: (count) => format.plural(count, { one: '# caractère en trop', other: '# caractères en trop' }),
  off: 'L’écriture est désactivée dans ce lieu.',
  notHere: 'Vous pourrez écrire ici dès que vous serez dans le lieu.',
  callOver: 'L’appel est terminé.',
  muted: 'La modération vous empêche d’écrire ici.',
  slow: (seconds) => `Ici, on ralentit : un message toutes les ${format.long(seconds, 'second')}.`,
  unreachable: (name) => `${name} n’a pas de page vocale ouverte et ne peut pas être joint.`,
  writes: (names) => `${names} écrit…`,
  write2: (names) => `${names} écrivent…`,
  manyWrite: 'Plusieurs personnes écrivent…',
  sending: 'Envoi…',
  notSent: 'Non envoyé.',
  refused: {
    'rate-limited': 'Vous avez écrit plus vite qu’on ne peut lire. Attendez un instant.',
    'not-allowed': 'Vous n’avez pas le droit d’écrire ici.',
    'not-in-room': 'Vous n’y êtes plus.',
    'peer-unreachable': 'Cette personne est injoignable pour l’instant.',
    'message-too-large': 'Le message est trop long.',
    'message-invalid': 'Il n’y a rien à lire dedans.',
  },
  waitFor: (seconds) =>
    format.plural(seconds, { one: 'Attendez encore # seconde.', other: 'Attendez encore # secondes.' }),
  again: 'Renvoyer',
  drop: 'Abandonner',
  edit: 'Modifier',
  takeBack: 'Retirer',
  remove: 'Supprimer',
  edited: 'modifié',
  inWorld: 'dans le monde',
  removed: 'La modération a supprimé ce message.',
  missed: 'Pendant votre absence, on a écrit plus qu’il n’en est gardé.',
  newLines: 'Nouveau',
  toNewest: (count) => format.plural(count, { one: '# nouveau message', other: '# nouveaux messages' }),
  toEnd: 'Au dernier message',
  you: 'Vous',
  slowDown: 'Un message toutes les',
  anyTime: 'sans limite',
}
