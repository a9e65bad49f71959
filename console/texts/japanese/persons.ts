/** The words of a resident's own page and of what is in force, in Japanese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { PersonTexts } from '../english/persons.js'

const format = inLanguage('ja')

export const personsJapanese: PersonTexts = {
  back: 'すべての住人',
  now: '現在',
  whereIn: (region, channel) => `${region}にいて、${channel}でボイス参加中`,
  inRegion: (region) => `${region}にいて、ボイス不参加`,
  inChannel: (channel) => `${channel}でボイス参加中`,
  nowhere: 'どのリージョンも通知していません。',
  showInRoom: 'ルームで表示',
  home: '所属',
  homeHere: 'このグリッド',
  since: 'アカウント作成',
  noAccount: 'まだありません',
  seen: '最後に見た時刻',
  blockCounts: 'ブロック',
  blocksWords: (blocks, by) =>
    `${format.number(blocks)}人をブロックし、${format.number(by)}人にブロックされています`,
  inForce: '有効な決定',
  nothingInForce: 'ミュートも入場禁止もありません。',
  kinds: {
    muted: 'ミュート',
    'writing-muted': '書き込み禁止',
    floor: '発言権あり',
    banned: '入場禁止',
  },
  inChannelOf: (kind, channel) => `${kind}(${channel})`,
  by: (name) => `${name}による`,
  decidedSince: (time) => `${time}から`,
  complaintsAbout: 'この人についての通報',
  complaintsBy: 'この人からの通報',
  noneOfThose: 'ありません。',
  closedBy: (name, time) => `${name}が対応、${time}`,
  actsOn: '行われたこと',
  nothingDone: 'ありません。',
  banFrom: 'チャンネルへの入場を禁止…',
  whichChannel: 'チャンネル',
  disableAsk: (name) => `${name}の利用を停止しますか?`,
  disableMeans: 'サインアウトし、再開されるまでどこでもボイスを使えません。',
  endSessionsAsk: (name) => `${name}をすべてサインアウトさせますか?`,
  endSessionsMeans: 'ボイスを離れ、戻るには新しいリンクかパスワードが必要です。',
  didDisable: (name) => `利用停止: ${name}`,
  didEnable: (name) => `利用再開: ${name}`,
  disableShort: '利用停止…',
  endSessionsShort: 'すべてサインアウト…',
  residentsShown: { all: 'すべて', voice: 'ボイス参加中', disabled: '利用停止中' },
  mutesAndBans: '現在のミュートと入場禁止',
  findPerson: '住人を名前で探す',
  dropPerson: (name) => `${name}だけの表示をやめる`,
}
