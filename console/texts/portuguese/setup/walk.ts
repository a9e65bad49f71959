/** The words of the set-up as a walk, for somebody who has never seen OpenSimulator, in Portuguese. */

import { inLanguage } from '../../../../src/pure/in-language.js'
import type { SetupWalkTexts } from '../../english/setup/walk.js'

const format = inLanguage('pt')

export const setupWalkPortuguese: SetupWalkTexts = {
  intro:
    'Vá de cima para baixo. Um mundo do OpenSimulator é feito de regiões; programas chamados simuladores as fazem funcionar. Eles pedem voz a este serviço e lhe dizem onde estão as pessoas. Elas abrem a página dele, ou o seu visualizador, e se ouvem. Cada passo diz para que serve, o que está errado e o que fazer.',
  progress: (done, all) => `${format.number(done)} de ${format.number(all)} em ordem`,
  testAll: 'Testar tudo agora',
  test: 'Testar agora',
  testing: 'Testando…',
  tested: (time) => `testado às ${time}`,
  next: 'Este é o próximo',
  lines: 'O que pôr lá',
  secretsForOwners: 'Só um dono pode vê-lo ou criar um novo.',
  steps: {
    clock: {
      title: 'O relógio',
      why: 'Links, códigos e certificados só valem por um tempo.',
      untested: 'Ainda não foi comparado com o do seu navegador.',
      good: 'Os relógios do serviço e do seu navegador coincidem.',
      bad: 'Os relógios do serviço e do seu navegador diferem.',
    },
    'public-url': {
      title: 'O endereço',
      why: 'Está em cada link que as pessoas abrem.',
      untested: 'Ainda não foi experimentado.',
      good: 'PUBLIC_URL está definido e responde.',
      bad: 'PUBLIC_URL não está definido: os links levam o endereço abaixo. Defina um que as pessoas alcancem.',
    },
    certificate: {
      title: 'O certificado',
      why: 'Os navegadores só dão o microfone a uma página por https, com um certificado em que confiam.',
      untested: 'Ainda não foi visto.',
      good: 'Os navegadores aceitam o certificado.',
      bad: 'Os navegadores não aceitam o certificado, ou em breve não aceitarão.',
    },
    'region-called': {
      title: 'Os simuladores pedem voz',
      why: 'O OpenSim.ini deles precisa nomear este serviço. Ponha nele um dos dois blocos abaixo e reinicie o simulador.',
      untested: '',
      good: '',
      bad: '',
    },
    positions: {
      title: 'Onde estão as pessoas',
      why: 'Quanto mais perto, mais forte é a voz. Uma região diz onde as pessoas estão com um script, ou é consultada por RemoteAdmin.',
      untested: '',
      good: '',
      bad: '',
    },
    grid: {
      title: 'A própria grid',
      why: 'O Robust conhece cada região e quem está em qual, na sua porta privada (ROBUST_URL); os simuladores falam das suas parcelas.',
      untested: '',
      good: '',
      bad: '',
    },
    'remote-admin': {
      title: 'As regiões consultadas',
      why: 'RemoteAdmin é uma porta do simulador para programas. Ela só é necessária onde nenhum script informa posições.',
      untested: '',
      good: '',
      bad: '',
    },
    'sign-in-ways': {
      title: 'Formas de entrar',
      why: 'Além do link no mundo, as pessoas podem entrar com um código ou com a senha do grid.',
      untested: '',
      good: '',
      bad: '',
    },
    'media-port': {
      title: 'UDP de fora',
      why: 'O som viaja por UDP. Os visualizadores e as salas grandes precisam da porta do hub de mídia, aberta no firewall e no roteador. Seu navegador faz o teste de onde você está.',
      untested: 'Seu navegador ainda não a testou.',
      good: 'O UDP do seu navegador chega ao serviço, e a resposta volta.',
      bad: 'Nenhum UDP volta ao seu navegador. Abra as portas abaixo no firewall e encaminhe-as no roteador; ou então é a sua rede que bloqueia UDP.',
    },
    turn: {
      title: 'TURN, para firewalls rígidos',
      why: 'Um servidor TURN como o coturn repassa o som onde duas pessoas não se alcançam diretamente.',
      untested: '',
      good: '',
      bad: '',
    },
  },
  days: (days) => format.plural(days, { one: 'falta # dia', other: 'faltam # dias' }),
  apart: (seconds) => `diferença: ${format.short(seconds, 'second', 1)}`,
  newest: (seconds) => `a posição mais recente tem ${format.short(seconds, 'second')}`,
}
