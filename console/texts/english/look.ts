/** The words about how the grid's pages look, in English. */

export const lookEnglish = {
  name: 'Name of the grid',
  accent: 'Accent colour',
  ownAccent: 'The service’s own accent',
  logo: 'Logo: PNG, SVG or WebP, 64 kB at most',
  removeLogo: 'Remove the logo',
  unnamed: 'Your grid',
  schemes: { light: 'Light', dark: 'Dark' },
  adjusted: {
    light: 'Too pale to be read here: it is shown darker.',
    dark: 'Too dark to be read here: it is shown lighter.',
  },
  faults: {
    'logo-too-large': 'A logo may have 64 kB at most.',
    'logo-unknown': 'This is neither PNG, SVG nor WebP.',
    'logo-too-many-pixels': 'A logo may have 2048 pixels a side at most.',
    'logo-unsafe':
      'This SVG has more in it than shapes: scripts, links, styles or pictures. Save it as plain SVG, or as PNG.',
  },
}

export type LookTexts = typeof lookEnglish
