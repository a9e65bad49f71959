/** The overview's words in Japanese. */

import type { OverviewTexts } from '../english/overview.js'

export const overviewJapanese: OverviewTexts = {
  problems: '現在の問題',
  allWell: '問題はありません。',
  problem: {
    store: '何も保存できません。ボイスは続きますが、今の変更は再起動で失われます。',
    'database-away':
      'PostgreSQL に接続できません。新しいアカウントとチャンネルは作れませんが、ほかはすべて続きます。モデレーターの決定は、復旧したときに保存されます。',
    'hub-load':
      'メディアハブがコアをほぼ 1 つ使い切っています。声が途切れます。より速いコアにするか、ルームの人数を減らしてください。',
    'hub-late':
      'この 1 時間、メディアハブに遅れがありました。ハブにつながる全員に音の途切れが聞こえました。マシンがほかの処理で忙しくありませんか。',
    loss: 'メディアハブとの間でパケットが失われています。誰のものかは、ルームの各名前の横にあります。全員の場合は、マシン自身のネットワークがいっぱいです。',
    'slow-voice':
      '声が聞こえるまでに 5 秒以上かかっています。多くはファイアウォールが原因です。UDP ポートを開くか、TURN を設定してください。',
    'failed-joins': 'この 1 時間に、複数の人が話せませんでした。理由は下にあります。',
    'refused-sign-ins':
      'この 1 時間に多くのサインインが拒否されました。古いリンクが出回っているか、誰かがパスワードを推測しています。',
  },
  goTo: {
    setup: 'セットアップを開く',
    rooms: 'ルームを見る',
    accounts: '住人を見る',
  },
  charts: '推移',
  range: '期間',
  figures: {
    people: 'ボイス参加中',
    rooms: 'ルーム',
    timeToVoiceMs: '声が届くまで (中央値)',
    lossShare: 'パケット損失',
    hubCores: 'メディアハブのコア数',
    oldestFeedSeconds: '最も古い位置情報の経過時間',
    refusedSignIns: '拒否したサインイン',
  },
  inTime: (count, time) => `${time}に ${count}`,
  tooMuch: '問題',
  limit: (value) => `${value} から問題`,
  highest: (value) => `最大 ${value}`,
  nothingYet: 'この期間の情報はありません。',
  inWords: (figure, range, lowest, highest) =>
    `${figure}、${range}: ${lowest} から ${highest} まで。数値は下の表にあります。`,
  asTable: '表で見る',
  from: '開始',
  value: '値',
  now: '現在',
}
