/** The words about how the grid's pages look, in Italian. */

import type { LookTexts } from '../english/look.js'

export const lookItalian: LookTexts = {
  name: 'Nome della grid',
  accent: 'Colore d’accento',
  ownAccent: 'L’accento proprio del servizio',
  logo: 'Logo: PNG, SVG o WebP, al massimo 64 kB',
  removeLogo: 'Rimuovi il logo',
  unnamed: 'La tua grid',
  schemes: { light: 'Chiaro', dark: 'Scuro' },
  adjusted: {
    light: 'Troppo chiaro per essere letto qui: viene mostrato più scuro.',
    dark: 'Troppo scuro per essere letto qui: viene mostrato più chiaro.',
  },
  faults: {
    'logo-too-large': 'Un logo può avere al massimo 64 kB.',
    'logo-unknown': 'Questo non è né PNG, né SVG, né WebP.',
    'logo-too-many-pixels': 'Un logo può avere al massimo 2048 pixel per lato.',
    'logo-unsafe':
      'Questo SVG contiene più che forme: script, link, stili o immagini. Salvalo come SVG semplice o come PNG.',
  },
}
