/** Asks one node from within its own network whether it owns a region, and prints each answer with its time: `url region`. */

import { askWhoOwns } from './started-nodes.js'

const [url = '', regionId = ''] = process.argv.slice(2)
const asked = askWhoOwns(url)
for (;;) {
  const owns = await asked.owns(regionId).catch(() => undefined)
  process.stdout.write(`${JSON.stringify({ at: Date.now(), owns })}\n`)
  await new Promise((resolve) => setTimeout(resolve, 100))
}
