/** What opens RemoteAdmin of the simulators that a grid lists: `ROBUST_REMOTE_ADMIN_PASSWORD`, and the same of hosted grids. */

/** Tells by the address that the grid lists. A name counts as it is written: whom it leads to may be a stranger's choice. */
export type IsOwnSimulator = (simulator: URL) => boolean

export interface SimulatorPassword {
  /** Host and port of its `serverURI`; `undefined`: every simulator that has no line of its own. */
  readonly simulator: string | undefined
  readonly password: string
  /** Where RemoteAdmin has a port of its own. */
  readonly port: number | undefined
}

const ADDRESS = /^(?:https?:\/\/)?((?:[\w.-]+|\[[0-9a-f:]+\]):\d{1,5})\/?$/i
const MAX_PORT = 65_535

/**
 * One password for all, alone, or a line for each simulator: `http://host:port password`, with the port of its
 * RemoteAdmin after it where that is another; `*` stands for all others. Lines that begin with `# ` are remarks.
 * @throws Error naming every line that is none, and no password
 */
export function simulatorPasswords(text: string): readonly SimulatorPassword[] {
  const lines = text
    .split('\n')
    .map((line, index) => ({ text: line.trim(), number: index + 1 }))
    .filter((line) => line.text !== '' && !/^#(\s|$)/.test(line.text))
  const [only] = lines
  if (only && lines.length === 1 && !isOfOne(only.text)) {
    return [{ simulator: undefined, password: only.text, port: undefined }]
  }
  const read = lines.map((line) => ({ ...line, entry: readLine(line.text) }))
  const faults = read.flatMap(({ number, entry }, index) => {
    if (!entry) return `line ${number} is not of the form "http://host:port password" or "* password"`
    const isTwice = read.findIndex((other) => other.entry?.simulator === entry.simulator) < index
    return isTwice ? `line ${number} is for the same simulators as a line before it` : []
  })
  if (lines.length === 0) faults.push('it holds no password')
  if (faults.length > 0) throw new Error(`${faults.join('; ')}.`)
  return read.flatMap(({ entry }) => entry ?? [])
}

function isOfOne(line: string): boolean {
  const [first = '', second] = line.split(/\s+/)
  return second !== undefined && (first === '*' || ADDRESS.test(first))
}

function readLine(line: string): SimulatorPassword | undefined {
  const [first = '', password, port, ...more] = line.split(/\s+/)
  if (password === undefined || more.length > 0 || !isOfOne(line)) return undefined
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= MAX_PORT))
    return undefined
  const [, address] = ADDRESS.exec(first) ?? []
  return { simulator: address?.toLowerCase(), password, port: port === undefined ? undefined : Number(port) }
}

/**
 * The password of a simulator; `undefined`: it has none.
 * @param isOwn others get only what a line of their own says
 */
export function passwordOf(
  passwords: readonly SimulatorPassword[],
  url: URL,
  isOwn: IsOwnSimulator,
): SimulatorPassword | undefined {
  return lineOf(passwords, url) ?? (isOwn(url) ? ofAll(passwords) : undefined)
}

/** Whether the password for all is kept from a simulator because nobody says that it is the operator's own. */
export function isWithheld(
  passwords: readonly SimulatorPassword[],
  url: URL,
  isOwn: IsOwnSimulator,
): boolean {
  return ofAll(passwords) !== undefined && !lineOf(passwords, url) && !isOwn(url)
}

const ofAll = (passwords: readonly SimulatorPassword[]) =>
  passwords.find((one) => one.simulator === undefined)

function lineOf(passwords: readonly SimulatorPassword[], url: URL): SimulatorPassword | undefined {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return passwords.find((one) => one.simulator === `${url.hostname}:${port}`)
}
