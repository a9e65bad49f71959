/** The words about how the grid's pages look, in German. */

import type { LookTexts } from '../english/look.js'

export const lookGerman: LookTexts = {
  name: 'Name des Grids',
  accent: 'Akzentfarbe',
  ownAccent: 'Die eigene Akzentfarbe des Dienstes',
  logo: 'Logo: PNG, SVG oder WebP, höchstens 64 kB',
  removeLogo: 'Logo entfernen',
  unnamed: 'Dein Grid',
  schemes: { light: 'Hell', dark: 'Dunkel' },
  adjusted: {
    light: 'Hier zu blass zum Lesen: Sie erscheint dunkler.',
    dark: 'Hier zu dunkel zum Lesen: Sie erscheint heller.',
  },
  faults: {
    'logo-too-large': 'Ein Logo darf höchstens 64 kB haben.',
    'logo-unknown': 'Das ist weder PNG noch SVG noch WebP.',
    'logo-too-many-pixels': 'Ein Logo darf höchstens 2048 Pixel je Seite haben.',
    'logo-unsafe':
      'In diesem SVG steckt mehr als Formen: Skripte, Verweise, Stile oder Bilder. Sichere es als einfaches SVG oder als PNG.',
  },
}
