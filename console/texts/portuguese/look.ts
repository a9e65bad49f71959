/** The words about how the grid's pages look, in Portuguese. */

import type { LookTexts } from '../english/look.js'

export const lookPortuguese: LookTexts = {
  name: 'Nome do grid',
  accent: 'Cor de destaque',
  ownAccent: 'O destaque próprio do serviço',
  logo: 'Logo: PNG, SVG ou WebP, no máximo 64 kB',
  removeLogo: 'Remover o logo',
  unnamed: 'Seu grid',
  schemes: { light: 'Claro', dark: 'Escuro' },
  adjusted: {
    light: 'Clara demais para ser lida aqui: é mostrada mais escura.',
    dark: 'Escura demais para ser lida aqui: é mostrada mais clara.',
  },
  faults: {
    'logo-too-large': 'Um logo pode ter no máximo 64 kB.',
    'logo-unknown': 'Isto não é PNG, SVG nem WebP.',
    'logo-too-many-pixels': 'Um logo pode ter no máximo 2048 pixels por lado.',
    'logo-unsafe':
      'Este SVG tem mais do que formas: scripts, links, estilos ou imagens. Salve-o como SVG simples ou PNG.',
  },
}
