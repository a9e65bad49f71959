/** The words of the set-up as a walk, for somebody who has never seen OpenSimulator, in Japanese. */

import { inLanguage } from '../../../../src/pure/in-language.js'
import type { SetupWalkTexts } from '../../english/setup/walk.js'

const format = inLanguage('ja')

export const setupWalkJapanese: SetupWalkTexts = {
  intro:
    '上から順に進んでください。OpenSimulatorの世界はリージョンでできていて、シミュレーターというプログラムが動かします。シミュレーターはこのサービスに音声を求め、人の位置を伝えます。人はこのページかビューアーを開き、互いの声を聞きます。各ステップに、目的、問題、対処を示します。',
  progress: (done, all) => `${format.number(done)} / ${format.number(all)} 完了`,
  testAll: '今すぐすべてテスト',
  test: '今すぐテスト',
  testing: 'テスト中…',
  tested: (time) => `${time} にテスト済み`,
  next: '次はここです',
  lines: '記入する内容',
  secretsForOwners: '表示と再作成は所有者だけができます。',
  steps: {
    clock: {
      title: '時計',
      why: 'リンク、コード、証明書には期限があります。',
      untested: 'まだブラウザの時計と比べていません。',
      good: 'サービスとブラウザの時計は合っています。',
      bad: 'サービスとブラウザの時計がずれています。',
    },
    'public-url': {
      title: 'アドレス',
      why: '開かれるすべてのリンクに入ります。',
      untested: 'まだ試していません。',
      good: 'PUBLIC_URLは設定済みで、応答しています。',
      bad: 'PUBLIC_URLが未設定のため、リンクには下のアドレスが入ります。人が到達できるアドレスを設定してください。',
    },
    certificate: {
      title: '証明書',
      why: 'ブラウザは、信頼できる証明書のあるhttpsのページにだけマイクを使わせます。',
      untested: 'まだ調べていません。',
      good: 'ブラウザは証明書を受け入れます。',
      bad: 'ブラウザは証明書を受け入れないか、まもなく受け入れなくなります。',
    },
    'region-called': {
      title: 'シミュレーターからの音声の要求',
      why: 'OpenSim.iniにこのサービスを書く必要があります。下の2つのうち1つを入れ、シミュレーターを再起動してください。',
      untested: '',
      good: '',
      bad: '',
    },
    positions: {
      title: '人の位置',
      why: '声は近いほど大きく聞こえます。位置はリージョンのスクリプトが伝えるか、RemoteAdminで問い合わせます。',
      untested: '',
      good: '',
      bad: '',
    },
    grid: {
      title: 'グリッド自身',
      why: 'Robust はプライベートポート（ROBUST_URL）で、すべてのリージョンと誰がどこにいるかを知っています。シミュレーターは区画について答えます。',
      untested: '',
      good: '',
      bad: '',
    },
    'remote-admin': {
      title: '問い合わせるリージョン',
      why: 'RemoteAdminはプログラム用のシミュレーターの入口です。スクリプトが位置を伝えない場合にだけ必要です。',
      untested: '',
      good: '',
      bad: '',
    },
    'sign-in-ways': {
      title: 'サインインの方法',
      why: 'ワールド内のリンクのほか、コードやグリッドのパスワードでもサインインできます。',
      untested: '',
      good: '',
      bad: '',
    },
    'media-port': {
      title: '外からのUDP',
      why: '音はUDPで運ばれます。ビューアーと大きなルームには、ファイアウォールとルーターでメディアハブのポートを開く必要があります。いまの場所からブラウザが試します。',
      untested: 'まだブラウザで試していません。',
      good: 'ブラウザからのUDPはサービスに届き、応答が返ります。',
      bad: 'ブラウザにUDPが返りません。下のポートをファイアウォールで開き、ルーターで転送してください。お使いのネットワークがUDPを遮断している場合もあります。',
    },
    turn: {
      title: 'TURN（厳しいファイアウォール用）',
      why: 'coturnなどのTURNサーバーは、直接つながらない2人の間で音を中継します。',
      untested: '',
      good: '',
      bad: '',
    },
  },
  days: (days) => format.plural(days, { other: '残り#日' }),
  apart: (seconds) => `差: ${format.short(seconds, 'second', 1)}`,
  newest: (seconds) => `最新の位置は${format.short(seconds, 'second')}前`,
}
