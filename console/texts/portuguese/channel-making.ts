/** What the console says about new channels, templates, files and listening, in Portuguese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChannelMakingTexts } from '../english/channel-making.js'

const format = inLanguage('pt')

export const channelMakingPortuguese: ChannelMakingTexts = {
  add: 'Novo canal',
  addHint: 'Para uma parcela ou região: quem está ali entra nele.',
  place: 'Onde',
  choosePlace: 'Escolha um lugar',
  region: (name) => `Toda a região ${name}`,
  parcel: (region, people) =>
    people ? `Em ${region}: a parcela onde está ${people}` : `Uma parcela em ${region}`,
  otherPlace: 'Outro lugar, pelo UUID',
  uuid: 'UUID da parcela ou região',
  uuidHint: 'Um visualizador o mostra em “Sobre o terreno”, um script com llGetParcelDetails.',
  title: 'Título, como as pessoas o veem',
  startWith: 'Começar com',
  plain: 'O padrão do OpenSimulator',
  create: 'Adicionar',
  created: 'Adicionado. Fixado, fica por mais que ninguém o use.',
  copy: 'Copiar…',
  copyOf: (name) => `Como “${name}”`,
  template: 'Modelo',
  chooseTemplate: 'Preencher com…',
  templates: {
    stage: 'Palco: quem tem a palavra é ouvido de longe',
    club: 'Boate: ouve-se quem está perto',
    quiet: 'Calmo: só alguns metros',
    region: 'Toda a região: todos ouvem todos',
  },
  exportAll: 'Exportar',
  exportChosen: (count) => `Exportar ${format.number(count)}`,
  fileName: 'canais.json',
  import: {
    title: 'Importar canais',
    open: 'Importar…',
    choose: 'Um arquivo feito pela exportação',
    hint: 'Você vê o que mudaria antes que algo mude.',
    noJson: 'Este arquivo não é JSON, ou foi cortado.',
    noFile: 'Este não é um arquivo de canais: faltam as primeiras linhas que a exportação escreve.',
    tooLarge: 'O arquivo passa de 16 MB.',
    nothing: (same) =>
      format.plural(same, {
        one: 'Nada mudaria: # canal está como o arquivo diz.',
        other: 'Nada mudaria: # canais estão como o arquivo diz.',
      }),
    would: (added, changed, same) =>
      [
        added > 0 && format.plural(added, { one: '# novo', other: '# novos' }),
        changed > 0 && format.plural(changed, { one: '# alterado', other: '# alterados' }),
        same > 0 && format.plural(same, { one: '# fica como está', other: '# ficam como estão' }),
      ]
        .filter(Boolean)
        .join(', '),
    new: 'novo',
    more: (count) => `… e mais ${format.number(count)}`,
    faults: 'O arquivo tem defeitos, e nada dele é importado:',
    fault: (number, title, field, why) =>
      `${[`nº ${format.number(number)}`, title, field].filter(Boolean).join(', ')}: ${why}`,
    run: (count) => `Importar ${format.number(count)}`,
    done: (added, changed) =>
      `Importado: ${format.plural(added, { one: '# novo', other: '# novos' })}, ${format.plural(changed, { one: '# alterado', other: '# alterados' })}.`,
    changed: 'Os canais mudaram nesse meio-tempo. Isto é o que o arquivo faria agora:',
    on: 'sim',
    off: 'não',
    people: (count) => format.plural(count, { one: '# pessoa', other: '# pessoas' }),
  },
  faults: {
    invalid: 'não é um valor válido',
    twice: 'este canal está duas vezes no arquivo',
    'no-place': 'não é o UUID de uma parcela ou região',
  },
  listen: {
    start: 'Ouvir: uma voz se afasta',
    stop: 'Parar',
    hint: 'Mude um número enquanto ela anda, e ouça.',
    at: (metres, gain) => `${format.distance(metres)}: ${format.percent(gain)}`,
    mark: 'A voz que anda',
    noSound: 'O navegador não toca som aqui.',
  },
  people: {
    heardBy: 'As pessoas que estão lá agora, ouvidas por',
    heard: (metres, gain) => `${format.distance(metres)}: ${format.percent(gain)}`,
    before: (gain) => `(salvo: ${format.percent(gain)})`,
    more: (count) => `… e mais ${format.number(count)} mais longe`,
  },
}
