/** What avatars are told in-world, in the language of their region. */

import type { Language } from './languages.js'

export interface InWorldWords {
  readonly code: (code: string) => string
  readonly ring: (caller: string, link: string) => string
  readonly voiceOff: string
  /** What the voice kiosk says: beside a link, and why somebody has to wait for theirs. */
  readonly kiosk: KioskWords
}

export interface KioskWords {
  readonly link: string
  /** `#` stands for the number of seconds. */
  readonly soon: string
  readonly full: string
  readonly later: string
  readonly notHere: string
}

/** A text in whatever language it is shown. */
export type InWorldText = (words: InWorldWords) => string

export const IN_WORLD_WORDS: Readonly<Record<Language, InWorldWords>> = {
  en: {
    code: (code) =>
      `Your voice code is ${code}. Type it on the voice page within 2 minutes. Tell it to nobody: anybody who types it speaks as you. If you did not ask for it, ignore it.`,
    ring: (caller, link) =>
      `${caller} calls you by voice. Open this link to answer; it is for you alone: ${link}`,
    voiceOff:
      'Voice was switched off where you stand: you are heard by nobody, and hear nobody, until it is on again.',
    kiosk: {
      link: 'Your personal voice link. It works once, for two minutes.',
      soon: 'Your voice link comes in about # seconds.',
      full: 'Your voice link has to wait. Please touch again in a minute.',
      later: 'Voice is not available at the moment. Please try again later.',
      notHere: 'Voice links are not available here at the moment. The owner of this kiosk knows why.',
    },
  },
  de: {
    code: (code) =>
      `Dein Voice-Code ist ${code}. Gib ihn innerhalb von 2 Minuten auf der Voice-Seite ein. Sag ihn niemandem: Wer ihn eingibt, spricht als du. Hast du keinen angefordert, dann beachte das nicht.`,
    ring: (caller, link) =>
      `${caller} ruft dich über Voice an. Öffne diesen Link, um anzunehmen; er ist nur für dich: ${link}`,
    voiceOff:
      'Wo du stehst, wurde Voice abgeschaltet: Niemand hört dich, und du hörst niemanden, bis es wieder an ist.',
    kiosk: {
      link: 'Dein persönlicher Voice-Link. Er gilt einmal, zwei Minuten lang.',
      soon: 'Dein Voice-Link kommt in etwa # Sekunden.',
      full: 'Dein Voice-Link muss warten. Bitte berühre mich in einer Minute noch einmal.',
      later: 'Voice ist gerade nicht verfügbar. Bitte versuche es später noch einmal.',
      notHere: 'Voice-Links gibt es hier gerade nicht. Wem dieser Kiosk gehört, der weiß, warum.',
    },
  },
  es: {
    code: (code) =>
      `Tu código de voz es ${code}. Escríbelo en la página de voz antes de 2 minutos. No se lo digas a nadie: quien lo escriba habla en tu nombre. Si no lo has pedido, no hagas caso.`,
    ring: (caller, link) =>
      `${caller} te llama por voz. Abre este enlace para contestar; es solo para ti: ${link}`,
    voiceOff:
      'Donde estás se ha desactivado la voz: nadie te oye ni oyes a nadie hasta que vuelva a estar activada.',
    kiosk: {
      link: 'Tu enlace de voz personal. Sirve una sola vez, durante dos minutos.',
      soon: 'Tu enlace de voz llegará en unos # segundos.',
      full: 'Tu enlace de voz tiene que esperar. Vuelve a tocar dentro de un minuto.',
      later: 'La voz no está disponible en este momento. Inténtalo más tarde.',
      notHere: 'Aquí no hay enlaces de voz en este momento. El propietario de este quiosco sabe por qué.',
    },
  },
  fr: {
    code: (code) =>
      `Votre code vocal est ${code}. Tapez-le sur la page vocale dans les 2 minutes. Ne le dites à personne : qui le tape parle en votre nom. Si vous ne l’avez pas demandé, ignorez-le.`,
    ring: (caller, link) =>
      `${caller} vous appelle. Ouvrez ce lien pour répondre ; il est pour vous seul : ${link}`,
    voiceOff:
      'La voix a été désactivée là où vous êtes : personne ne vous entend, et vous n’entendez personne, tant qu’elle n’est pas rétablie.',
    kiosk: {
      link: 'Votre lien vocal personnel. Il fonctionne une seule fois, pendant deux minutes.',
      soon: 'Votre lien vocal arrive dans # secondes environ.',
      full: 'Votre lien vocal doit attendre. Touchez de nouveau dans une minute.',
      later: 'La voix n’est pas disponible pour le moment. Réessayez plus tard.',
      notHere:
        'Les liens vocaux ne sont pas disponibles ici pour le moment. Le propriétaire de ce kiosque sait pourquoi.',
    },
  },
  it: {
    code: (code) =>
      `Il tuo codice vocale è ${code}. Scrivilo nella pagina vocale entro 2 minuti. Non dirlo a nessuno: chi lo scrive parla al posto tuo. Se non l’hai chiesto, ignoralo.`,
    ring: (caller, link) =>
      `${caller} ti chiama a voce. Apri questo link per rispondere; è solo per te: ${link}`,
    voiceOff:
      'Dove ti trovi la voce è stata disattivata: nessuno ti sente e non senti nessuno, finché non torna attiva.',
    kiosk: {
      link: 'Il tuo link vocale personale. Funziona una volta sola, per due minuti.',
      soon: 'Il tuo link vocale arriva tra circa # secondi.',
      full: 'Il tuo link vocale deve attendere. Tocca di nuovo tra un minuto.',
      later: 'La voce non è disponibile al momento. Riprova più tardi.',
      notHere:
        'I link vocali non sono disponibili qui al momento. Il proprietario di questo chiosco sa perché.',
    },
  },
  pt: {
    code: (code) =>
      `Seu código de voz é ${code}. Digite-o na página de voz em até 2 minutos. Não o diga a ninguém: quem o digitar fala como você. Se você não o pediu, ignore.`,
    ring: (caller, link) =>
      `${caller} está ligando para você por voz. Abra este link para atender; é só para você: ${link}`,
    voiceOff:
      'A voz foi desligada onde você está: ninguém ouve você, e você não ouve ninguém, até que seja ligada de novo.',
    kiosk: {
      link: 'Seu link de voz pessoal. Funciona uma única vez, por dois minutos.',
      soon: 'Seu link de voz chega em cerca de # segundos.',
      full: 'Seu link de voz precisa esperar. Toque de novo daqui a um minuto.',
      later: 'A voz não está disponível no momento. Tente novamente mais tarde.',
      notHere: 'Os links de voz não estão disponíveis aqui no momento. O dono deste quiosque sabe o motivo.',
    },
  },
  nl: {
    code: (code) =>
      `Je spraakcode is ${code}. Typ hem binnen 2 minuten op de spraakpagina. Vertel hem aan niemand: wie hem typt, spreekt als jij. Heb je er niet om gevraagd, negeer dit dan.`,
    ring: (caller, link) =>
      `${caller} belt je via spraak. Open deze link om op te nemen; hij is alleen voor jou: ${link}`,
    voiceOff:
      'Waar je staat is spraak uitgezet: niemand hoort je, en je hoort niemand, tot het weer aan staat.',
    kiosk: {
      link: 'Je persoonlijke spraaklink. Hij werkt één keer, twee minuten lang.',
      soon: 'Je spraaklink komt over ongeveer # seconden.',
      full: 'Je spraaklink moet wachten. Raak over een minuut nog eens aan.',
      later: 'Spraak is op dit moment niet beschikbaar. Probeer het later opnieuw.',
      notHere:
        'Spraaklinks zijn hier op dit moment niet beschikbaar. De eigenaar van deze kiosk weet waarom.',
    },
  },
  ja: {
    code: (code) =>
      `ボイスコードは ${code} です。2 分以内にボイスページで入力してください。誰にも教えないでください。入力した人があなたとして話せてしまいます。心当たりがなければ無視してください。`,
    ring: (caller, link) =>
      `${caller} さんからボイス通話です。応答するにはこのリンクを開いてください。あなた専用です: ${link}`,
    voiceOff:
      'この場所のボイスがオフになりました。再びオンになるまで、あなたの声は誰にも聞こえず、誰の声も聞こえません。',
    kiosk: {
      link: 'あなた専用のボイスリンクです。2 分以内に 1 回だけ使えます。',
      soon: 'ボイスリンクは約 # 秒後に届きます。',
      full: 'ボイスリンクはまだ送れません。1 分後にもう一度タッチしてください。',
      later: '現在ボイスを利用できません。しばらくしてからもう一度お試しください。',
      notHere: '現在ここではボイスリンクを利用できません。理由はこのキオスクの所有者がわかります。',
    },
  },
}
