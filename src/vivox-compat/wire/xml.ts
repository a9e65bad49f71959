/**
 * The only writer of XML in `/api2`: the Vivox envelope around plain objects. It replaces xml2js's builder, which took as
 * long as all the rest of an answer (bench/vivox-api.ts) and fails on characters that a parcel's name may hold.
 */

import { xmlText } from '../../protocol/xml-text.js'

/** Element content: text, child elements by name, what was written before, or several elements of one name. */
export type XmlContent = string | number | XmlElements | WrittenXml | readonly (XmlElements | WrittenXml)[]

/** Elements that are sent again and again, written once. */
export class WrittenXml {
  readonly text: string
  constructor(elements: XmlElements) {
    this.text = inner(elements)
  }
}

/** Names are written unescaped: they come from our code, never from a request. */
export interface XmlElements {
  readonly [name: string]: XmlContent
}

/** A document with that root element; characters that XML cannot hold are dropped. */
export function writeXml(root: string, content: XmlElements): string {
  return `<${root}>${inner(content)}</${root}>`
}

/** The answer to a successful request: `status` OK, and the other elements of `level0`. */
export function writeAnswer(level0: XmlElements): string {
  return writeEnvelope('/xsd/response.xsd', { status: 'OK', ...level0 })
}

/** @param status `ERR`, or the code itself for a module that looks for it there */
export function writeFault(code: number, message: string, status: string | number = 'ERR'): string {
  return writeEnvelope('/xsd/error.xsd', { status, body: { code, msg: message } })
}

function writeEnvelope(schemaLocation: string, level0: XmlElements): string {
  return (
    '<response xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://www.vivox.com" ' +
    `xsi:schemaLocation="${schemaLocation}"><level0>${inner(level0)}</level0></response>`
  )
}

function inner(elements: XmlElements | WrittenXml): string {
  if (elements instanceof WrittenXml) return elements.text
  let xml = ''
  for (const name of Object.keys(elements)) {
    const content = elements[name]
    if (content === undefined) continue
    if (isList(content)) for (const one of content) xml += element(name, inner(one))
    else if (typeof content === 'string') xml += element(name, xmlText(content))
    else xml += element(name, typeof content === 'number' ? String(content) : inner(content))
  }
  return xml
}

function element(name: string, xml: string): string {
  return xml === '' ? `<${name}/>` : `<${name}>${xml}</${name}>`
}

function isList(content: XmlContent): content is readonly (XmlElements | WrittenXml)[] {
  return Array.isArray(content)
}
