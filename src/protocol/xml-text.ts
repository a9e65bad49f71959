/** Escapes text for XML. */

const SPECIAL = /[&<>\r]/g

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // A reader turns a bare carriage return into a line feed.
  '\r': '&#xD;',
}

/** Characters that XML 1.0 cannot hold even escaped, including lone halves of surrogate pairs. */
const ILLEGAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** The characters of most texts, which need no escaping. */
const PLAIN = /^[ !"#$%'()*+,\-./0-9:;=?@A-Z[\\\]^_`a-z{|}~]*$/

/** Escaped for element content; characters that XML 1.0 cannot hold are dropped. */
export function xmlText(text: string): string {
  if (PLAIN.test(text)) return text
  return text.replace(ILLEGAL, '').replace(SPECIAL, (character) => ENTITIES[character] ?? '')
}
