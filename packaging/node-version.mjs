/**
 * Which Node runs the service, and one sentence for every Node that cannot. Plain JavaScript without dependencies and
 * without new syntax: it runs before anything is built, on Nodes that are too old for the rest.
 */

/**
 * Why the service cannot run on that Node, and what to do; `undefined` where it can run.
 * @param {string} version such as `24.21.0`
 * @returns {string | undefined}
 */
export function nodeFault(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 14)) return undefined
  return (
    `This service needs Node 22.14 or newer, and this is Node ${version}: ` +
    'run "npm ci" and then "npm start", which bring Node 24 along on Linux and Windows, or install Node 24 from https://nodejs.org.'
  )
}

/**
 * Why `npm ci` cannot install on that machine; `undefined` where it can.
 * @param {string} userAgent of npm, such as `npm/11.19.1 node/v20.20.2 linux x64`
 * @returns {string | undefined}
 */
export function installFault(userAgent) {
  const found = /npm\/(\d+).* node\/v(\d+)\.(\d+)/.exec(userAgent)
  if (!found) return undefined
  const [npm = 0, major = 0, minor = 0] = found.slice(1).map(Number)
  if (npm >= 10 && (major > 20 || (major === 20 && minor >= 19))) return undefined
  return `To install this service takes npm 10 and Node 20.19 or newer, and this is npm ${npm} on Node ${major}.${minor}: install Node 24 from https://nodejs.org (npm comes with it), then run "npm ci" again.`
}
