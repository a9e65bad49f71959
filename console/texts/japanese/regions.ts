/** The words about the regions and the state of the service, in Japanese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { RegionTexts } from '../english/regions.js'

const format = inLanguage('ja')

export const regionsJapanese: RegionTexts = {
  counts: {
    people: 'ボイス参加中',
    speaking: '発話中',
    rooms: 'ルーム',
    avatars: 'ワールド内',
    viewers: 'ネイティブビューワー',
    hubCores: 'メディアハブのコア数',
    droppedTurns: 'ハブの遅れ (1 時間)',
    joinFailures: '参加の失敗 (1 時間)',
    timeToVoiceMs: '声が届くまで',
    relayedShare: 'リレー経由',
    refusedSignIns: '拒否 (1 時間)',
    oldestFeedSeconds: '最も古い位置情報',
  },
  joinFailures: '話せなかった理由 (起動以降)',
  joinFailure: {
    'not-in-world': 'アバターがワールド内にいると通知するリージョンがない',
    'no-positions': 'リージョンが位置を通知せず、ビューワーもボイスに参加していなかった',
    'channel-full': 'チャンネルが満員だった',
    'grid-full': 'グリッドが上限に達していた',
    banned: 'チャンネルへの入場を禁止されている',
    'relay-unavailable': 'アドレスを隠す設定だが、TURN サーバーもメディアハブもない',
    'microphone-denied': 'マイクを許可しなかった',
    'microphone-missing': 'マイクがなかった',
    'microphone-busy': '別のプログラムがマイクを使用していた',
    'insecure-page': 'ページが https なしで開かれ、マイクが使えない',
    connection: '誰かとの接続に失敗した。多くはファイアウォールが原因で、TURN が役立つ',
  },
  times: (count) => `${format.number(count)} 回`,
  hub: {
    title: 'メディアハブ',
    unused: 'まだ必要とされていません',
    starting: '起動中',
    down: '終了し、再起動しています',
    closed: '誰もこのポートに届きません。ファイアウォールで開いてください。',
    rooms: (count) => `ルーム ${format.number(count)}`,
    peers: (count) => `接続 ${format.number(count)}`,
    turns: (half, most) => `処理の半分は ${half} 以内、99 % は ${most} 以内`,
    late: (count) => `飛ばした処理 ${format.number(count)}`,
    restarts: (count) => `再起動 ${format.number(count)} 回`,
  },
  regions: 'リージョン',
  region: 'リージョン',
  noRegions: '人の位置を通知するリージョンがまだありません。「セットアップ」に必要な行があります。',
  inVoice: (count) => `ボイス ${format.number(count)} 人`,
  feed: (source, ago, avatars) =>
    `${source === 'push' ? 'スクリプトまたはモジュール' : 'RemoteAdmin'}: アバター ${format.number(avatars)} 人、${ago}`,
  noFeed: '位置情報なし。',
  noRoomFor: (avatars) => `そのうち ${format.number(avatars)} 人は入りきりません。`,
  oddEntry: (agentId, what) =>
    `おかしな項目が 1 つあります${agentId === null ? '' : ` (${agentId})`}: ${what}。ほかはすべて有効です。`,
  oddities: {
    entry: '項目として無効なため除外しました',
    id: 'id が UUID ではないため除外しました',
    twice: '2 回載っているため 1 回と数えます',
    name: '名前が空か、長すぎます',
    position: '位置がリージョン内にないため、元の位置のままです',
    look: '視線が方向になっていません',
    parcel: '区画が UUID ではありません',
    voice: 'ボイスのフラグが無効です',
  },
  notAnswered: 'まだ応答がありません。',
  regionList: {
    find: 'リージョン、区画、シミュレーターを探す',
    which: '表示するリージョン',
    shown: {
      all: 'すべてのリージョン',
      voice: 'ボイスに人がいる',
      missing: '消えた、またはオフライン',
      unplaced: '位置情報なし',
      silent: '声が通らない境界あり',
    },
    place: (x, y) => `位置 ${x}, ${y}`,
    placeUnknown: '場所が不明です：境界を越える声は聞こえません',
    silentBorder: (name, node) =>
      `ページでは ${name} との境界を越える声は聞こえません：そのリージョンは別のノード（${node}）の担当です。`,
    goneSince: (time) => `${time} から一覧にない`,
    offline: 'オフライン',
    voiceOff: 'ボイスはオフ',
    estateChannel: '不動産のチャンネル',
    unnamed: '名前のない区画',
    none: 'そのようなリージョンはありません。',
    notAsked:
      'ここには位置を知らせるリージョンだけがあります。ROBUST_URL を設定すると、グリッド自身がすべてを一覧にします。',
    more: (count) =>
      format.plural(count, { one: 'ほかに 1 件：検索してください', other: 'ほかに # 件：検索してください' }),
  },
  callers: '接続してきたシミュレーター',
  noCallers: '起動以降、ボイスを求めたリージョンはありません。',
  generation: {
    'from-0.9.2': 'Vivox モジュール、OpenSimulator 0.9.2 以降',
    'before-0.9.2': 'Vivox モジュール、0.9.2 より前',
    webrtc: 'WebRTC アドオン',
  },
  calls: (count) => `要求 ${format.number(count)} 件`,
  refusedCalls: (count, over) =>
    over
      ? `以前 ${format.number(count)} 件を拒否、最後のもの:`
      : `${format.number(count)} 件の要求を拒否、最後のもの:`,
  nodes: 'ノード',
  nodeAreas: (count) => `エリア ${format.number(count)} 個`,
  nodeDrained: '移行済み',
  drain: '移行する',
  drainMeans:
    'このノードのリージョンはほかのノードに移ります。ページは接続し直し、メディアハブ経由の音声は一瞬途切れます。再起動するまで新たに受け持ちません。',
  drainYes: '移行する',
  health: 'サービス',
  storeGood: 'データベースは応答し、書き込めます。',
  storeBad: '何も保存できません。ボイスは続きますが、今の変更は再起動で失われます。',
  channelCount: (count) => `チャンネル ${format.number(count)} 個。`,
  uptime: (time) => `稼働時間 ${time}。`,
}
