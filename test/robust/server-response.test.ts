/** What no answer of the grid's services holds is refused before it is parsed. */

import t from 'tap'
import { readServerResponse } from '../../src/robust/client/server-response.js'

t.test('foreign markup and nesting without end', async (t) => {
  const answer = (inner: string) => `<?xml version="1.0"?><ServerResponse>${inner}</ServerResponse>`
  t.same(await readServerResponse(answer('<a>1</a>')), { a: '1' })
  for (const foreign of [
    '<!-- a -->',
    '<![CDATA[1]]>',
    '<a id="1">1</a>',
    `${'<a>'.repeat(9)}${'</a>'.repeat(9)}`,
  ])
    await t.rejects(
      readServerResponse(answer(foreign)),
      /markup that no answer|nests deeper/,
      foreign.slice(0, 12),
    )
})
