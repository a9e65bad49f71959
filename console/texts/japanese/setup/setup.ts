/** The words about the set-up, in Japanese. */

import type { SetupTexts } from '../../english/setup/setup.js'

export const setupJapanese: SetupTexts = {
  checks: {
    'region-called': {
      good: 'リージョンがこのサービスにボイスを求めています。',
      bad: '要求が拒否されています。先方のパスワードとシークレットを下の行と比べてください。',
      unknown:
        '起動以降、リージョンからの要求がありません。下の ini を設定し、シミュレーターを再起動しましたか。',
    },
    positions: {
      good: 'リージョンが人の位置を通知しています。',
      bad: '人の位置を通知するはずのリージョンが通知していません。位置がないと誰もルームに入れません。',
      unknown:
        '人の位置を通知するリージョンがありません。ページは、ボイス参加中のビューワーがある場合だけルームに入れます。RemoteAdmin か、下の行のスクリプトを追加してください。',
    },
    grid: {
      good: 'グリッド自身がリージョンと、誰がどこにいるかを伝えています。',
      bad: 'グリッドが応答しません。最後に伝えられた内容が有効です。',
      unknown: '',
    },
    'remote-admin': {
      good: 'RemoteAdmin で問い合わせるリージョンは、あればすべて応答しています。',
      bad: 'RemoteAdmin に応答しないリージョンがあります。',
      unknown: '',
    },
    'sign-in-ways': {
      good: 'リージョンに設定したサインイン方法は使えます。',
      bad: 'リージョンに設定したサインイン方法の 1 つが使えません。そこでは提示されません。リンクは常に使えます。',
      unknown: 'リージョンに設定したサインイン方法が使えるかは、まだわかりません。',
    },
    certificate: {
      good: '独自の証明書を使っています。',
      bad: '自己署名証明書のため、ブラウザーが警告します。TLS_CERT_FILE と TLS_KEY_FILE を設定してください。',
      unknown: '',
    },
    'public-url': {
      good: 'PUBLIC_URL が設定されています。',
      bad: 'PUBLIC_URL が設定されていないため、リンクは下のアドレスになります。住人が到達できますか。',
      unknown: '',
    },
    turn: {
      good: 'TURN が応答し、中継しています。',
      bad: 'TURN が中継していません。',
      unknown: 'TURN サーバーが設定されていません。厳しいファイアウォールの内側の住人同士は聞こえません。',
    },
    'media-port': {
      good: 'メディアハブのポートから音声が届いています。',
      bad: 'ビューワーが接続を待っています。ファイアウォールとルーターでメディアハブのポートを開いてください。',
      unknown:
        'ネイティブビューワーと大きなルームには、ファイアウォールとルーターでメディアハブのポートを開く必要があります。まだ誰も試していません。',
    },
  },
  lines: {
    openSimIni: 'Vivox モジュール用の OpenSim.ini (すべての OpenSimulator)',
    webRtcIni: 'WebRTC アドオン用の OpenSim.ini (ビューワーがブラウザーなしで話せる)',
    regionsJson: 'このサービスの config/regions.json',
    scriptNotecard: '位置を通知するスクリプト',
    turnserverConf: 'coturn の turnserver.conf',
  },
  linesHint: {
    openSimIni:
      'モジュールのすべての世代用です。ファイルに同名のセクションがすでにある場合は、その中に行を入れてください。2 つ目を作ると 1 つ目が置き換わります。Vivox 管理者パスワードを所定の場所に入れ、シミュレーターを再起動してください。',
    webRtcIni:
      'アドオンのあるシミュレーターでは、上の行の代わりに使います。そこでは Vivox モジュールをオフにします。同名のセクションがすでにある場合は、その中に行を入れてください。リージョンシークレットを所定の場所に入れ、シミュレーターを再起動してください。',
    regionsJson:
      'RemoteAdmin で問い合わせるリージョンごとに 1 項目。パスワードは指定したファイルに入れます。',
    scriptNotecard:
      'スクリプトは config/opensim/ にあります。リージョンシークレットを所定の場所に入れてください。',
    turnserverConf:
      'TURN_SECRET を所定の場所に入れるか、「npm run turn-config」でファイル全体を書き出してください。',
  },
  secrets: { regionSecret: 'リージョンシークレット', vivoxAdminPassword: 'Vivox 管理者パスワード' },
  fixedSecret: '環境変数で設定されています。そこで変更し、サービスを再起動してください。',
  show: '1 回だけ表示',
  hide: '隠す',
  shownOnce: '今コピーしてください。再び表示されません。ここにある間は、下の行にも入っています。',
  shownBefore:
    'すでに表示され、再び表示されません。失くした場合は新しく作るか、サーバーの data/secrets.json を見てください。',
  tokenShownOnce: '今コピーしてください。再び表示されません。',
  copy: 'コピー',
  copied: 'コピーしました。',
  notCopied: 'ブラウザーがコピーを許可しませんでした。文字を選択して自分でコピーしてください。',
  renew: '新しく作る…',
  renewYes: 'はい、新しく作ります',
  renewMeans: {
    regionSecret:
      'その瞬間から、古いシークレットを持つスクリプト、モジュール、シミュレーターはすべて拒否されます。新しいものが入るまで位置情報は止まり、5 分後にはその人たちがボイスから外れます。WebRTC アドオンのシミュレーターは、ini に設定して再起動するまで誰のボイスも始められません。',
    vivoxAdminPassword:
      'その瞬間から、稼働中のシミュレーターは、OpenSim.ini に新しいパスワードを設定して再起動するまで誰のボイスも始められません。ボイス参加中の人はそのままです。',
  },
}
