/** What the parts of the page say that are loaded later, in Japanese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { PanelTexts } from '../english/panels.js'
import { japaneseCalls } from './calls.js'
import { japaneseChat } from './chat.js'
import { japaneseFloor } from './floor.js'

const format = inLanguage('ja')

export const japanesePanels: PanelTexts = {
  language: 'ja',
  languageLabel: '言語',
  chat: japaneseChat,
  calls: japaneseCalls,
  floor: japaneseFloor,
  radar: (count) => `レーダー: 周囲に ${format.number(count)} 人。一覧に同じ内容が文字であります。`,
  hereNow: (place, people) => `${place} に今いる人: ${people}`,
  nobodyHereNow: (place) => `${place} ではまだ誰も話していません。`,
  othersHere: (count) => `ほか ${format.number(count)} 人`,
  announced: {
    came: (who) => `${who} さんが来ました。`,
    left: (who) => `${who} さんが出ました。`,
    speaks: (who) => `${who} さんが話しています。`,
  },
  radarLegend:
    '塗りつぶした円: よく聞こえます。中空の円: 聞こえません。数字: 近くに集まった複数の人。太い輪: あなたの声が届く範囲。誰にも聞こえない間は破線になります。',
  radarKeys: '左右の矢印キーで周囲を回り、上下で外側と内側に移動します。Enter で選んだものを開きます。',
  cluster: (count) => `近くに集まった ${format.number(count)} 人`,
  radarTurns: '向きに合わせる',
  north: '北',
  noCall: '通話していません。',
  volume: '音量',
  muteForMe: '自分だけミュート',
  appearance: '外観',
  theme: { '': 'システムに合わせる', light: 'ライト', dark: 'ダーク' },
  hearing: '聞く',
  viewerHeadphones: {
    title: '自分のビューアーでのヘッドホン',
    place: '場所ごとの設定に従う',
    yes: '使う: 左右と前後がわかる',
    no: '使わない: スピーカー',
  },
  headphones: 'ヘッドホンを使用: 話し手の方向が前後も含めて聞き分けられます',
  masterVolume: '全体の音量',
  comingSounds: '人が少ない場所で、誰かが出入りしたときに音で知らせる',
  outputDevice: 'スピーカー',
  browserChoice: 'ブラウザーに任せる',
  unnamedDevice: (index) => `機器 ${index}`,
  speakingSettings: '話す',
  inputDevice: 'マイク',
  microphoneLevel: '自分の音量',
  noiseSuppression: 'ノイズ除去',
  noiseSuppressions: {
    off: 'しない',
    browser: 'ブラウザーの機能',
    strong: '強力: キーボードやファンの音も',
  },
  echoCancellation: 'エコー除去 (ヘッドホンなしではオンのままに)',
  autoGain: '自分の音量を一定にする',
  performer: '演奏: 音楽用のステレオ、加工なし。ヘッドホンをお使いください',
  voiceActivation: '話しているときだけ送る',
  threshold: 'ここから話し声とみなす',
  startMuted: 'マイクをオフにして参加: キーを押しながら話します',
  talkKey: '話すときに押し続けるキー',
  toggleKey: 'マイクのオンとオフを切り替えるキー',
  pressKey: 'キーを押してください…',
  noKey: 'なし',
  takeNoKey: 'キーを使わない',
  keyRefused: {
    taken: (key) => `${key} はすでに別の役割があります。1 つのキーで両方はできません。`,
    reserved: () => 'そのキーはブラウザーが使います。',
  },
  mutedSound: 'マイクがオフのまま話したときに音で知らせる',
  checks: {
    microphone: 'マイク',
    speaker: 'スピーカー',
    socket: 'ボイスサービス',
    stun: '外部への経路 (STUN)',
    turn: 'リレー (TURN)',
    feed: 'リージョンからの位置情報',
    room: 'チャンネルにいるか',
    range: '聞こえる範囲の人',
    echo: 'エコーテスト',
  },
  checkStates: {
    waiting: '未確認',
    running: '確認中…',
    good: '良好',
    bad: '問題あり',
    unknown: '不明',
  },
  checkAgain: 'もう一度確認',
  copy: '管理者用にコピー',
  copied: 'コピーしました。',
  listenLeft: '左を鳴らす',
  listenRight: '右を鳴らす',
  startEcho: '話して自分の声を聞く',
  found: {
    microphoneWorks: (name) => `「${name}」に声が入っています。`,
    microphoneSilent: (name) =>
      `「${name}」はありますが、何も聞こえません。機器側でミュートされていませんか。`,
    outputRuns: (rate) =>
      `音が出ています (${format.number(rate)} Hz)。2 つのボタンを押してください。左は本当に左ですか。`,
    outputBlocked: 'ブラウザーはまだ音を再生していません。ページのどこかをクリックしてください。',
    socketOpen: '接続しています。',
    socketAway:
      '到達できません。ネットワークは使えますか。使えるなら、サービスが一時的に停止しているかもしれません。',
    stunFound: (address) => `外部からは ${address} として見えます。`,
    stunOwn: 'このコンピューター自身のアドレスで外部に出られます。',
    stunNothing:
      '外部への経路が見つかりません。ほかの場所の人とつながらない可能性があります。リレーがあると改善します。',
    notConfigured: '運営者は設定していません。',
    turnFound: 'リレーが応答しています。',
    turnNothing:
      'リレーが応答しません。途中にファイアウォールがあるかもしれません。この結果を添えて運営者に知らせてください。',
    turnNotForYou:
      'サービスはリレーに届きますが、あなたからは届きません。あなたのネットワークのファイアウォールが原因です。その管理者に、リレーのポートへの UDP または TCP を許可してもらってください。',
    turnDown: 'リレーはサービスにも応答しません。この結果を添えて運営者に知らせてください。',
    feedFresh: 'リージョンが人の位置を通知しています。',
    feedLost: 'リージョンからの通知がありません。全員が最後に見えた位置のままです。',
    inRoom: (name) => `${name} にいます。`,
    noRoom: 'どのチャンネルにもいません。アバターがワールドにいる状態で参加してください。',
    inRange: (names) => `${names} の声が聞こえるはずです。`,
    nobodyHere: 'ここではほかに誰もボイスに参加していません。',
    nobodyInRange: (nearest, distance, silent) =>
      `誰もいません。最も近いのは ${nearest} (${distance}) です。${silent} から聞こえなくなります。`,
    allSilenced: '範囲内の人は、あなたかモデレーターにミュートされています。',
    notConnected: (names) =>
      `範囲内ですが未接続です: ${names}。変わらない場合は、相手かあなたのネットワークが原因です。`,
    echoDone: 'ネットワークを往復した後、相手にはこのように聞こえます。',
    echoFailed: '自分の声が戻ってきませんでした。',
    needsMicrophone: 'マイクが必要です。',
  },
  elsewhere: '別のブラウザーで続ける',
  elsewhereHint:
    'スマートフォンで読み取るか、このアドレスを自分のブラウザーで開いてください。リンクはまだ使われていません。',
  orType: 'またはこのアドレスを入力:',
  linkGoodFor: '1 回、2 分間だけ有効です。',
  openOutside: '自分のブラウザーで開く',
  listenHere: 'ここで聞くだけ',
  qrCode: 'スマートフォンのカメラ用の、アドレスの画像',
  orLink:
    'またはワールド内でボイスリンクを開いてください。ボイスキオスクに触れるか、リージョンの所有者に尋ねてください。',
  onlyLink:
    'ワールド内でボイスリンクを開いてください。ボイスキオスクに触れるか、リージョンの所有者に尋ねてください。',
  whoAreYou: 'どなたですか?',
  whoAreYouHint: 'アバターを選んでください。そのビューワーだけにコードが表示されるので、ここに入力します。',
  searchAvatar: '名前を探す',
  noAvatar: 'その名前のアバターは今ワールドにいません。先にビューワーでログインしてください。',
  noAvatarHere:
    'その名前のアバターにはコードを表示できません。ワールドにいないか、リージョンが表示できません。その場合はボイスリンクで入れます。',
  moreAvatars: 'ほかにもいます。名前の一部を入力してください。',
  codeFor: (name) => `${name} さんのビューワーに表示されたコードは?`,
  codeHint: 'ビューワーの上部かチャットに表示される 6 桁の数字です。2 分間有効です。',
  friends: 'フレンド',
  friendInVoice: 'ボイスに参加中',
  friendHere: 'ページを開いています',
  callGroup: (count: number) => `ボイス中の人に発信（${format.number(count)}）`,
  byNameHint:
    'ワールドで表示されているとおりにアバターの名前を入力してください。そのビューワーだけにコードが表示されるので、ここに入力します。',
  avatarName: 'アバターの名前',
  sendCode: 'コードを送る',
  visitorFrom: (home) => `${home} からの訪問者`,
  withGridPage: 'グリッドのページでサインイン',
  gridPageHint: 'パスワードはグリッドのページで入力します。このサービスには見えません。',
  goToGridPage: 'グリッドのページへ',
  signIn: 'サインイン',
  notMe: '私ではありません',
  withGridPassword: 'ビューワーのパスワードでサインイン',
  firstName: '名',
  lastName: '姓',
  gridPassword: 'パスワード',
  signInUnreachable:
    'ボイスサービスに到達できません。ネットワークは使えますか。少ししてからもう一度お試しください。',
  signInFaults: (triesLeft) => ({
    'code-wrong': `コードが違います。あと ${format.number(triesLeft)} 回試せます。`,
    'code-expired':
      'このコードはもう使えません。戻ってアバターを選び直し、新しいコードを受け取ってください。',
    'avatar-not-found': 'そのアバターはワールドにいないか、コードを送れません。',
    'simulator-unavailable':
      'グリッドが応答しません。少ししてからもう一度試すか、ワールド内でボイスリンクを開いてください。',
    'wrong-credentials': '名前かパスワードが違うか、先にビューワーでログインする必要があります。',
    'openid-refused':
      'グリッドのページでサインインできませんでした。もう一度試すか、別の方法をお使いください。',
    'account-disabled': 'あなたのアカウントはオフです。グリッドの運営者にお尋ねください。',
    'not-allowed': 'ここではこの方法でサインインできません。ワールド内でボイスリンクを開いてください。',
    'rate-limited': '回数が多すぎます。数分待つか、ワールド内でボイスリンクを開いてください。',
    'too-busy': '今は確認するサインインが多すぎます。数秒後にもう一度お試しください。',
    'bad-request': '不足しているか、合わないものがあります。入力内容を確認してください。',
    'origin-refused':
      'このページは、ボイスサービスが知らないアドレスで開かれています。正しいアドレスで開いてください。',
    internal: 'ボイスサービスで問題が起きました。少ししてからもう一度お試しください。',
  }),
}
