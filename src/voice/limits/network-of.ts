/** The network that an address stands for wherever something is counted or limited per address. */

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/** A proxy may claim anything as an address, and it is kept as a key. */
const LONGEST_KEY = 64

/**
 * One customer usually has a whole IPv6 /64; an IPv4 address stands for itself, in its IPv6 form too.
 * @param address as Node or a trusted proxy tells it
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%')
  const [, ipv4] = MAPPED_IPV4.exec(bare) ?? []
  if (ipv4 !== undefined) return ipv4
  if (!bare.includes(':')) return bare.slice(0, LONGEST_KEY)
  const [before = '', after] = bare.split('::')
  const first = groupsOf(before)
  const last = groupsOf(after ?? '')
  const zeros = after === undefined ? [] : Array(Math.max(0, 8 - first.length - last.length)).fill('0')
  const network = [...first, ...zeros, ...last].slice(0, 4)
  return `${network.map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':')}::/64`.slice(
    0,
    LONGEST_KEY,
  )
}

/** The 16-bit groups of a part of an IPv6 address; an IPv4 address at the end counts as two groups. */
function groupsOf(part: string): string[] {
  if (part === '') return []
  return part.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]))
}
