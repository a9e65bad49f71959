/** The words about the channels and their settings, in Japanese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChannelTexts } from '../english/channels.js'

const format = inLanguage('ja')

export const channelsJapanese: ChannelTexts = {
  searchChannels: 'チャンネルを探す',
  filter: '表示',
  filters: { all: 'すべて', edited: '変更済み', pinned: '固定', occupied: '人がいる' },
  shown: (count, total) => `${format.number(total)} 件中 ${format.number(count)} 件`,
  chooseOne: (name) => `${name} を選択`,
  chooseAll: (count) => `${format.number(count)} 件すべて選択`,
  chooseNone: '選択を解除',
  editChosen: (count) => `${format.number(count)} 件をまとめて編集`,
  channel: 'チャンネル',
  range: '範囲',
  notes: '備考',
  editor: 'チャンネルの設定',
  editMany: (count) => `チャンネル ${format.number(count)} 個`,
  manyHint: 'ここで変更したものだけが、すべてに設定されます。',
  saveMany: (count) => `${format.number(count)} 個のチャンネルを保存`,
  savedAndHeard: '保存しました。ルームではすでに反映されています。',
  asTheRegionSays: 'リージョンの設定に戻す',
  deleteChannel: '削除…',
  deleteMeans: (isFolder, people) =>
    `${isFolder ? 'フォルダーと中のすべてのチャンネル' : 'チャンネル'}は、ここでの設定とともに完全に削除されます。${
      people > 0 ? `中の ${format.number(people)} 人はリージョンのルームに移ります。` : ''
    }リージョンが再び求めると、新しいものが作られます。`,
  deleteYes: 'はい、削除します',
  channelDeleted: '削除しました。',
  compareWith: '比較対象',
  comparisons: {
    saved: '保存済みの設定',
    default: 'OpenSimulator の既定値',
    channel: '別のチャンネル',
    none: 'なし',
  },
  otherChannel: 'どのチャンネル',
  fields: {
    type: '種類',
    mode: '話せる人',
    distanceModel: '距離モデル',
    rollOff: '減衰',
    maxRangeMetres: '範囲 (m)',
    clampingDistanceMetres: '最大音量の距離 (m)',
    whisperMetres: 'ささやきの届く距離 (m、0: 範囲の6分の1)',
    shoutMetres: '叫びの届く距離 (m、0: 範囲の3分の5)',
    cone: '話す人に正面がある: 後ろでは小さく聞こえる',
    dulls: '距離で声がこもる: 遠くでは高い音が減る',
    headphones: '本人が別に選ばない限り、ビューアーではこの場所をヘッドホン向けに聞く',
    capacity: '定員 (0: 無制限)',
    iceTransportPolicy: '接続方法',
    neighbours: 'リージョンの境界を越えて',
    moderators: 'モデレーター一覧',
    ownersModerate: '区画または不動産の所有者もモデレーターになる',
    textOn: 'ここで書き込める',
    textReach: '書き込みを読む人',
    textHistory: '来た人は最近の書き込みを読める',
    textSlowSeconds: '書き込みの間隔 (秒、0: 制限なし)',
    textBridge: 'リージョン内のスクリプトがローカルチャットとつないでよい',
    pinned: '固定',
  },
  slider: (name) => `${name}、スライダー`,
  types: { positional: '距離による', conference: '会議', directory: 'フォルダー' },
  modes: { open: '全員', lecture: '講義', presentation: '発表', auditorium: '講堂' },
  models: { none: 'なし', inverse: '反比例', linear: '線形', exponent: '指数' },
  text: 'テキスト',
  textReaches: { room: 'この場所の全員', voice: '書いた人の声が聞こえる人' },
  transports: {
    all: '可能なら直接',
    relay: 'リレー経由のみ (アドレスを隠す)',
    hub: 'メディアハブ経由のみ (アドレスを隠す)',
  },
  neighbours: {
    auto: 'リージョンは開放、区画は閉鎖',
    open: '隣に開放',
    out: '隣にはここが聞こえる',
    in: 'ここから隣が聞こえる',
    closed: '閉鎖',
  },
  modeHint: {
    open: '誰でも話せます。',
    lecture: 'モデレーターだけが話します。',
    presentation: 'モデレーターと、発言権をもらった人が話します。',
    auditorium: '発表と同じですが、チャンネルのどこでも最大音量で聞こえます。',
  },
  addModerator: 'モデレーターを追加: 名前の一部',
  removeModerator: (name) => `${name} をモデレーターから外す`,
  ownersAre: (names) => `ほかに、所有者として: ${names}`,
  pinnedHint: '固定: 長く使われなくても削除されません',
  faults: {
    'out-of-limits': 'この数値はここで使える範囲の外です。',
    'bridge-by-voice': '声の届く範囲だけに届くテキストは、ローカルチャットとつなげません。',
    'clamp-above-range': '最大音量の距離が範囲を超えます。もっと短い距離にしてください。',
    'whisper-above-range': 'ささやきが範囲より遠くまで届きます。もっと短い距離か 0 にしてください。',
    'shout-below-range': '叫びが範囲より近くまでしか届きません。もっと長い距離か 0 にしてください。',
    'range-zero': '範囲が 0 m では、誰の声も聞こえません。',
    directory: 'フォルダーはフォルダーのまま、チャンネルはチャンネルのままです。',
    invalid: 'この値は無効です。',
  },
  silentFrom: (value) => `${format.metres(value)} から無音`,
  plotWords: ({ distanceModel, clampingDistanceMetres: clamp }, silence) =>
    distanceModel === 'none'
      ? 'どこにいても、全員が最大音量で聞こえます。'
      : `${format.metres(clamp)} までは最大音量、${format.metres(silence)} から聞こえません。`,
  trap: (range, silence) =>
    `範囲は ${format.metres(range)} ですが、${format.metres(silence)} から聞こえません。線形モデルでは、減衰が 1 を超えると早く終わります。範囲全体に届かせるには、減衰を 1 にするか別のモデルを使ってください。`,
}
