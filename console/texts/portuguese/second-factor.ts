/** The words about second factors, in Portuguese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { SecondFactorTexts } from '../english/second-factor.js'

const format = inLanguage('pt')

export const secondFactorPortuguese: SecondFactorTexts = {
  title: 'Segundo fator',
  hint: 'Assim uma senha roubada, sozinha, não abre nada.',
  missing:
    'Neste console todos os administradores têm um segundo fator. Crie o seu: até lá nada mais está aberto a você.',
  kinds: { totp: 'app autenticador', passkey: 'chave de acesso', recovery: 'código de recuperação' },
  none: 'Você ainda não tem nenhum.',
  lastUsed: (at) => `último uso: ${at}`,
  neverUsed: 'nunca usado',
  codesLeft: (count) =>
    format.plural(count, {
      one: 'Resta # código de recuperação.',
      other: 'Restam # códigos de recuperação.',
    }),
  addTotp: 'Adicionar um app autenticador',
  addPasskey: 'Adicionar uma chave de acesso',
  renewCodes: 'Novos códigos de recuperação',
  label: 'Nome, para distingui-los',
  labels: { totp: 'Telefone', passkey: 'Chave de acesso' },
  goOn: 'Continuar',
  scan: 'Escaneie isto com um app como Aegis, Google Authenticator ou 1Password, e digite o código que ele mostrar.',
  picture: 'Código QR para o app autenticador',
  orType: 'Ou digite este segredo no app:',
  firstCode: 'Código do app',
  confirm: 'Adicionar',
  added: 'Adicionado. De agora em diante ele será pedido.',
  removed: 'Removido.',
  codesTitle: 'Seus códigos de recuperação',
  codesHint:
    'Cada um abre o console uma vez se você perder o resto. Imprima-os, ou ponha-os em um gerenciador de senhas: não são mostrados de novo.',
  codesDone: 'Guardei todos',
  removeMeans: 'Ele não abrirá mais nada.',
  faults: {
    'wrong-password': 'Essa não é a sua senha.',
    'code-wrong': 'Este código não está certo. O relógio do telefone está?',
    'code-expired': 'Demorou demais: comece de novo.',
    'rate-limited': 'Tentativas demais: espere um pouco, ou use um código de recuperação.',
  },
  noPasskey: 'O navegador não criou nem encontrou chave de acesso. Tente de novo, ou escolha outra forma.',
  askPasskey: 'Usar a chave de acesso',
  askCode: 'Código do app ou de recuperação',
  askRecovery: 'Código de recuperação',
  back: 'Voltar',
  without: 'sem segundo fator',
  with: 'segundo fator',
  reset: 'Retirar o segundo fator…',
  resetMeans: (name) => `${name} passa a entrar só com a senha, e agora sai em toda parte.`,
  resetYes: 'Sim, retirar',
  require: 'Todo administrador deve ter um segundo fator',
  ownFirst: 'Crie primeiro o seu.',
  requireHint: 'Quem não tem não pode fazer mais nada até criar o seu. Tokens de programas ficam como estão.',
}
