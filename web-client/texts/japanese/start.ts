/** Everything the page says first, in Japanese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { Texts } from '../english/start.js'
import { firstWords } from '../first-words.js'

const format = inLanguage('ja')

export const japanese: Texts = {
  ...firstWords.ja,
  language: 'ja',
  signedInAs: (name) => `${name} さん`,
  leave: '退出',
  hideAddress:
    'ネットワークアドレスを隠す: 音声をグリッドのリレー経由で送り、話し相手に接続元が見えないようにします。',
  microphoneRetry: 'マイクをもう一度試す',
  keyNames: {
    Space: 'スペース',
    ShiftLeft: '左 Shift',
    ShiftRight: '右 Shift',
    ControlLeft: '左 Ctrl',
    ControlRight: '右 Ctrl',
    ArrowUp: '上矢印',
    ArrowDown: '下矢印',
    ArrowLeft: '左矢印',
    ArrowRight: '右矢印',
  },
  more: 'その他',
  hold: '押して話す',
  holdKey: (key) => `または ${key} を押し続ける`,
  tabs: { people: '人', chat: 'チャット', call: '通話' },
  panel: '人、チャット、通話',
  unread: (count) => `新着 ${format.number(count)} 件`,
  drawUp: 'パネルを上げる',
  drawDown: 'パネルを下げる',
  noPlace: 'ボイスが始まると、近くにいる人がここに表示されます。',
  nobody: 'ここではまだほかに誰もボイスに参加していません。',
  peopleHere: 'ここにいる人',
  notShown: (count) =>
    `ほかの ${format.number(count)} 人は遠くにいるため表示していません。聞こえる人は全員この一覧にいます。`,
  connectedTo: (channel) => `${channel} に接続中`,
  others: (count) => (count === 0 ? '(まだほかに誰もいません)' : `ほか ${format.number(count)} 人`),
  stillConnecting:
    'ボイスサービスが応答しません。このページは試行を続けます。あなたのネットワークが原因かもしれません。',
  about: 'アバターの周りの人と、近いほど大きく聞こえる声で話せます。',
  trySound: 'マイクとスピーカーを試す',
  ready: '準備ができています。',
  waiting: 'アバターがワールドにいません。ログインするとボイスが自動的に始まります。',
  'no-positions':
    'リージョンがアバターの位置を通知していません。ビューワーでボイスをオンにしたまま、ここで「このウィンドウを使う」を押してください。このページがビューワーに同行します。またはリージョンの運営者に位置の通知を依頼してください。そうすればボイスが自動的に始まります。',
  'region-away':
    'リージョンが再起動したか到達できなかったため、まだアバターが見えていません。ワールドにもう一度ログインしてください。ボイスは自動的に始まります。このページは 10 分間待ちます。',
  'channel-full': 'このチャンネルは満員です。誰かが退出すると自動的に入ります。',
  'grid-full':
    'このグリッドは、ここで使えるボイスの人数または部屋数の上限に達しています。空きができると自動的に入ります。',
  locked: 'モデレーターがこのルームを閉じています。開くと自動的に入ります。',
  'link-confined':
    'このボイスリンクは、作成元のリージョンでのみ有効で、ここでは使えません。ここで話すには、このリージョンのボイスリンクを開くか、コードでサインインしてください。',
  'voice-off': 'この区画ではボイスがオフです。オンの場所では自動的に始まります。',
  reconnecting: 'ボイスサービスに到達できません。再試行しています… 接続中の相手の声は引き続き聞こえます。',
  over: {
    'signed-out': 'サインインしていません。',
    replaced:
      'アバターが別のウィンドウまたはビューワーでボイスに参加しました。このウィンドウは停止しました。',
    kicked: 'モデレーターによってチャンネルから退出させられました。',
    'channel-deleted':
      '参加していたチャンネルは管理者によって削除されました。もう一度参加すると、この場所の現在のチャンネルに入ります。',
    'left-world': 'アバターがワールドを離れました。戻ったら続けてください。',
    refused:
      'このページは、ボイスサービスが知らないアドレスで開かれています。正しいアドレスで開いてください。',
    'no-webrtc':
      'ボイスには WebRTC が必要ですが、このブラウザーでは無効か、拡張機能に止められています。許可してから (Firefox では about:config の media.peerconnection.enabled)、もう一度お試しください。',
    'no-web-audio':
      'ボイスには Web Audio が必要ですが、このブラウザーにはありません。新しいブラウザーをお使いください。',
    'cookies-blocked':
      'このブラウザーはすべての Cookie をブロックしているため、ボイスサービスはあなたを確認できません。このページの Cookie を許可してから、もう一度お試しください。',
    'no-microphone-here': 'ここでは聞くことしかできません。このブラウザーにはマイクがありません。',
  },
  banned: (until) => `モデレーターにより、${until} までチャンネルに入れません。`,
  moderatorSays: (words) => `モデレーターから:「${words}」`,
  joinAgain: 'もう一度参加',
  backInWorld: 'アバターが戻りました',
  tryAgain: 'もう一度試す',
  stale:
    'ボイスサービスに新しいページがあります。このまま話せます。誰も話していないときに、このページは自動的に再読み込みされます。',
  close: '閉じる',
  microphoneFault: {
    'insecure-page':
      '聞けますが、話せません。ブラウザーがマイクを許可するのは https のページだけです。https で開いてください。',
    denied:
      '聞けますが、話せません。ブラウザーがマイクを拒否しています。アドレスの横で許可してから、もう一度お試しください。',
    missing: '聞けますが、話せません。マイクが見つかりません。接続してから、もう一度お試しください。',
    busy: '聞けますが、話せません。別のプログラムがマイクを使用中です。そちらを閉じてから、もう一度お試しください。',
  },
  microphoneReason: {
    'muted-by-moderator': () =>
      'モデレーターにミュートされています。解除されるまで、あなたの声は誰にも聞こえません。',
    'moderators-only': (channel) =>
      `${channel} ではモデレーターだけが話します。あなたがミュートされたわけではありません。`,
    'floor-needed': (channel) =>
      `${channel} ではモデレーターが話します。発言権を求めることができます。あなたがミュートされたわけではありません。`,
    'no-room': () => 'ボイスが始まるまで、あなたの声は誰にも聞こえません。',
    'service-away': () => 'ボイスサービスが戻るまで、あなたの声は誰にも聞こえません。',
    deafened: () => '誰の声も聞こえず、何も送信されません。',
    'device-silent': () =>
      'マイクから何も届いていません。別のマイクか、オフか、ほかのプログラムが使用中ではありませんか。',
  },
  activationBroken: 'ここでは音量を測定できないため、話し声だけでなく、マイクに入る音がすべて送信されます。',
  deafen: '誰の声も聞かず、何も送らない',
  deafenShort: '聞かない',
  toggleKey: (key) => `${key} でも切り替えます`,
  mutedSpeech: (key) =>
    `話していますが、マイクがオフです。オンにして${key && `、または ${key} を押しながら話して`}ください。`,
  feedLost:
    '位置情報が途絶えました。リージョンが人の位置を通知していません。距離と方向は最後にわかっていたものです。',
  unplaced:
    '距離なし:このリージョンでは人の位置がわからないため、全員が同じ音量で聞こえます。現地のボイススクリプトか RemoteAdmin があればわかります。',
  storeFailing: 'ボイスサービスは今、何も保存できません。会話は続けられます。運営者に知らせてください。',
  filterFailed: '強いノイズ除去はここでは使えません。代わりにブラウザーの機能がノイズを除去します。',
  outputFailed: '選んだスピーカーがありません。ブラウザーが選んだものから音が出ます。',
  output: {
    'awaiting-gesture': 'ブラウザーは、クリックされるまで音を再生しません。',
    interrupted:
      '音が止まりました。電話や別の機器が使っているかもしれません。どこかをクリックするとまた聞こえます。',
    failed:
      'スピーカーが動きません。接続されていて空いていますか。どこかをクリックするか、設定で別のものを選んでください。',
  },
  play: '再生',
  faults: {
    'relay-unavailable':
      'このグリッドにはリレーがないため、ネットワークアドレスを隠せません。誰とも接続していません。それでも参加するにはチェックを外してください。',
    'ticket-used':
      'このボイスリンクは、別のブラウザーまたは別の人がすでに使いました。ワールド内のボイスキオスクに触れて、新しいリンクを受け取ってください。',
    'ticket-unknown':
      'このボイスリンクは開けません。古すぎるか、不完全です。リンクは 2 分間有効です。ワールド内のボイスキオスクに触れて、新しいリンクを受け取ってください。',
    'account-disabled': 'このグリッドの管理者が、あなたのボイスをオフにしています。',
    'rate-limited': 'ページが一度に多く送りすぎたため、切断されました。自動的に再接続します。',
    'call-rate-limited': '発信が多すぎます。1 分待ってからかけ直してください。',
    'call-full': 'この通話は満員です。24 人が参加しています。',
    'call-not-allowed': '別のウィンドウで通話中です。そちらからかけるか、先にそちらを切ってください。',
    'moderate-not-allowed':
      'ここではできません。この場所のモデレーターだけが行え、ほかのモデレーターには行えません。',
    'moderate-not-found': '実行されませんでした。相手がもういないか、すでに手を下ろしています。',
    'moderate-bad-request': '実行されませんでした。今ここには、与える発言権も終えるものもありません。',
    'moderate-rate-limited': '一度に多すぎました。少し待ってから続けてください。',
    'hand-not-allowed': 'ここでは誰でも話せます。手を挙げる必要はありません。',
    'block-not-allowed': 'すでに非常に多くの人をブロックしています。先に設定で誰かを解除してください。',
    'complain-rate-limited': 'モデレーターへの通報が多すぎます。10 分お待ちください。',
    'complain-bad-request': '何が起きたかを短く書いてください。',
    'hub-offer-grid-full':
      'メディアハブはこのグリッドに許された上限まで音声を運んでいます。可能なところでは直接つながります。',
    'call-grid-full':
      'このグリッドはボイスの人数の上限に達しています。誰かが退出したら、もう一度お試しください。',
    'grid-busy': 'このグリッドは今とても混み合っています。少し待ってから、もう一度お試しください。',
    internal: 'ボイスサービスで問題が起きました。ボイスが使えない場合は、ページを再読み込みしてください。',
  },
  otherFault: ({ code }) => `ボイスサービスでエラーが発生しました${code && ` (${code})`}。`,
  side: {
    ahead: '前',
    'ahead-right': '右前',
    right: '右',
    'behind-right': '右後ろ',
    behind: '後ろ',
    'behind-left': '左後ろ',
    left: '左',
    'ahead-left': '左前',
  },
  outOfRange: '遠くて聞こえません',
  muted: 'マイク オフ',
  listensOnly: '聞くだけ',
  moderator: 'モデレーター',
  effort: {
    title: '声の届く距離',
    whisper: 'ささやく',
    talk: '話す',
    shout: '叫ぶ',
    others: { whisper: 'ささやき中', shout: '叫び中' },
  },
  hasFloor: '発言中',
  handRaised: (place) => `挙手 ${place} 番`,
  blocked: 'ブロック中',
  raiseHand: '手を挙げる',
  lowerHand: (place) => `挙手中: ${place} 番`,
  room: 'ルーム',
  notConnected: '未接続',
  othersNearer: (most) => `聞こえません: より近い ${most} 人がいます`,
  media: { p2p: '直接', relay: 'リレー経由', hub: 'ハブ経由' },
  mediaHint: {
    p2p: 'お互いのコンピューター間を直接つないでいます。',
    relay: 'グリッドのリレー経由です。暗号化されたまま中継し、内容は聞けません。',
    hub: 'グリッドのボイスハブ経由です。ブラウザーとビューワーの声をまとめます。',
  },
  quality: { good: '良好', fair: 'やや欠落', poor: '回線不良' },
  trouble: {
    incompatible: '相手のプログラムがこのページに対応していません',
    'no-audio': '音を送っていません',
  },
  volumeOf: (name) => `${name} さんの音量`,
  mute: (name) => `${name} さんを自分だけミュート`,
  dismiss: '消す',
  mode: {
    open: '誰でも話せます。',
    lecture: '講義: モデレーターだけが話します。',
    presentation: '発表: モデレーターと、発言権をもらった人が話します。',
    auditorium: '講堂: モデレーターが話し、どこでも最大音量で聞こえます。',
  },
  everywhere: 'どこにいても、全員が最大音量で聞こえます。',
  range: (full, silent) =>
    `${format.distance(full)} までは最大音量、${format.distance(silent)} から聞こえません。`,
  call: '通話する',
  addToCall: '通話に加える',
  callSomebody: '誰かに通話する',
  heardIn: { place: '声はこの場所に届きます', call: '声は通話に届きます' },
  message: 'メッセージ',
  muteWriting: '書き込みを止める',
  unmuteWriting: '書き込みを許す',
  settings: '設定',
  talkHere: 'このウィンドウを使う',
  whyNot: '聞こえないときは',
}
