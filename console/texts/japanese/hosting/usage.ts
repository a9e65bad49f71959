/** The words about what a grid uses, in Japanese. */

import type { UsageTexts } from '../../english/hosting/usage.js'

export const usageJapanese: UsageTexts = {
  hint: 'UTC の 1 日単位で数え、400 日間保存します。直近の 1 分はまだ含まれません。誰がボイスにいたかはその日を過ぎると残らないため、月には最も多かった日の人数を示します。',
  numbers: {
    people: '人数',
    voiceSeconds: 'ボイスの時間',
    hubSeconds: 'ハブの処理',
    hubBytes: 'ハブの送信量',
  },
  allIs: {
    people: '1 日の最大',
    voiceSeconds: '全員の合計',
    hubSeconds: '全プロセスの合計',
    hubBytes: '全日の合計',
  },
  months: '月別',
  month: '月',
  mostPeople: '1 日の最大人数',
  days: '日別',
  columns: ['日 (UTC)', '人数', 'ボイスの分数', 'ハブの秒数', 'ハブの送信 GB'],
  gridColumns: ['グリッドの ID', 'グリッド'],
}
