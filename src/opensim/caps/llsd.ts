/** LLSD in its XML form, as viewers and simulators speak it: read strictly, written as OpenSimulator writes it. */

import { Parser } from 'xml2js'
import { VoiceError } from '../../errors.js'
import { xmlText } from '../../protocol/xml-text.js'

export type LlsdValue = undefined | boolean | number | string | readonly LlsdValue[] | LlsdMap

export interface LlsdMap {
  readonly [key: string]: LlsdValue
}

/** Nobody who asks for a capability nests deeper. */
const MAX_DEPTH = 8

interface XmlNode {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlNode[]
}

/** @throws VoiceError `bad-request` when it is no LLSD document */
export function readLlsd(xml: string): LlsdValue {
  const document = toNode(parse(xml), 0)
  const [value, ...more] = document.children
  if (document.name !== 'llsd' || !value || more.length > 0) throw noLlsd()
  return toValue(value)
}

/** The document of a value; whole numbers become `integer`, others `real`. */
export function writeLlsd(value: LlsdValue): string {
  return `<llsd>${write(value)}</llsd>`
}

function write(value: LlsdValue): string {
  if (value === undefined) return '<undef />'
  if (typeof value === 'boolean') return `<boolean>${value ? 1 : 0}</boolean>`
  if (typeof value === 'string') return `<string>${xmlText(value)}</string>`
  if (typeof value === 'number') {
    return Number.isInteger(value) ? `<integer>${value}</integer>` : `<real>${value}</real>`
  }
  if (isArray(value)) return `<array>${value.map(write).join('')}</array>`
  const entries = Object.entries(value).map(([key, one]) => `<key>${xmlText(key)}</key>${write(one)}`)
  return `<map>${entries.join('')}</map>`
}

function isArray(value: readonly LlsdValue[] | LlsdMap): value is readonly LlsdValue[] {
  return Array.isArray(value)
}

function parse(xml: string): unknown {
  let root: unknown
  const parser = new Parser({
    explicitChildren: true,
    preserveChildrenOrder: true,
    explicitRoot: false,
    async: false,
  })
  try {
    parser.parseString(xml, (error: Error | null, result: unknown) => {
      if (error) throw error
      root = result
    })
  } catch (error) {
    throw noLlsd(error)
  }
  return root
}

function toNode(node: unknown, depth: number): XmlNode {
  if (typeof node !== 'object' || node === null || !('#name' in node) || depth > MAX_DEPTH) throw noLlsd()
  return {
    name: String(node['#name']),
    text: '_' in node && typeof node._ === 'string' ? node._ : '',
    children: '$$' in node && Array.isArray(node.$$) ? node.$$.map((child) => toNode(child, depth + 1)) : [],
  }
}

function toValue({ name, text, children }: XmlNode): LlsdValue {
  switch (name) {
    case 'undef':
      return undefined
    case 'boolean':
      return text === '1' || text === 'true'
    case 'integer':
    case 'real':
      return Number(text)
    case 'string':
    case 'uuid':
    case 'uri':
    case 'date':
      return text
    case 'array':
      return children.map(toValue)
    case 'map':
      return toMap(children)
    default:
      throw noLlsd()
  }
}

/** A map's children come in pairs: a key, and its value. */
function toMap(children: readonly XmlNode[]): LlsdMap {
  const entries: [string, LlsdValue][] = []
  for (let n = 0; n < children.length; n += 2) {
    const [key, value] = [children[n], children[n + 1]]
    if (key?.name !== 'key' || !value) throw noLlsd()
    entries.push([key.text, toValue(value)])
  }
  return Object.fromEntries(entries)
}

function noLlsd(cause?: unknown): VoiceError {
  return new VoiceError('bad-request', 'The body is no LLSD in XML form.', { cause })
}
