/** The words of the set-up as a walk, for somebody who has never seen OpenSimulator, in French. */

import { inLanguage } from '../../../../src/pure/in-language.js'
import type { SetupWalkTexts } from '../../english/setup/walk.js'

const format = inLanguage('fr')

export const setupWalkFrench: SetupWalkTexts = {
  intro:
    'Allez de haut en bas. Un monde d’OpenSimulator se compose de régions ; des programmes, les simulateurs, les font vivre. Ils demandent la voix à ce service et lui disent où se trouvent les gens. Ceux-ci ouvrent sa page, ou leur visionneuse, et s’entendent. Chaque étape dit à quoi elle sert, ce qui ne va pas et quoi faire.',
  progress: (done, all) => `${format.number(done)} sur ${format.number(all)} en ordre`,
  testAll: 'Tout tester maintenant',
  test: 'Tester maintenant',
  testing: 'Test en cours…',
  tested: (time) => `testé à ${time}`,
  next: 'C’est la suite',
  lines: 'Ce qu’il faut y mettre',
  secretsForOwners: 'Seuls les propriétaires peuvent le voir ou en créer un nouveau.',
  steps: {
    clock: {
      title: 'L’horloge',
      why: 'Les liens, les codes et les certificats ne valent qu’un temps.',
      untested: 'Elle n’a pas encore été comparée à celle de votre navigateur.',
      good: 'Les horloges du service et de votre navigateur concordent.',
      bad: 'Les horloges du service et de votre navigateur diffèrent.',
    },
    'public-url': {
      title: 'L’adresse',
      why: 'Elle figure dans chaque lien que les gens ouvrent.',
      untested: 'Elle n’a pas encore été essayée.',
      good: 'PUBLIC_URL est défini et répond.',
      bad: 'PUBLIC_URL n’est pas défini : les liens portent l’adresse ci-dessous. Mettez-y une adresse que les gens atteignent.',
    },
    certificate: {
      title: 'Le certificat',
      why: 'Les navigateurs ne donnent le micro à une page qu’en https, avec un certificat auquel ils font confiance.',
      untested: 'Il n’a pas encore été examiné.',
      good: 'Les navigateurs acceptent le certificat.',
      bad: 'Les navigateurs n’acceptent pas le certificat, ou bientôt plus.',
    },
    'region-called': {
      title: 'Les simulateurs demandent la voix',
      why: 'Leur OpenSim.ini doit nommer ce service. Mettez-y un des deux blocs ci-dessous et redémarrez le simulateur.',
      untested: '',
      good: '',
      bad: '',
    },
    positions: {
      title: 'Où se trouvent les gens',
      why: 'Une voix est d’autant plus forte qu’elle est proche. Une région le dit par un script, ou on le lui demande par RemoteAdmin.',
      untested: '',
      good: '',
      bad: '',
    },
    grid: {
      title: 'La grille elle-même',
      why: 'Robust connaît chaque région et qui s’y trouve, sur son port privé (ROBUST_URL) ; les simulateurs parlent de leurs parcelles.',
      untested: '',
      good: '',
      bad: '',
    },
    'remote-admin': {
      title: 'Les régions interrogées',
      why: 'RemoteAdmin est une porte du simulateur pour les programmes. Elle n’est utile que là où aucun script ne donne les positions.',
      untested: '',
      good: '',
      bad: '',
    },
    'sign-in-ways': {
      title: 'Les façons de se connecter',
      why: 'Outre le lien dans le monde, les gens peuvent se connecter avec un code ou leur mot de passe de la grille.',
      untested: '',
      good: '',
      bad: '',
    },
    'media-port': {
      title: 'UDP depuis l’extérieur',
      why: 'Le son voyage en UDP. Les visionneuses et les grandes salles ont besoin du port du hub média, ouvert dans le pare-feu et dans le routeur. Votre navigateur l’essaie de là où vous êtes.',
      untested: 'Votre navigateur ne l’a pas encore essayé.',
      good: 'L’UDP de votre navigateur atteint le service, et sa réponse revient.',
      bad: 'Aucun UDP ne revient à votre navigateur. Ouvrez les ports ci-dessous dans le pare-feu et redirigez-les dans le routeur ; ou bien votre propre réseau bloque UDP.',
    },
    turn: {
      title: 'TURN, pour les pare-feu stricts',
      why: 'Un serveur TURN comme coturn transmet le son là où deux personnes ne peuvent se joindre directement.',
      untested: '',
      good: '',
      bad: '',
    },
  },
  days: (days) => format.plural(days, { one: 'encore # jour', other: 'encore # jours' }),
  apart: (seconds) => `${format.short(seconds, 'second', 1)} d’écart`,
  newest: (seconds) => `la position la plus récente date de ${format.short(seconds, 'second')}`,
}
