/**
 * An accent colour that a grid chose, made readable: on the surfaces of theme.css in light and dark, where its lightness
 * moves until the contrast is enough, and its hue stays.
 */

/** Lightness 0..1, chroma, and hue in degrees. */
export interface Oklch {
  readonly lightness: number
  readonly chroma: number
  readonly hue: number
}

export type Scheme = 'light' | 'dark'

/** What a scheme makes of an accent: CSS colours. */
export interface SchemeAccent {
  readonly accent: string
  /** Letters on the accent. */
  readonly onAccent: string
  /** The chosen colour could not be read there, and became darker or lighter. */
  readonly adjusted: boolean
}

export type Accent = Readonly<Record<Scheme, SchemeAccent>>

/** The grounds of theme.css on which an accent is read, and the letters on the accent; a test holds them alike. */
export const ACCENT_GROUNDS = {
  light: {
    grounds: ['oklch(0.965 0.006 260)', 'oklch(1 0 0)', 'oklch(0.945 0.009 260)'],
    onAccent: 'oklch(1 0 0)',
    step: -0.005,
  },
  dark: {
    grounds: ['oklch(0.19 0.016 262)', 'oklch(0.235 0.019 262)', 'oklch(0.29 0.022 262)'],
    onAccent: 'oklch(0.19 0.04 262)',
    step: 0.005,
  },
} as const

/** WCAG 2.2 AA for text, with a little left for rounding. */
const CONTRAST = 4.55

export const ACCENT_PATTERN = '^#[0-9a-f]{6}$'

/** @param hex `#rrggbb` in lower case */
export function accentOf(hex: string): Accent {
  const chosen = oklchOfHex(hex)
  return { light: readable(chosen, 'light'), dark: readable(chosen, 'dark') }
}

function readable(chosen: Oklch, scheme: Scheme): SchemeAccent {
  const { grounds, onAccent, step } = ACCENT_GROUNDS[scheme]
  const others = [...grounds, onAccent].map(parsed)
  let { lightness } = chosen
  const isRead = () => others.every((other) => contrast(within({ ...chosen, lightness }), other) >= CONTRAST)
  while (!isRead() && (step < 0 ? lightness > 0 : lightness < 1)) lightness += step
  return {
    accent: cssOf(within({ ...chosen, lightness })),
    onAccent,
    adjusted: lightness !== chosen.lightness,
  }
}

/** The same colour with as much chroma as sRGB has at its lightness. */
function within(colour: Oklch): Oklch {
  let { chroma } = colour
  const fits = () => linearOf({ ...colour, chroma }).every((part) => part >= -0.0005 && part <= 1.0005)
  while (chroma > 0 && !fits()) chroma -= 0.004
  return { ...colour, chroma: Math.max(0, chroma) }
}

/** The contrast of two colours, 1..21 (WCAG 2.2). */
export function contrast(one: Oklch, other: Oklch): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminance(colour: Oklch): number {
  const [red, green, blue] = linearOf(colour)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Linear sRGB, 0..1 within its gamut (https://bottosson.github.io/posts/oklab/). */
export function linearOf({ lightness, chroma, hue }: Oklch): [red: number, green: number, blue: number] {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

function oklchOfHex(hex: string): Oklch {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(a, b),
    hue: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360,
  }
}

/** `oklch(0.5 0.17 264)`. */
export function parsed(css: string): Oklch {
  const [lightness = 0, chroma = 0, hue = 0] = (css.match(/[\d.]+/g) ?? []).map(Number)
  return { lightness, chroma, hue }
}

const cssOf = ({ lightness, chroma, hue }: Oklch): string =>
  `oklch(${lightness.toFixed(4)} ${chroma.toFixed(4)} ${hue.toFixed(1)})`
