/** The words about the rooms and who is in them, in Japanese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { RoomTexts } from '../english/rooms.js'

const format = inLanguage('ja')

export const roomsJapanese: RoomTexts = {
  mapHint: '人を選ぶと、その声が誰に聞こえるかが表示されます。',
  heardBy: (name) => `線は ${name} の声が聞こえる人につながります。円の外では聞こえません。`,
  mapLabel: (count) =>
    `${format.number(count)} 人がいるリージョンの地図。横の一覧に同じ内容が文字であります。`,
  feedLost: 'リージョンからの通知がありません。位置は最後にわかっていたものです。',
  handRaised: (place) => `挙手 ${place} 番`,
  mute: 'ミュート',
  unmute: 'ミュート解除',
  until: (time) => `${time} まで`,
  hasFloor: '発言権あり',
  speaks: '発話中',
  moderator: 'モデレーター',
  notInVoice: 'ボイス不参加',
  positionFrom: (source, ago) =>
    source === null
      ? '位置不明'
      : source === 'viewer'
        ? '位置: ビューワーから'
        : `位置: ${source === 'push' ? 'スクリプト' : 'RemoteAdmin'}、${ago}`,
  client: { viewer: 'ビューワー', page: 'ページ' },
  forTime: (time) => ` (${time})`,
  silence: {
    'not-in-voice': () => 'ボイス不参加',
    'page-open': () => 'ページは開いているが参加していない',
    'not-in-world': () => '待機中: アバターを通知するリージョンがない',
    'no-positions': () => '待機中: リージョンが位置を通知していない',
    'region-away': () => '待機中: リージョンに到達できない',
    'voice-off': () => '待機中: この区画はボイスがオフ',
    'channel-full': () => '待機中: チャンネルが満員',
    'grid-full': () => '待機中: グリッドが上限に達した',
    locked: () => '待機中: ルームが閉じている',
    'link-confined': () => '待機中: ボイスリンクがここでは無効',
    'everybody-muted': () => 'ここでは全員ミュート中',
    loss: () => 'この人からのパケットが多く失われている',
    alone: () => 'ルームにほかの人がいない',
    'nobody-in-reach': () => '声が届く近さに誰もいない',
    'feed-lost': () => 'リージョンからの通知がなく、位置が古い',
    connecting: () => '接続中',
    'connecting-long': (time) =>
      `接続中${time}: メディアハブの UDP ポートは開いていますか。「セットアップ」を参照`,
    joining: (time) => `接続済みだが、ビューワーが参加していない${time}`,
    'position-unknown': (time) => `位置がまだ不明${time}`,
    'listens-in': () => '隣のリージョンから聞いている',
    'muted-by-moderator': () => 'モデレーターによりミュート中',
    'may-only-listen': () => 'チャンネルのモードにより聞くだけ',
    'microphone-off': (time) => `マイク オフ${time}`,
    'no-packets': (time) => `パケットが届いていない${time}`,
    'sends-silence': (time) => `マイクが無音を送っている${time}`,
  },
  connectionState: {
    connecting: '接続中',
    'waiting-for-position': '位置を待っている',
    listening: '聞いている',
    'in-room': 'ルーム内',
    aside: 'アバターの位置をページに伝えている',
  },
  connectedFor: (time) => `接続時間 ${time}`,
  packets: (received, sent) => `受信 ${format.number(received)} パケット、送信 ${format.number(sent)}`,
  loss: (from, to) => (to === null ? `損失 ${from}` : `受信損失 ${from}、送信損失 ${to}`),
  jitter: (time) => `ジッター ${time}`,
  placeFrom: {
    viewer: '場所: ビューワーの通知による',
    feed: '場所: リージョンの通知による',
    none: '場所: 不明',
  },
  routes: { direct: '互いに直接接続', hub: 'メディアハブ経由' },
  hears: (gain) => (gain > 0 ? `${format.percent(gain)} で聞こえる` : '聞こえない'),
}
