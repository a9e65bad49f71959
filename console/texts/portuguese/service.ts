/** What the service answers with codes, in Portuguese words. */

import type { ServiceTexts } from '../english/service.js'

export const servicePortuguese: ServiceTexts = {
  refusals: {
    'bad-request': 'Não foi feito: falta algo, ou não combina com o que está configurado aqui.',
    'not-found': 'Isso não existe mais: olhe de novo.',
    'rate-limited': 'Foram vezes demais: espere alguns minutos.',
    'too-busy': 'O serviço tem coisas demais a fazer agora: tente de novo em alguns segundos.',
    'session-missing': 'Você não entrou na sua conta.',
    'session-expired': 'Sua sessão terminou: entre de novo.',
    'code-wrong': 'Este código não está certo, ou já foi usado.',
    'code-expired': 'Demorou demais: comece de novo.',
    'second-factor-missing': 'Crie primeiro um segundo fator seu.',
    'second-factors-full': 'Você já tem todos os segundos fatores possíveis: remova um antes.',
    'host-name-missing':
      'Chaves de acesso precisam de um nome de servidor: abra o console pelo nome, não por um endereço.',
    'origin-refused': 'O serviço não conhece o endereço desta página: abra o console no endereço dele.',
    'message-too-large': 'Isto é longo demais.',
    'wrong-credentials': 'O nome ou a senha está errado.',
    'not-allowed': 'Você não pode fazer isso aqui.',
    'role-too-low': 'Seu papel não permite isso.',
    'last-owner': 'Alguém precisa continuar dono, e o primeiro administrador fica.',
    'channel-exists': 'Este lugar já tem um canal.',
    'set-in-environment': 'Está definido no ambiente: mude-o lá e reinicie o serviço.',
    'account-exists': 'Já há um administrador com esse nome.',
    'account-not-found': 'Esse administrador não existe mais.',
    'channel-not-found': 'Este canal não existe mais: olhe de novo a lista.',
    'channel-changed-meanwhile':
      'Outra pessoa mudou este canal nesse meio-tempo. Feche-o, veja como está agora e então mude-o.',
    'secret-shown-before':
      'Já foi mostrado e não é mostrado de novo. Crie um novo, ou pergunte a quem cuida do serviço.',
    'settings-invalid': 'Algo aqui não é válido: nada foi salvo.',
    'store-unwritable':
      'O serviço não consegue salvar isso no momento: o disco dele está cheio, não aceita escrita, ou o banco de dados não responde.',
    internal: 'O serviço falhou nisso. O registro dele diz por quê.',
  },
  findings: {
    starting: 'ainda não foi consultada.',
    unreachable: 'O simulador não está no ar, ou ainda não, ou o endereço dele é outro.',
    'timed-out': 'O simulador está ocupado; talvez esteja iniciando.',
    'answer-invalid': 'Lá responde algo que não é um simulador.',
    'wrong-password': 'Senha errada: compare-a com [RemoteAdmin] access_password do simulador.',
    'address-not-allowed':
      'O simulador não aceita esta máquina: acrescente o endereço dela a [RemoteAdmin] access_ip_addresses.',
    'method-not-enabled':
      'O simulador está no ar, o RemoteAdmin dele não, ou ainda não: defina [RemoteAdmin] enabled = true e nomeie os métodos em enabled_methods.',
    'region-unknown':
      'O simulador não tem essa região, ou ainda não a carregou: no nome contam maiúsculas, o UUID está em Regions.ini.',
    refused: 'O simulador recusou: o registro dele diz por quê.',
    internal: 'O serviço de voz falhou com a resposta: o registro dele diz por quê.',
    'grid-unreachable': 'Não é possível alcançar o Robust: ele está rodando e escuta nesse endereço?',
    'grid-firewall':
      'Sem conexão com o Robust: um firewall a descarta. Deixe esta máquina alcançar a porta privada.',
    'grid-slow': 'O Robust está lento demais: está iniciando, ou o banco de dados dele está sobrecarregado.',
    'grid-public-port':
      'O Robust responde sem nada: ROBUST_URL deve indicar a porta privada (8003), ou ele ainda está iniciando.',
    'grid-password':
      'O Robust quer outro usuário e outra senha: compare ROBUST_URL com HttpAuthUsername e HttpAuthPassword.',
    'grid-answer-invalid': 'A resposta do Robust não pode ser usada: outro programa responde ali?',
    'grid-refused': 'O Robust falhou com a pergunta: o registro dele diz por quê.',
    'message-unreachable':
      'Um simulador está fora de alcance para mensagens instantâneas: deixe esta máquina chegar ao endereço que o grid indica.',
    'message-not-enabled':
      'Um simulador não aceita mensagens instantâneas: defina [Messaging] MessageTransferModule no OpenSim.ini dele.',
    'grid-page-unanswered':
      'A página de entrada do grid não responde: ROBUST_PUBLIC_URL indica a porta pública?',
    'grid-clear-text':
      'As senhas podem ser lidas no caminho até o Robust: use uma rede privada, um túnel ou https.',
    'simulator-not-own':
      'A senha de todos os simuladores não é enviada a este, pois quem registra uma região indica o endereço: coloque-o em ROBUST_SIMULATORS se for seu, ou dê a ele uma linha própria.',
    'land-not-enabled':
      'O simulador não diz nada das suas parcelas: defina lá [Modules] LandServiceInConnector = true e reinicie-o.',
    'land-unreachable':
      'O simulador não se alcança no endereço que a grelha indica: está a funcionar, e uma firewall recusa esta máquina?',
    'land-answer-invalid': 'No endereço que a grelha indica responde algo que não é um simulador.',
    'code-missing':
      'Códigos não podem ser mostrados: acrescente |admin_alert_user a [RemoteAdmin] enabled_methods se for OpenSimulator 0.9.3.1 ou mais novo; senão defina "code_sign_in": false.',
    'grid-password-missing':
      'Senhas do grid não podem ser verificadas: acrescente |admin_authenticate_user a [RemoteAdmin] enabled_methods.',
    'vivox-refused': 'Lá o nome ou a senha de administração Vivox está errado.',
    'webrtc-refused': 'O segredo no fim de WebRtcVoiceServerURI está errado, ou o endereço não é permitido.',
    'script-refused': 'Lá o segredo de região está errado.',
    'turn-unreachable':
      'Nada responde lá: confira TURN_URLS, se o coturn está no ar e se a porta dele está aberta.',
    'turn-wrong-secret':
      'Ele recusa as credenciais deste serviço: defina TURN_SECRET como o static-auth-secret dele, e lá use-auth-secret.',
    'turn-open-to-all':
      'Ele retransmite para qualquer um, que então pode enviar do endereço dele: defina use-auth-secret.',
    'turn-clock': 'O relógio dele está muito adiantado em relação a esta máquina: acerte os dois por NTP.',
    'turn-full': 'Ele não concede nada: aumente as cotas ou amplie as portas, e veja o registro dele.',
    'certificate-refused':
      'A autoridade não emitiu certificado: o registro e “opensim-voice check” dizem o que fazer.',
    'certificate-self-signed':
      'É autoassinado: os navegadores avisam, e os telefones muitas vezes o recusam. Com um nome seu, ACME_EMAIL obtém um verdadeiro.',
    'certificate-untrusted':
      'Os navegadores não confiam nele: TLS_CERT_FILE deve conter toda a cadeia, também os certificados da autoridade.',
    'certificate-other-host': 'O certificado é de outro nome: obtenha um para este, ou corrija PUBLIC_URL.',
    'certificate-ended': 'O certificado expirou: renove-o.',
    'certificate-ends-soon': 'Expira em breve: a renovação está preparada?',
    'plain-http': 'Com http simples os navegadores não dão o microfone: use um endereço https.',
    'url-unanswered':
      'Não responde a partir desta máquina. Se o roteador não devolve para dentro, não é falha: experimente com um telefone sem Wi-Fi.',
    'clock-off':
      'Os relógios do serviço e do seu navegador diferem: acerte ambos por NTP. Disso dependem links, códigos e certificados.',
    named: '',
  },
  storeCure: 'Libere espaço no disco dele, ou confira as permissões da pasta de dados.',
}
