/** What the console says about admins, their roles and their sessions, in Japanese. */

import type { AdminTexts } from '../english/admins.js'

export const adminsJapanese: AdminTexts = {
  roles: {
    owner: '所有者',
    'grid-admin': 'グリッド管理者',
    moderator: 'モデレーター',
    observer: '閲覧者',
  },
  roleMeans: {
    owner: '管理者とその役割を含むすべて',
    'grid-admin': 'モデレーターの権限に加え、チャンネル、住人、セットアップ、監査ログ',
    moderator: '人の行動をすべて見る、ミュート、退出、入場禁止、通報を読む',
    observer: '概要、チャンネル、ルーム、住人を見る。変更はできない',
  },
  whatRolesMay: '各役割でできること',
  roleOf: (name) => `${name} の役割`,
  you: '(あなた)',
  since: (time) => `${time} から`,
  lastUsed: (time) => `最終使用: ${time}`,
  lastUsedNow: '数分以内に使用',
  lastOwner: '唯一の所有者は変更できません。決定できる人が必要です。',
  removeMeans: (name) =>
    `${name} はすぐにすべての場所からサインアウトされ、以後サインインできません。トークンも無効になります。`,
  removeYes: 'はい、削除します',
  lowerYourself: (role) =>
    `今後あなたの役割は「${role}」になり、自分では元に戻せません。戻せるのは所有者だけです。`,
  lowerYes: 'はい、自分の役割を変更します',
  roleChanged: (role) => `あなたの役割は「${role}」になりました。所有者が変更しました。`,
  yourSessions: 'あなたがサインイン中の場所',
  othersSessions: 'ほかの人がサインイン中の場所',
  nobodyElse: 'ほかにサインインしている人はいません。',
  from: (address) => `${address} から`,
  thisBrowser: 'このブラウザー',
  end: '終了',
  endMeans: 'すぐにサインアウトされます。そこで保存していないものは失われます。',
  endYes: 'はい、終了します',
  endAllOf: (name) => `${name} のすべてを終了`,
  endAllMeans: (name) => `${name} はすぐにすべての場所からサインアウトされます。`,
  endTokenMeans: 'これを使うプログラムは以後拒否されます。元に戻せません。',
  tokenOf: (name) => `作成者: ${name}`,
  noTokens: 'ありません。',
}
