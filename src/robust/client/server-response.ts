/** Answers of the grid's services: `<ServerResponse>` of OpenSimulator's ServerUtils, out of text that nobody vouches for. */

import { Parser } from 'xml2js'
import { refuseForeignMarkup } from '../../outgoing/plain-xml.js'

/** A text, or what is within. */
export type ServerValue = string | ServerMembers

export interface ServerMembers {
  readonly [name: string]: ServerValue
}

/** ServerUtils writes elements, and the one attribute `type`. A list nests 3 deep. */
const ANSWER = {
  tag: /^<(\/?)[A-Za-z0-9_.-]+(?: type="\w*")?\s*(\/?)>$/,
  maxDepth: 8,
  whose: 'answer of a grid service',
}

/** What XML 1.0 cannot hold, not even as a reference; ServerUtils writes it all the same. */
const FORBIDDEN = /&#(?:x([0-9a-f]+)|(\d+));/gi
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g

/**
 * What stands in the answer, by name. A long one is read in pieces, so that nothing else waits for it.
 * @returns `{}` for `<ServerResponse />`
 * @throws Error for anything that is no whole answer: half of one, other XML, a document type, nesting without end
 */
export async function readServerResponse(xml: string): Promise<ServerMembers> {
  refuseForeignMarkup(xml, ANSWER)
  const root: unknown = await parse(xml.replace(FORBIDDEN, allowedOnly).replace(CONTROL_CHARACTERS, ''))
  const answer = membersOf(root).ServerResponse
  if (answer === undefined) throw new Error('it is no <ServerResponse>')
  return typeof answer === 'string' ? {} : answer
}

/** The lists of an answer with many: `region0`, `region1`, … */
export function listsOf(answer: ServerMembers, prefix: string): readonly ServerMembers[] {
  return Object.entries(answer).flatMap(([name, value]) =>
    typeof value === 'object' && name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length))
      ? [value]
      : [],
  )
}

/** A member that is a text; `''` where there is none. */
export function textOf(members: ServerMembers, name: string): string {
  const value = members[name]
  return typeof value === 'string' ? value : ''
}

function allowedOnly(reference: string, hexadecimal: string | undefined, decimal: string): string {
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16)
  const isAllowed =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code < 0xd800) ||
    (code > 0xdfff && code < 0xfffe) ||
    (code > 0xffff && code <= 0x10ffff)
  return isAllowed ? reference : ''
}

function parse(xml: string): Promise<unknown> {
  const parser = new Parser({ async: true, explicitArray: false, ignoreAttrs: true })
  return new Promise((resolve, reject) => {
    parser.parseString(xml, (error: Error | null, root: unknown) => {
      if (error) reject(new Error('it is no whole XML document', { cause: error }))
      else resolve(root)
    })
  })
}

/** Its members, deeply; of several with one name the first counts. */
function membersOf(node: unknown): ServerMembers {
  if (typeof node !== 'object' || node === null) return {}
  const entries = Object.entries(node).map(([name, value]): [string, ServerValue] => {
    const first: unknown = Array.isArray(value) ? value[0] : value
    return [name, typeof first === 'string' ? first : membersOf(first)]
  })
  return Object.fromEntries(entries)
}
