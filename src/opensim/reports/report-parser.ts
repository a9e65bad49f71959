/** Reads what regions post as JSON: also as plain text, and with the numbers that .NET writes and JSON does not have. */

import type { FastifyInstance } from 'fastify'

/** A text, or one of the words that stand for no number. */
const TEXT_OR_NO_NUMBER = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g

/** LSL sends text/plain unless the script says otherwise; the body is JSON all the same. */
export function readReportsLeniently(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('remove', 'remove')
  app.addContentTypeParser<string>(
    ['application/json', 'text/plain'],
    { parseAs: 'string' },
    (request, body, done) =>
      parse(request, body, (error, value) => {
        // One avatar flung to nowhere must not make the whole report unreadable.
        const plain = error ? withoutBareWords(body) : body
        if (plain === body) done(error, value)
        else parse(request, plain, done)
      }),
  )
}

function withoutBareWords(json: string): string {
  return json.replace(TEXT_OR_NO_NUMBER, (token) => (token.startsWith('"') ? token : 'null'))
}
