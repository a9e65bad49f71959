/** What the console says about region keys, in Japanese. */

import type { RegionKeyTexts } from '../english/region-keys.js'

export const regionKeysJapanese: RegionKeyTexts = {
  hint: 'リージョンキーを持つ人は、グリッドの決められたリージョンについてのみ発言できます。REGION_SECRET が使える場所ではどこでも使え、このキーで作ったボイスリンクは、グリッド自身がアバターを保証するまで、そのリージョンでのみ有効です。',
  none: 'まだありません。',
  make: '新しいリージョンキー',
  makeIt: 'キーを作成',
  regions: 'リージョン',
  all: 'グリッドのすべてのリージョン',
  others: 'その他 (UUID)',
  may: 'できること',
  rights: {
    positions: 'アバターの位置を伝える',
    links: 'ボイスリンクを作る',
    'native-voice': 'ボイス内蔵ビューアーを参加させる',
    capabilities: 'ボイスアカウントとチャンネルを提供する',
  },
  noRight: 'キーができることを 1 つ以上選んでください。',
  noRegion: 'リージョンを 1 つ以上選んでください。',
  newSecret: (name) => `${name} の新しいシークレット`,
  shownOnce: '表示されるのは今だけです。ほかの誰にも読まれない方法で、リージョンの所有者に渡してください。',
  kept: '保管しました',
  openSimIni: 'OpenSim.ini 用 (Vivox モジュール)',
  webRtcIni: 'OpenSim.ini 用 (ボイス内蔵ビューアー)',
  script: 'リージョン内のスクリプト用',
  vivoxName: (name) => `vivox_admin_user: ${name}`,
  neverUsed: '未使用',
  oldSecret: '古いシークレット',
  currentSecret: '新しいシークレット',
  change: '変更',
  renew: '新しいシークレット…',
  renewMeans:
    '2 つ目のシークレットを作成します。古いものはここで終了するまで有効なので、その間も誰もボイスを失いません。',
  renewYes: 'はい、作成します',
  endOld: '古いシークレットを終了',
  endOldMeans: '古いシークレットをまだ使っている相手は、ただちに拒否されます。',
  endOldYes: 'はい、終了します',
  withdraw: '取り消す',
  withdrawMeans: (name) =>
    `${name} はただちに無効になります。リージョンは拒否され、リンクは開かず、このキーで参加しているビューアーとページはボイスから外れます。`,
  withdrawYes: 'はい、取り消します',
}
