/** The words about how the grid's pages look, in Japanese. */

import type { LookTexts } from '../english/look.js'

export const lookJapanese: LookTexts = {
  name: 'グリッドの名前',
  accent: 'アクセントカラー',
  ownAccent: 'サービス標準のアクセント',
  logo: 'ロゴ: PNG、SVG、WebP、64 kB まで',
  removeLogo: 'ロゴを削除',
  unnamed: 'あなたのグリッド',
  schemes: { light: 'ライト', dark: 'ダーク' },
  adjusted: {
    light: 'ここでは薄すぎて読めないため、濃く表示します。',
    dark: 'ここでは暗すぎて読めないため、明るく表示します。',
  },
  faults: {
    'logo-too-large': 'ロゴは 64 kB までです。',
    'logo-unknown': 'PNG、SVG、WebP のいずれでもありません。',
    'logo-too-many-pixels': 'ロゴは一辺 2048 ピクセルまでです。',
    'logo-unsafe':
      'この SVG には図形以外のもの (スクリプト、リンク、スタイル、画像) が含まれています。単純な SVG か PNG で保存してください。',
  },
}
