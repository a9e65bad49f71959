/** Finds pictures in a session description. Whatever is not surely none counts as one. Pure. */

/**
 * `none`: the description has no section for pictures. `idle`: it has, and its author sends nothing there. `sent`: its
 * author sends pictures.
 */
export type PicturesIn = 'none' | 'idle' | 'sent'

const LINES = /\r\n|\r|\n/
const DIRECTION = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/
/** Everything but sound and data. */
const PICTURE = /^m=(?!audio\s|application\s)/
/** With `a=bundle-only` the port 0 does not reject the section (RFC 9143 §6). */
const REJECTED = /^m=\S+\s+0\s/

export function picturesIn(sdp: string): PicturesIn {
  const [session = [], ...media] = sections(sdp)
  const pictures = media.filter(([first = '']) => PICTURE.test(first))
  if (pictures.length === 0) return 'none'
  return pictures.every((section) => isIdle(section, session)) ? 'idle' : 'sent'
}

function isIdle(section: readonly string[], session: readonly string[]): boolean {
  const [first = ''] = section
  if (REJECTED.test(first) && !section.some((line) => line.startsWith('a=bundle-only'))) return true
  const own = directionsOf(section)
  const directions = own.length > 0 ? own : directionsOf(session)
  // Without any, it is both ways (RFC 8866 §6.7).
  return directions.length > 0 && directions.every((direction) => !direction?.startsWith('send'))
}

function directionsOf(lines: readonly string[]): (string | undefined)[] {
  return lines.flatMap((line) => DIRECTION.exec(line)?.[1] ?? [])
}

function sections(sdp: string): string[][] {
  const found: string[][] = [[]]
  for (const line of sdp.split(LINES)) {
    if (line.startsWith('m=')) found.push([])
    found.at(-1)?.push(line)
  }
  return found
}
