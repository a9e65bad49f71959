/** The words about how the grid's pages look, in French. */

import type { LookTexts } from '../english/look.js'

export const lookFrench: LookTexts = {
  name: 'Nom de la grille',
  accent: 'Couleur d’accent',
  ownAccent: 'L’accent propre au service',
  logo: 'Logo : PNG, SVG ou WebP, 64 ko au plus',
  removeLogo: 'Retirer le logo',
  unnamed: 'Votre grille',
  schemes: { light: 'Clair', dark: 'Sombre' },
  adjusted: {
    light: 'Trop pâle pour être lue ici : elle est affichée plus foncée.',
    dark: 'Trop foncée pour être lue ici : elle est affichée plus claire.',
  },
  faults: {
    'logo-too-large': 'Un logo peut faire 64 ko au plus.',
    'logo-unknown': 'Ce n’est ni un PNG, ni un SVG, ni un WebP.',
    'logo-too-many-pixels': 'Un logo peut avoir 2048 pixels par côté au plus.',
    'logo-unsafe':
      'Ce SVG contient plus que des formes : scripts, liens, styles ou images. Enregistrez-le en SVG simple ou en PNG.',
  },
}
