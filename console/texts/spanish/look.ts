/** The words about how the grid's pages look, in Spanish. */

import type { LookTexts } from '../english/look.js'

export const lookSpanish: LookTexts = {
  name: 'Nombre del grid',
  accent: 'Color de acento',
  ownAccent: 'El acento propio del servicio',
  logo: 'Logotipo: PNG, SVG o WebP, 64 kB como máximo',
  removeLogo: 'Quitar el logotipo',
  unnamed: 'Tu grid',
  schemes: { light: 'Claro', dark: 'Oscuro' },
  adjusted: {
    light: 'Demasiado pálido para leerse aquí: se muestra más oscuro.',
    dark: 'Demasiado oscuro para leerse aquí: se muestra más claro.',
  },
  faults: {
    'logo-too-large': 'Un logotipo puede tener 64 kB como máximo.',
    'logo-unknown': 'Esto no es PNG, SVG ni WebP.',
    'logo-too-many-pixels': 'Un logotipo puede tener 2048 píxeles por lado como máximo.',
    'logo-unsafe':
      'Este SVG contiene más que formas: scripts, enlaces, estilos o imágenes. Guárdalo como SVG simple o como PNG.',
  },
}
