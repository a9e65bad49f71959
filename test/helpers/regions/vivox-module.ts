/**
 * Reads answers as VivoxVoiceModule reads them: a walk over element names that is case-sensitive and
 * takes the n-th occurrence of a leaf, whichever entry the leaf is in.
 */

import { Parser } from 'xml2js'

interface Element {
  readonly name: string
  readonly text: string
  readonly children: readonly Element[]
}

/** @throws Error for XML that is not well-formed, or that mixes text with elements, on which the module fails */
export function readXml(xml: string): Element {
  let root: unknown
  const parser = new Parser({
    explicitChildren: true,
    preserveChildrenOrder: true,
    explicitRoot: false,
    async: false,
  })
  parser.parseString(xml, (error: Error | null, result: unknown) => {
    if (error) throw error
    root = result
  })
  return toElement(root)
}

/** The n-th leaf of that path, e.g. `response.level0.status`; `undefined` where the module finds none. */
export function find(xml: string, path: string, n = 0): string | undefined {
  return findIn(readXml(xml), path, n)
}

function findIn(root: Element, path: string, n: number): string | undefined {
  return search(root, path.split('.'), 0, { left: n })
}

/** All entries of a channel search, as the module gathers them: each leaf by its own count. */
export function readChannels(xml: string): readonly Record<string, string | undefined>[] {
  const root = readXml(xml)
  const count = Number(findIn(root, 'response.level0.channel-search.count', 0))
  const fields = [
    'id',
    'name',
    'desc',
    'type',
    'uri',
    'parent',
    'mode',
    'roll_off',
    'dist_model',
    'max_range',
    'clamping_distance',
  ]
  return Array.from({ length: count }, (_, n) =>
    Object.fromEntries(
      fields.map((field) => [
        field,
        findIn(root, `response.level0.channel-search.channels.channels.level4.${field}`, n),
      ]),
    ),
  )
}

function search(
  element: Element,
  path: readonly string[],
  index: number,
  counter: { left: number },
): string | undefined {
  if (index === path.length || element.name !== path[index]) return undefined
  if (path.length - index === 1) {
    if (counter.left === 0) return innerText(element)
    counter.left -= 1
    return undefined
  }
  for (const child of element.children) {
    const found = search(child, path, index + 1, counter)
    if (found !== undefined) return found
  }
  return undefined
}

function innerText(element: Element): string {
  return element.text + element.children.map(innerText).join('')
}

function toElement(node: unknown): Element {
  if (typeof node !== 'object' || node === null || !('#name' in node)) throw new Error('no element')
  const text = '_' in node && typeof node._ === 'string' ? node._ : ''
  const children = '$$' in node && Array.isArray(node.$$) ? node.$$.map(toElement) : []
  if (children.length > 0 && text.trim() !== '') throw new Error(`text beside elements in ${node['#name']}`)
  return { name: String(node['#name']), text, children }
}
