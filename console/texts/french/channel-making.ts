/** What the console says about new channels, templates, files and listening, in French. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChannelMakingTexts } from '../english/channel-making.js'

const format = inLanguage('fr')

export const channelMakingFrench: ChannelMakingTexts = {
  add: 'Nouveau canal',
  addHint: 'Pour une parcelle ou une région : qui s’y tient y entre.',
  place: 'Où',
  choosePlace: 'Choisir un lieu',
  region: (name) => `Toute la région ${name}`,
  parcel: (region, people) =>
    people ? `Dans ${region} : la parcelle où se tient ${people}` : `Une parcelle dans ${region}`,
  otherPlace: 'Un autre lieu, par son UUID',
  uuid: 'UUID de la parcelle ou de la région',
  uuidHint: 'Une visionneuse le montre dans « À propos du terrain », un script avec llGetParcelDetails.',
  title: 'Titre, tel qu’on le voit',
  startWith: 'Partir de',
  plain: 'La valeur d’OpenSimulator',
  create: 'L’ajouter',
  created: 'Ajouté. Épinglé, il reste même si personne ne l’utilise longtemps.',
  copy: 'Copier…',
  copyOf: (name) => `Comme « ${name} »`,
  template: 'Modèle',
  chooseTemplate: 'Remplir à partir de…',
  templates: {
    stage: 'Scène : qui a la parole s’entend de loin',
    club: 'Club : on entend ceux qui sont tout près',
    quiet: 'Calme : quelques mètres seulement',
    region: 'Toute la région : tout le monde entend tout le monde',
  },
  exportAll: 'Exporter',
  exportChosen: (count) => `En exporter ${format.number(count)}`,
  fileName: 'canaux.json',
  import: {
    title: 'Importer des canaux',
    open: 'Importer…',
    choose: 'Un fichier issu de l’exportation',
    hint: 'Vous voyez ce qui changerait avant que rien ne change.',
    noJson: 'Ce fichier n’est pas du JSON, ou a été tronqué.',
    noFile: 'Ce n’est pas un fichier de canaux : il lui manque les premières lignes qu’écrit l’exportation.',
    tooLarge: 'Le fichier dépasse 16 Mo.',
    nothing: (same) =>
      format.plural(same, {
        one: 'Rien ne changerait : # canal est comme le dit le fichier.',
        other: 'Rien ne changerait : # canaux sont comme le dit le fichier.',
      }),
    would: (added, changed, same) =>
      [
        added > 0 && format.plural(added, { one: '# nouveau', other: '# nouveaux' }),
        changed > 0 && format.plural(changed, { one: '# modifié', other: '# modifiés' }),
        same > 0 && format.plural(same, { one: '# inchangé', other: '# inchangés' }),
      ]
        .filter(Boolean)
        .join(', '),
    new: 'nouveau',
    more: (count) => `… et ${format.number(count)} de plus`,
    faults: 'Le fichier a des défauts, et rien n’en est importé :',
    fault: (number, title, field, why) =>
      `${[`n° ${format.number(number)}`, title, field].filter(Boolean).join(', ')} : ${why}`,
    run: (count) => `En importer ${format.number(count)}`,
    done: (added, changed) =>
      `Importé : ${format.plural(added, { one: '# nouveau', other: '# nouveaux' })}, ${format.plural(changed, { one: '# modifié', other: '# modifiés' })}.`,
    changed: 'Les canaux ont changé entre-temps. Voici ce que ferait le fichier maintenant :',
    on: 'oui',
    off: 'non',
    people: (count) => format.plural(count, { one: '# personne', other: '# personnes' }),
  },
  faults: {
    invalid: 'ce n’est pas une valeur valable',
    twice: 'ce canal figure deux fois dans le fichier',
    'no-place': 'ce n’est pas l’UUID d’une parcelle ou d’une région',
  },
  listen: {
    start: 'Écouter : une voix s’éloigne',
    stop: 'Arrêter',
    hint: 'Changez un nombre pendant qu’elle marche, et écoutez.',
    at: (metres, gain) => `${format.distance(metres)} : ${format.percent(gain)}`,
    mark: 'La voix qui marche',
    noSound: 'Le navigateur ne joue pas de son ici.',
  },
  people: {
    heardBy: 'Les gens qui y sont, tels que les entend',
    heard: (metres, gain) => `${format.distance(metres)} : ${format.percent(gain)}`,
    before: (gain) => `(enregistré : ${format.percent(gain)})`,
    more: (count) => `… et ${format.number(count)} plus loin`,
  },
}
