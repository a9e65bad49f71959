/** What the page says about calls, in Japanese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { CallTexts } from '../english/calls.js'

const format = inLanguage('ja')

export const japaneseCalls: CallTexts = {
  callsYou: (name) => `${name} さんから着信`,
  withOthers: (count) => `ほか ${format.number(count)} 人`,
  accept: '応答',
  acceptInstead: '今の通話を切って応答',
  decline: '拒否',
  declineWithWords: 'ひとこと添えて拒否…',
  answers: ['あとでかけ直します。', '少しお待ちください。', 'メッセージでお願いします。'],
  ownWords: '自分の言葉で',
  sendWords: '伝えて拒否',
  someone: '誰か',
  calling: (names) => `${names} を呼び出しています…`,
  answering: '接続しています…',
  inCallWith: (names) => `${names} と通話中`,
  returning: '接続が切れました。通話に戻っています…',
  hangUp: '切る',
  inCallElsewhere: (names) => `別のウィンドウで ${names} と通話中です。`,
  takeHere: 'ここに移す',
  over: {
    'hung-up': (name) => `${name} さんが切りました。`,
    declined: (name) => `${name} さんが拒否しました。`,
    'no-answer': (name) => `${name} さんは応答しません。`,
    busy: (name) => `${name} さんは別の通話中です。`,
    'do-not-disturb': (name) => `${name} さんは着信を受けない設定です。`,
    unreachable: (name) => `${name} さんはボイスページを開いていないため、つながりません。`,
    lost: (name) => `${name} さんとの接続が切れました。`,
    elsewhere: () => 'この通話には別のウィンドウで参加しています。',
  },
  isOver: '通話は終了しました。',
  says: (words) => `「${words}」`,
  members: 'この通話の参加者',
  memberState: {
    ringing: '呼び出し中…',
    lost: '接続が切れました。戻るかもしれません',
    gone: 'もう通話にいません',
  },
  connecting: '接続中…',
  incompatible: 'このページに対応していません',
  voiceTo: '自分の声の送り先',
  toCall: '通話',
  toPlace: 'この場所',
  placeBehind: '通話中も、この場所の音を小さく聞く',
  holdFor: { call: '押して通話に話す', place: '押して場所に話す' },
  otherRoomKey: 'もう一方に話すときに押し続けるキー',
  addPeople: '誰かを加える',
  search: '相手',
  searchHint: '名前の一部。ボイスページを開いている人だけが見つかります。',
  nobodyFound: 'その名前でボイスページを開いている人はいません。',
  missed: '不在着信',
  clearMissed: '消去',
  doNotDisturb: '着信しない',
  notify: 'ほかの画面を見ているときも着信を知らせる',
  pictures: '通話の映像',
  show: { camera: 'カメラ', screen: '画面' },
  hide: { camera: 'カメラを切る', screen: '画面共有を止める' },
  waiting: {
    camera: 'カメラの許可を待っています…',
    screen: '見せるものを選んでください…',
  },
  ownPicture: '自分が見せている映像',
  theirPicture: (name) => `${name} さんの映像`,
  enlarge: 'これを大きく表示',
  still: '今は映像が届いていません。',
  inOwnWindow: '別ウィンドウで表示',
  takePictures: '通話相手の映像を受け取る',
  cameraDevice: '使うカメラ',
  pictureFault: {
    camera: {
      'insecure-page':
        'ブラウザーがカメラを許可するのは https のページだけです。https で開いてください。声は届いています。',
      denied:
        'ブラウザーがカメラを拒否しています。アドレスの横で許可してから、もう一度お試しください。声は届いています。',
      missing: 'カメラが見つかりません。接続してから、もう一度お試しください。声は届いています。',
      busy: '別のプログラムがカメラを使用中です。そちらを閉じてから、もう一度お試しください。声は届いています。',
    },
    screen: {
      'insecure-page': 'ブラウザーが画面を共有できるのは https のページだけです。https で開いてください。',
      denied:
        '画面は共有されていません。何も選ばれていないか、ブラウザーまたはシステムが許可していません。もう一度試すか、システムの設定で許可してください。',
      missing: 'このブラウザーは画面を共有できません。コンピューターのブラウザーをお使いください。',
      busy: 'システムがその画面またはウィンドウを渡しません。別のものを選んでください。',
    },
  },
  pictureObstacle: {
    group: '映像は 2 人の通話で使えます。この通話にはもっと多くの人がいます。',
    refused: '相手は映像を望んでいません。声は届いています。',
    unknown: '相手のページは映像を受け取らないか、まだ準備ができていません。少ししてからお試しください。',
    hub: 'この通話に映像はありません。声はグリッドのハブを通り、ハブは映像を運びません。',
    alone: 'まだ接続していません。少ししてからお試しください。',
  },
  notifyDenied: 'このブラウザーはこのページの通知を表示しません。アドレスの横で許可してください。',
}
