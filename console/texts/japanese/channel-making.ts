/** What the console says about new channels, templates, files and listening, in Japanese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { ChannelMakingTexts } from '../english/channel-making.js'

const format = inLanguage('ja')

export const channelMakingJapanese: ChannelMakingTexts = {
  add: '新しいチャンネル',
  addHint: '区画またはリージョン用です。そこに立つ人が入ります。',
  place: '場所',
  choosePlace: '場所を選ぶ',
  region: (name) => `リージョン ${name} 全体`,
  parcel: (region, people) => (people ? `${region}: ${people} がいる区画` : `${region} の区画`),
  otherPlace: '別の場所 (UUID で指定)',
  uuid: '区画またはリージョンの UUID',
  uuidHint: 'ビューワーの「土地情報」か、スクリプトの llGetParcelDetails でわかります。',
  title: '人に見えるタイトル',
  startWith: '元にするもの',
  plain: 'OpenSimulator の既定値',
  create: '追加',
  created: '追加しました。固定すると、使われなくても残ります。',
  copy: 'コピー…',
  copyOf: (name) => `「${name}」と同じ`,
  template: 'テンプレート',
  chooseTemplate: '入力元…',
  templates: {
    stage: 'ステージ: 発言権のある人が遠くまで聞こえる',
    club: 'クラブ: 近くの人だけ聞こえる',
    quiet: '静か: 数メートルだけ',
    region: 'リージョン全体: 全員が互いに聞こえる',
  },
  exportAll: '書き出す',
  exportChosen: (count) => `${format.number(count)} 件を書き出す`,
  fileName: 'channels-ja.json',
  import: {
    title: 'チャンネルの読み込み',
    open: '読み込む…',
    choose: '書き出しで作ったファイル',
    hint: '変更する前に、何が変わるかを確認できます。',
    noJson: 'このファイルは JSON ではないか、途中で切れています。',
    noFile: 'チャンネルのファイルではありません。書き出しが書く最初の行がありません。',
    tooLarge: 'ファイルが 16 MB を超えています。',
    nothing: (same) => `何も変わりません。${format.number(same)} 個のチャンネルはファイルのとおりです。`,
    would: (added, changed, same) =>
      [
        added > 0 && `新規 ${format.number(added)}`,
        changed > 0 && `変更 ${format.number(changed)}`,
        same > 0 && `変更なし ${format.number(same)}`,
      ]
        .filter(Boolean)
        .join('、'),
    new: '新規',
    more: (count) => `… ほか ${format.number(count)} 件`,
    faults: 'ファイルに誤りがあり、何も読み込まれません:',
    fault: (number, title, field, why) =>
      `${[`${format.number(number)} 番`, title, field].filter(Boolean).join('、')}: ${why}`,
    run: (count) => `${format.number(count)} 件を読み込む`,
    done: (added, changed) =>
      `読み込みました: 新規 ${format.number(added)}、変更 ${format.number(changed)}。`,
    changed: 'その間にチャンネルが変わりました。今ファイルを読み込むと次のようになります:',
    on: 'はい',
    off: 'いいえ',
    people: (count) => `${format.number(count)} 人`,
  },
  faults: {
    invalid: '有効な値ではありません',
    twice: 'このチャンネルはファイルに 2 回あります',
    'no-place': '区画またはリージョンの UUID ではありません',
  },
  listen: {
    start: '聞く: 声が遠ざかる',
    stop: '停止',
    hint: '声が歩いている間に数値を変えて、聞いてみてください。',
    at: (metres, gain) => `${format.distance(metres)}: ${format.percent(gain)}`,
    mark: '歩いている声',
    noSound: 'ここではブラウザーが音を再生しません。',
  },
  people: {
    heardBy: '今そこにいる人の聞こえ方、聞き手:',
    heard: (metres, gain) => `${format.distance(metres)}: ${format.percent(gain)}`,
    before: (gain) => `(保存済み: ${format.percent(gain)})`,
    more: (count) => `… さらに遠くに ${format.number(count)} 人`,
  },
}
