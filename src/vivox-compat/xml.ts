/** The only writer of XML in `/api2`: the Vivox envelope around plain objects. */

import { Builder } from 'xml2js'

/** Element content: text, child elements by name, or several elements of one name. */
export type XmlContent = string | number | XmlElements | readonly XmlElements[]

export interface XmlElements {
  readonly [name: string]: XmlContent
}

const builder = new Builder({ headless: true, renderOpts: { pretty: false } })

/** Everything that XML 1.0 cannot hold at all, not even escaped; lone halves of surrogate pairs too. */
const ILLEGAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** A document with that root element; characters that XML cannot hold are dropped. */
export function writeXml(root: string, content: XmlElements): string {
  return builder.buildObject({ [root]: legal(content) })
}

/** The answer to a call that worked: `status` OK and whatever belongs beside it in `level0`. */
export function writeAnswer(level0: XmlElements): string {
  return writeEnvelope('/xsd/response.xsd', { status: 'OK', ...level0 })
}

/** @param status `ERR`, but the code itself where the caller looks for it there */
export function writeFault(code: number, message: string, status: string | number = 'ERR'): string {
  return writeEnvelope('/xsd/error.xsd', { status, body: { code, msg: message } })
}

function writeEnvelope(schemaLocation: string, level0: XmlElements): string {
  return writeXml('response', {
    $: {
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      xmlns: 'http://www.vivox.com',
      'xsi:schemaLocation': schemaLocation,
    },
    level0,
  })
}

function legal(content: XmlContent): XmlContent {
  if (typeof content === 'string') return content.replace(ILLEGAL, '')
  if (typeof content === 'number') return content
  if (isList(content)) return content.map(legalElements)
  return legalElements(content)
}

function legalElements(elements: XmlElements): XmlElements {
  return Object.fromEntries(Object.entries(elements).map(([name, content]) => [name, legal(content)]))
}

function isList(content: XmlElements | readonly XmlElements[]): content is readonly XmlElements[] {
  return Array.isArray(content)
}
