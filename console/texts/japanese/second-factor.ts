/** The words about second factors, in Japanese. */

import { inLanguage } from '../../../src/pure/in-language.js'
import type { SecondFactorTexts } from '../english/second-factor.js'

const format = inLanguage('ja')

export const secondFactorJapanese: SecondFactorTexts = {
  title: '二要素認証',
  hint: 'パスワードが盗まれても、それだけでは何も開けません。',
  missing:
    'このコンソールでは、すべての管理者に二要素認証が必要です。設定してください。それまではほかに何もできません。',
  kinds: { totp: '認証アプリ', passkey: 'パスキー', recovery: '回復コード' },
  none: 'まだありません。',
  lastUsed: (at) => `最終使用: ${at}`,
  neverUsed: '未使用',
  codesLeft: (count) => `回復コードは残り ${format.number(count)} 個です。`,
  addTotp: '認証アプリを追加',
  addPasskey: 'パスキーを追加',
  renewCodes: '新しい回復コード',
  label: '区別するための名前',
  labels: { totp: 'スマートフォン', passkey: 'パスキー' },
  goOn: '続ける',
  scan: 'Aegis、Google Authenticator、1Password などのアプリで読み取り、表示されたコードを入力してください。',
  picture: '認証アプリ用の QR コード',
  orType: 'またはこのシークレットをアプリに入力:',
  firstCode: 'アプリのコード',
  confirm: '追加する',
  added: '追加しました。今後は入力を求められます。',
  removed: '削除しました。',
  codesTitle: '回復コード',
  codesHint:
    'ほかを失くしたとき、それぞれ 1 回だけコンソールを開けます。印刷するか、パスワードマネージャーに保存してください。再び表示されません。',
  codesDone: '保存しました',
  removeMeans: '以後は何も開けなくなります。',
  faults: {
    'wrong-password': 'パスワードが違います。',
    'code-wrong': 'コードが違います。スマートフォンの時計は合っていますか。',
    'code-expired': '時間がかかりすぎました。最初からやり直してください。',
    'rate-limited': '試行が多すぎます。しばらく待つか、回復コードを使ってください。',
  },
  noPasskey:
    'ブラウザーはパスキーを作成できないか、見つけられませんでした。もう一度試すか、別の方法を使ってください。',
  askPasskey: 'パスキーを使う',
  askCode: 'アプリのコードまたは回復コード',
  askRecovery: '回復コード',
  back: '戻る',
  without: '二要素認証なし',
  with: '二要素認証あり',
  reset: '二要素認証を解除…',
  resetMeans: (name) =>
    `${name} はパスワードだけでサインインするようになり、今すべての場所からサインアウトされます。`,
  resetYes: 'はい、解除します',
  require: 'すべての管理者に二要素認証を必須にする',
  ownFirst: '先に自分のものを設定してください。',
  requireHint: '設定していない人は、設定するまでほかに何もできません。プログラムのトークンはそのままです。',
}
