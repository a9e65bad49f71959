/** What the service answers with codes, in Japanese words. */

import type { ServiceTexts } from '../english/service.js'

export const serviceJapanese: ServiceTexts = {
  refusals: {
    'bad-request': '実行されませんでした。何かが足りないか、現在の設定に合いません。',
    'not-found': 'もうありません。もう一度確認してください。',
    'rate-limited': '回数が多すぎます。数分お待ちください。',
    'too-busy': 'サービスが混み合っています。数秒後にもう一度お試しください。',
    'session-missing': 'サインインしていません。',
    'session-expired': 'サインインの有効期限が切れました。もう一度サインインしてください。',
    'code-wrong': 'コードが違うか、すでに使われています。',
    'code-expired': '時間がかかりすぎました。最初からやり直してください。',
    'second-factor-missing': '先に自分の二要素認証を設定してください。',
    'second-factors-full': '二要素認証はこれ以上追加できません。先に 1 つ削除してください。',
    'host-name-missing': 'パスキーにはホスト名が必要です。アドレスではなく名前でコンソールを開いてください。',
    'origin-refused':
      'サービスがこのページのアドレスを知りません。正しいアドレスでコンソールを開いてください。',
    'message-too-large': '長すぎます。',
    'wrong-credentials': '名前またはパスワードが違います。',
    'not-allowed': 'ここでは行えません。',
    'role-too-low': 'あなたの役割では行えません。',
    'last-owner': '所有者が最低一人必要で、最初の管理者は削除できません。',
    'channel-exists': 'この場所にはすでにチャンネルがあります。',
    'set-in-environment': '環境変数で設定されています。そこで変更し、サービスを再起動してください。',
    'account-exists': 'その名前の管理者がすでにいます。',
    'account-not-found': 'その管理者はもういません。',
    'channel-not-found': 'このチャンネルはもうありません。一覧をもう一度確認してください。',
    'channel-changed-meanwhile':
      'ほかの人がこのチャンネルを変更しました。いったん閉じて現在の設定を確認してから変更してください。',
    'secret-shown-before':
      'すでに表示され、再び表示されません。新しく作るか、サービスの運営者に尋ねてください。',
    'settings-invalid': '無効なものがあります。何も保存されていません。',
    'store-unwritable':
      '今は保存できません。サービスのディスクがいっぱいか書き込めない、またはデータベースに接続できません。',
    internal: 'サービスで失敗しました。理由はログにあります。',
  },
  findings: {
    starting: 'まだ問い合わせていません。',
    unreachable: 'シミュレーターが動いていないか、まだ起動していないか、アドレスが違います。',
    'timed-out': 'シミュレーターが忙しいか、起動中かもしれません。',
    'answer-invalid': 'シミュレーターではない何かが応答しています。',
    'wrong-password':
      'パスワードが違います。シミュレーターの [RemoteAdmin] access_password と比べてください。',
    'address-not-allowed':
      'シミュレーターがこのマシンを許可していません。アドレスを [RemoteAdmin] access_ip_addresses に追加してください。',
    'method-not-enabled':
      'シミュレーターは動いていますが、RemoteAdmin が動いていません。[RemoteAdmin] enabled = true にし、enabled_methods にメソッドを入れてください。',
    'region-unknown':
      'シミュレーターにそのリージョンがないか、まだ読み込まれていません。名前は大文字と小文字を区別し、UUID は Regions.ini にあります。',
    refused: 'シミュレーターが拒否しました。理由はそのログにあります。',
    internal: 'ボイスサービスが応答を処理できませんでした。理由はログにあります。',
    'grid-unreachable': 'Robust に接続できません。起動していて、そのアドレスで待ち受けていますか。',
    'grid-firewall':
      'Robust に接続できません。ファイアウォールが遮断しています。このマシンからプライベートポートへの接続を許可してください。',
    'grid-slow': 'Robust の応答が遅すぎます。起動中か、データベースが過負荷です。',
    'grid-public-port':
      'Robust の応答が空です。ROBUST_URL にはプライベートポート（8003）を指定してください。起動中の場合もあります。',
    'grid-password':
      'Robust のユーザー名かパスワードが違います。ROBUST_URL を HttpAuthUsername と HttpAuthPassword に合わせてください。',
    'grid-answer-invalid': 'Robust の応答を使えません。別のプログラムが応答していませんか。',
    'grid-refused': 'Robust が質問に失敗しました。理由はそのログにあります。',
    'message-unreachable':
      'インスタントメッセージのためのシミュレーターに到達できません。グリッドが示すアドレスにこのマシンから到達できるようにしてください。',
    'message-not-enabled':
      'シミュレーターがインスタントメッセージを受け付けません。その OpenSim.ini の [Messaging] MessageTransferModule を設定してください。',
    'grid-page-unanswered':
      'グリッドのサインインページが応答しません。ROBUST_PUBLIC_URL は公開ポートを指していますか?',
    'grid-clear-text':
      'Robust までの経路でパスワードが読まれる可能性があります。プライベートネットワーク、トンネル、または https を使ってください。',
    'simulator-not-own':
      '全シミュレーター共通のパスワードは、このシミュレーターには送られません。アドレスはリージョンを登録した人が決めるためです。自分のものなら ROBUST_SIMULATORS に加えるか、専用の行を設けてください。',
    'land-not-enabled':
      'シミュレーターが区画について答えません。そこで [Modules] LandServiceInConnector = true を設定し、再起動してください。',
    'land-unreachable':
      'グリッドが示すアドレスでシミュレーターに届きません。動いていますか。ファイアウォールがこのマシンを拒んでいませんか。',
    'land-answer-invalid': 'グリッドが示すアドレスで、シミュレーターではないものが答えています。',
    'code-missing':
      'コードを表示できません。OpenSimulator 0.9.3.1 以降なら [RemoteAdmin] enabled_methods に |admin_alert_user を追加し、それ以外なら "code_sign_in": false にしてください。',
    'grid-password-missing':
      'グリッドのパスワードを確認できません。[RemoteAdmin] enabled_methods に |admin_authenticate_user を追加してください。',
    'vivox-refused': '先方の Vivox 管理者の名前またはパスワードが違います。',
    'webrtc-refused': 'WebRtcVoiceServerURI の末尾のシークレットが違うか、アドレスが許可されていません。',
    'script-refused': '先方のリージョンシークレットが違います。',
    'turn-unreachable':
      '応答がありません。TURN_URLS、coturn が動いているか、ポートが開いているかを確認してください。',
    'turn-wrong-secret':
      'このサービスの資格情報を拒否しています。TURN_SECRET を static-auth-secret に合わせ、先方で use-auth-secret を設定してください。',
    'turn-open-to-all':
      '誰に対しても中継するため、そのアドレスから誰でも送信できます。use-auth-secret を設定してください。',
    'turn-clock': '時計がこのマシンより大きく進んでいます。両方を NTP で合わせてください。',
    'turn-full': '割り当てが得られません。割り当て数の上限かポートの範囲を広げ、ログを確認してください。',
    'certificate-refused':
      '認証局が証明書を発行しませんでした。対処はログと「opensim-voice check」にあります。',
    'certificate-self-signed':
      '自己署名のため、ブラウザは警告し、スマートフォンは拒むことがあります。自分のドメイン名があれば、ACME_EMAILで本物を取得できます。',
    'certificate-untrusted':
      'ブラウザに信頼されていません。TLS_CERT_FILEに認証局の証明書を含むチェーン全体を入れてください。',
    'certificate-other-host':
      '証明書の名前が違います。この名前の証明書を取得するか、PUBLIC_URLを直してください。',
    'certificate-ended': '証明書の期限が切れています。更新してください。',
    'certificate-ends-soon': 'まもなく期限が切れます。更新の設定を確かめてください。',
    'plain-http': 'httpのページではマイクを使えません。httpsのアドレスにしてください。',
    'url-unanswered':
      'このマシンからは応答がありません。ルーターが内側へ折り返せない場合は問題ありません。Wi-Fiを切った電話から試してください。',
    'clock-off':
      'サービスとブラウザの時計がずれています。両方をNTPで合わせてください。リンク、コード、証明書に影響します。',
    named: '',
  },
  storeCure: 'ディスクに空きを作るか、データフォルダーの権限を確認してください。',
}
