/** The words about how the grid's pages look, in Dutch. */

import type { LookTexts } from '../english/look.js'

export const lookDutch: LookTexts = {
  name: 'Naam van het grid',
  accent: 'Accentkleur',
  ownAccent: 'Het eigen accent van de dienst',
  logo: 'Logo: PNG, SVG of WebP, hoogstens 64 kB',
  removeLogo: 'Logo verwijderen',
  unnamed: 'Jouw grid',
  schemes: { light: 'Licht', dark: 'Donker' },
  adjusted: {
    light: 'Te licht om hier te lezen: donkerder getoond.',
    dark: 'Te donker om hier te lezen: lichter getoond.',
  },
  faults: {
    'logo-too-large': 'Een logo mag hoogstens 64 kB zijn.',
    'logo-unknown': 'Dit is geen PNG, SVG of WebP.',
    'logo-too-many-pixels': 'Een logo mag hoogstens 2048 pixels per kant hebben.',
    'logo-unsafe':
      'In deze SVG zit meer dan vormen: scripts, links, stijlen of afbeeldingen. Bewaar haar als gewone SVG, of als PNG.',
  },
}
