/** Everything the console says, in Japanese. */

import type { Texts } from '../english/console.js'
import { adminsJapanese } from './admins.js'
import { channelMakingJapanese } from './channel-making.js'
import { channelsJapanese } from './channels.js'
import { gridsJapanese } from './hosting/grids.js'
import { usageJapanese } from './hosting/usage.js'
import { lookJapanese } from './look.js'
import { moderationJapanese } from './moderation.js'
import { overviewJapanese } from './overview.js'
import { peopleJapanese } from './people.js'
import { personsJapanese } from './persons.js'
import { regionKeysJapanese } from './region-keys.js'
import { regionsJapanese } from './regions.js'
import { roomsJapanese } from './rooms.js'
import { secondFactorJapanese } from './second-factor.js'
import { serviceJapanese } from './service.js'
import { setupJapanese } from './setup/setup.js'
import { setupWalkJapanese } from './setup/walk.js'

export const japanese: Texts = {
  ...regionsJapanese,
  ...channelsJapanese,
  ...roomsJapanese,
  ...peopleJapanese,
  ...moderationJapanese,
  ...personsJapanese,
  ...setupJapanese,
  ...serviceJapanese,
  language: 'ja',
  languageLabel: '言語',
  adminWords: adminsJapanese,
  channelWords: channelMakingJapanese,
  grids: gridsJapanese,
  look: lookJapanese,
  overview: overviewJapanese,
  regionKeys: regionKeysJapanese,
  secondFactor: secondFactorJapanese,
  usage: usageJapanese,
  setupWalk: setupWalkJapanese,
  title: 'ボイスコンソール',
  pages: 'ページ',
  page: {
    overview: '概要',
    channels: 'チャンネル',
    rooms: 'ルーム',
    regions: 'リージョン',
    complaints: '通報',
    accounts: '住人',
    look: '外観',
    setup: 'セットアップ',
    'region-keys': 'リージョンキー',
    usage: '使用量',
    grids: 'グリッド',
    admins: '管理者',
    audit: '監査ログ',
  },
  loading: '読み込み中…',
  done: '完了しました。',
  close: '閉じる',
  cancel: 'キャンセル',
  save: '保存',
  name: '名前',
  password: 'パスワード',
  signIn: 'サインイン',
  signOut: 'サインアウト',
  wrongPassword: '名前またはパスワードが違います。',
  tooMany: 'サインインが多すぎます。数分お待ちください。',
  tooBusy: '今は確認するサインインが多すぎます。数秒後にもう一度お試しください。',
  outOfReach: 'サービスに到達できません。何も変更されていません。',
  unknown: '–',
}
