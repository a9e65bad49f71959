/** What the page says before the rest of it is there, in every language: few words, because all of them come with the start. */

import type { Language } from '../../src/pure/languages.js'
import type { MissingFile } from '../service/freshness.js'
import type { MicrophoneState } from '../speaking/microphone-look.js'

export interface FirstWords {
  readonly title: string
  readonly join: string
  readonly joinHint: string
  readonly connecting: string
  readonly joining: string
  readonly microphone: Readonly<Record<MicrophoneState, string>>
  readonly microphoneAsked: string
  readonly missing: Readonly<Record<MissingFile, string>>
  readonly reload: string
}

export const firstWords: Readonly<Record<Language, FirstWords>> = {
  en: {
    title: 'Voice',
    join: 'Join voice',
    joinHint: 'Your browser asks for the microphone. Without it you can still listen.',
    connecting: 'Connecting to the voice service…',
    joining: 'Joining…',
    microphone: {
      heard: 'Microphone on',
      off: 'Microphone off',
      held: 'You are heard',
      'not-heard': 'You are not heard',
    },
    microphoneAsked: 'Waiting for the microphone: allow it…',
    missing: {
      gone: 'This belongs to an older page: the voice service has a newer one by now. Reload the page to see it.',
      away: 'This cannot be loaded: the voice service is out of reach just now. It will load by itself.',
    },
    reload: 'Reload',
  },
  de: {
    title: 'Voice',
    join: 'Mitreden',
    joinHint: 'Dein Browser fragt nach dem Mikrofon. Ohne kannst du trotzdem zuhören.',
    connecting: 'Verbinde mit dem Voice-Dienst …',
    joining: 'Trete bei …',
    microphone: {
      heard: 'Mikrofon an',
      off: 'Mikrofon aus',
      held: 'Man hört dich',
      'not-heard': 'Man hört dich nicht',
    },
    microphoneAsked: 'Der Browser fragt nach dem Mikrofon: Erlaube es.',
    missing: {
      gone: 'Das gehört zu einer älteren Seite: Der Voice-Dienst hat inzwischen eine neuere. Lade die Seite neu, um es zu sehen.',
      away: 'Das lässt sich gerade nicht laden: Der Voice-Dienst ist nicht erreichbar. Es kommt von selbst.',
    },
    reload: 'Neu laden',
  },
  es: {
    title: 'Voz',
    join: 'Unirme a la voz',
    joinHint: 'Tu navegador pide permiso para el micrófono. Sin él puedes escuchar igualmente.',
    connecting: 'Conectando con el servicio de voz…',
    joining: 'Entrando…',
    microphone: {
      heard: 'Micrófono encendido',
      off: 'Micrófono apagado',
      held: 'Se te oye',
      'not-heard': 'No se te oye',
    },
    microphoneAsked: 'El navegador pide permiso para el micrófono: permítelo.',
    missing: {
      gone: 'Esto pertenece a una página anterior: el servicio de voz tiene ya una más reciente. Recarga la página para verlo.',
      away: 'Esto no se puede cargar: ahora mismo no se puede acceder al servicio de voz. Se cargará solo.',
    },
    reload: 'Recargar',
  },
  fr: {
    title: 'Voix',
    join: 'Rejoindre la voix',
    joinHint: 'Votre navigateur demande le micro. Sans lui, vous pouvez tout de même écouter.',
    connecting: 'Connexion au service vocal…',
    joining: 'Entrée en cours…',
    microphone: {
      heard: 'Micro activé',
      off: 'Micro coupé',
      held: 'On vous entend',
      'not-heard': 'On ne vous entend pas',
    },
    microphoneAsked: 'Votre navigateur demande le micro : autorisez-le.',
    missing: {
      gone: 'Ceci appartient à une page plus ancienne : le service vocal en a désormais une plus récente. Rechargez la page pour le voir.',
      away: 'Ceci ne peut pas être chargé : le service vocal est injoignable en ce moment. Cela viendra tout seul.',
    },
    reload: 'Recharger',
  },
  it: {
    title: 'Voce',
    join: 'Entra in voce',
    joinHint: 'Il browser chiede il microfono. Anche senza puoi ascoltare.',
    connecting: 'Collegamento al servizio vocale…',
    joining: 'Ingresso…',
    microphone: {
      heard: 'Microfono acceso',
      off: 'Microfono spento',
      held: 'Ti si sente',
      'not-heard': 'Non ti si sente',
    },
    microphoneAsked: 'Il browser chiede il microfono: consentilo.',
    missing: {
      gone: 'Questo appartiene a una pagina precedente: il servizio vocale ne ha ormai una più recente. Ricarica la pagina per vederlo.',
      away: 'Questo non si può caricare: il servizio vocale al momento è irraggiungibile. Si caricherà da solo.',
    },
    reload: 'Ricarica',
  },
  pt: {
    title: 'Voz',
    join: 'Entrar na voz',
    joinHint: 'Seu navegador pede o microfone. Mesmo sem ele você pode ouvir.',
    connecting: 'Conectando ao serviço de voz…',
    joining: 'Entrando…',
    microphone: {
      heard: 'Microfone ligado',
      off: 'Microfone desligado',
      held: 'Ouvem você',
      'not-heard': 'Não ouvem você',
    },
    microphoneAsked: 'O navegador pede o microfone: permita-o.',
    missing: {
      gone: 'Isto pertence a uma página anterior: o serviço de voz já tem uma mais nova. Recarregue a página para ver.',
      away: 'Isto não pode ser carregado: o serviço de voz está fora de alcance agora. Vai carregar sozinho.',
    },
    reload: 'Recarregar',
  },
  nl: {
    title: 'Spraak',
    join: 'Meepraten',
    joinHint: 'Je browser vraagt om de microfoon. Ook zonder kun je luisteren.',
    connecting: 'Verbinden met de spraakdienst…',
    joining: 'Bezig met binnenkomen…',
    microphone: {
      heard: 'Microfoon aan',
      off: 'Microfoon uit',
      held: 'Je bent te horen',
      'not-heard': 'Je bent niet te horen',
    },
    microphoneAsked: 'De browser vraagt om de microfoon: sta hem toe.',
    missing: {
      gone: 'Dit hoort bij een oudere pagina: de spraakdienst heeft inmiddels een nieuwere. Herlaad de pagina om het te zien.',
      away: 'Dit kan niet worden geladen: de spraakdienst is nu onbereikbaar. Het komt vanzelf.',
    },
    reload: 'Herladen',
  },
  ja: {
    title: 'ボイス',
    join: 'ボイスに参加',
    joinHint: 'ブラウザーがマイクの許可を求めます。マイクがなくても聞くことはできます。',
    connecting: 'ボイスサービスに接続しています…',
    joining: '参加しています…',
    microphone: {
      heard: 'マイク オン',
      off: 'マイク オフ',
      held: '送信中',
      'not-heard': '聞こえていません',
    },
    microphoneAsked: 'ブラウザーがマイクの許可を求めています。許可してください。',
    missing: {
      gone: 'これは古いページのものです。ボイスサービスには新しいページがあります。表示するには再読み込みしてください。',
      away: '読み込めません。ボイスサービスに今は到達できません。自動的に読み込まれます。',
    },
    reload: '再読み込み',
  },
}
