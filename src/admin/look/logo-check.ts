/** Whether a file may be a logo: by its content, whatever its name or type claim. */

import { Parser } from 'xml2js'
import type { LogoType } from '../../voice/grids/look.js'

/** In bytes. */
export const MAX_LOGO_BYTES = 64 * 1024
/** A larger picture would only cost memory. */
const MAX_PIXELS = 2048

export type LogoFault = 'logo-too-large' | 'logo-unknown' | 'logo-too-many-pixels' | 'logo-unsafe'

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** @returns the type of a logo, or why it cannot be one */
export async function checkLogo(
  content: Buffer,
): Promise<{ readonly type: LogoType } | { readonly fault: LogoFault }> {
  if (content.length > MAX_LOGO_BYTES) return { fault: 'logo-too-large' }
  const pixels = pngPixels(content) ?? webpPixels(content)
  if (pixels) {
    const { type, width, height } = pixels
    if (width < 1 || height < 1) return { fault: 'logo-unknown' }
    return Math.max(width, height) > MAX_PIXELS ? { fault: 'logo-too-many-pixels' } : { type }
  }
  return checkSvg(content)
}

interface Pixels {
  readonly type: LogoType
  readonly width: number
  readonly height: number
}

/** PNG, third edition: the signature, and the header as the first chunk. */
function pngPixels(content: Buffer): Pixels | undefined {
  if (content.length < 33 || PNG.some((byte, at) => content[at] !== byte)) return undefined
  if (content.toString('latin1', 12, 16) !== 'IHDR') return undefined
  return { type: 'image/png', width: content.readUInt32BE(16), height: content.readUInt32BE(20) }
}

/** RFC 9649: a RIFF file with one of three kinds of first chunk. */
function webpPixels(content: Buffer): Pixels | undefined {
  const at = (from: number) => content.toString('latin1', from, from + 4)
  if (content.length < 30 || at(0) !== 'RIFF' || at(8) !== 'WEBP') return undefined
  const type = 'image/webp'
  switch (at(12)) {
    case 'VP8 ':
      return { type, width: content.readUInt16LE(26) & 0x3fff, height: content.readUInt16LE(28) & 0x3fff }
    case 'VP8L': {
      const bits = content.readUInt32LE(21)
      return { type, width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { type, width: content.readUIntLE(24, 3) + 1, height: content.readUIntLE(27, 3) + 1 }
    default:
      return undefined
  }
}

/** What draws, and nothing that runs, loads or embeds. */
const SVG_ELEMENTS = new Set(
  `svg g defs symbol use title desc metadata path rect circle ellipse line polyline polygon text tspan
  linearGradient radialGradient stop clipPath mask pattern`.split(/\s+/),
)
/** Attributes that point somewhere may point into the file only. */
const POINTS_OUTSIDE = /url\(\s*['"]?(?!#)|@import|expression\(|javascript:/i

interface SvgNode {
  readonly '#name'?: string
  readonly $?: Readonly<Record<string, string>>
  readonly $$?: readonly SvgNode[]
}

/** An image in an `img` never runs scripts; this keeps them out as well for whoever opens the file by itself. */
async function checkSvg(
  content: Buffer,
): Promise<{ readonly type: LogoType } | { readonly fault: LogoFault }> {
  const text = content.toString('utf8')
  if (!/<svg[\s>]/.test(text) || text.includes('\ufffd')) return { fault: 'logo-unknown' }
  // Entities could hide anything.
  if (/<!DOCTYPE|<!ENTITY|<\?xml-stylesheet/i.test(text)) return { fault: 'logo-unsafe' }
  let root: SvgNode
  try {
    const parser = new Parser({ explicitChildren: true, preserveChildrenOrder: true, explicitRoot: false })
    root = await parser.parseStringPromise(text)
  } catch {
    return { fault: 'logo-unknown' }
  }
  if (root?.['#name'] !== 'svg' || root.$?.xmlns !== 'http://www.w3.org/2000/svg')
    return { fault: 'logo-unknown' }
  return isHarmless(root) ? { type: 'image/svg+xml' } : { fault: 'logo-unsafe' }
}

function isHarmless({ '#name': name = '', $: attributes = {}, $$: children = [] }: SvgNode): boolean {
  // What an editor notes for itself has a prefix, and draws nothing.
  if (!SVG_ELEMENTS.has(name) && !/^(sodipodi|inkscape|rdf|cc|dc):\w+$/.test(name)) return false
  for (const [key, value] of Object.entries(attributes)) {
    if (/^on/i.test(key) || POINTS_OUTSIDE.test(value)) return false
    if (/(^|:)href$/i.test(key) && !value.startsWith('#')) return false
  }
  return children.every(isHarmless)
}
