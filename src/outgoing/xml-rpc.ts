/** XML-RPC as OpenSimulator speaks it: a call into text, an answer out of text that nobody vouches for. */

import { Builder, Parser } from 'xml2js'
import { refuseForeignMarkup } from './plain-xml.js'

export type RpcValue = string | number | boolean | readonly RpcValue[] | RpcStruct

export interface RpcStruct {
  readonly [name: string]: RpcValue
}

export type RpcAnswer =
  | { readonly value: RpcValue }
  | { readonly fault: { readonly code: number; readonly message: string } }

/** XML-RPC needs no attribute. An answer of `admin_get_agents` nests 16 deep. */
const ANSWER = { tag: /^<(\/?)[A-Za-z0-9.]+\s*(\/?)>$/, maxDepth: 32, whose: 'XML-RPC answer' }

const builder = new Builder({ renderOpts: { pretty: false } })

/** A call with one struct for its parameters, as every method of RemoteAdmin takes it. */
export function encodeCall(method: string, params: RpcStruct): string {
  return builder.buildObject({
    methodCall: { methodName: method, params: { param: { value: encodeValue(params) } } },
  })
}

/**
 * The result of a call.
 * @throws Error for anything that is no whole XML-RPC answer: half of one, other XML, a document type
 *   (and so entities), or nesting without end
 */
export function decodeAnswer(xml: string): RpcAnswer {
  refuseForeignMarkup(xml, ANSWER)
  const root = only(parse(xml), 'methodResponse')
  if (has(root, 'fault')) {
    const fault = decodeValue(only(only(root, 'fault'), 'value'))
    if (!isStruct(fault)) throw new Error('the fault is no struct')
    return { fault: { code: Number(fault.faultCode), message: String(fault.faultString) } }
  }
  return { value: decodeValue(only(only(only(root, 'params'), 'param'), 'value')) }
}

export function isStruct(value: RpcValue | undefined): value is RpcStruct {
  return typeof value === 'object' && !isArray(value)
}

export function isArray(value: RpcValue | undefined): value is readonly RpcValue[] {
  return Array.isArray(value)
}

function parse(xml: string): unknown {
  let outcome: { error: Error | null; root: unknown } | undefined
  new Parser({ async: false }).parseString(xml, (error: Error | null, root: unknown) => {
    outcome ??= { error, root }
  })
  if (!outcome || outcome.error) throw new Error('it is no whole XML document', { cause: outcome?.error })
  return outcome.root
}

function encodeValue(value: RpcValue): object {
  if (typeof value === 'string') return { string: value }
  if (typeof value === 'boolean') return { boolean: value ? 1 : 0 }
  if (typeof value === 'number') return Number.isInteger(value) ? { int: value } : { double: value }
  if (isArray(value)) return { array: { data: { value: value.map(encodeValue) } } }
  if (!isStruct(value)) throw new Error('no XML-RPC value')
  const member = Object.entries(value).map(([name, item]) => ({ name, value: encodeValue(item) }))
  return { struct: { member } }
}

function decodeValue(node: unknown): RpcValue {
  // A value without a type is a string.
  if (typeof node === 'string') return node
  const [type, ...more] = typeof node === 'object' && node !== null ? Object.keys(node) : []
  if (type === undefined || more.length > 0) throw new Error('a value has not exactly one type')
  const content = only(node, type)
  switch (type) {
    case 'int':
    case 'i4':
    case 'double':
      return decodeNumber(text(content))
    case 'boolean':
      return decodeBoolean(text(content))
    case 'array':
      return all(only(content, 'data'), 'value').map(decodeValue)
    case 'struct':
      return Object.fromEntries(
        all(content, 'member').map((member) => [
          text(only(member, 'name')),
          decodeValue(only(member, 'value')),
        ]),
      )
    default:
      return text(content)
  }
}

/** What is none is kept as it is: it belongs to one avatar, and must not cost the others their answer. */
function decodeNumber(content: string): number | string {
  const value = Number(content)
  return content.trim() === '' || !Number.isFinite(value) ? content : value
}

function decodeBoolean(content: string): boolean {
  if (/^(1|true)$/i.test(content)) return true
  if (/^(0|false)$/i.test(content)) return false
  throw new Error('a boolean is none')
}

/** The children of that name, as xml2js keeps them. */
function all(node: unknown, name: string): readonly unknown[] {
  const found: unknown = typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined
  if (found === undefined) return []
  return Array.isArray(found) ? found : [found]
}

function only(node: unknown, name: string): unknown {
  const [child, ...more] = all(node, name)
  if (child === undefined || more.length > 0) throw new Error(`it has not exactly one <${name}>`)
  return child
}

function has(node: unknown, name: string): boolean {
  return all(node, name).length > 0
}

function text(node: unknown): string {
  if (typeof node === 'string') return node
  throw new Error('a plain value holds elements')
}
