/** The project's folder, for files that are read and programs that are started from it. */

import { fileURLToPath } from 'node:url'

/** The repository, found from the sources and from the compiled tests alike; ends with a slash. */
export const projectRoot = findRoot()

function findRoot(): string {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const built = here.lastIndexOf('/dist/')
  return built < 0 ? fileURLToPath(new URL('../..', import.meta.url)) : here.slice(0, built + 1)
}
