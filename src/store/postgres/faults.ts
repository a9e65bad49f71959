/** What PostgreSQL's errors mean: whether the server is away, and what an operator can do. Never tells a password. */

/**
 * SQLSTATE classes and codes after which another connection may work again, or the same one later: connection lost, shut
 * down or starting, out of resources, disk, read-only after a fail-over, not let in, cancelled after the time-out
 * (PostgreSQL, appendix A).
 */
const AWAY_STATES = /^(08|53|57|58|28|25006|3D000|XX)/

/** What Node says of sockets and names. */
const AWAY_CODES =
  /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_|EHOST|ENET|ENOENT|EACCES|ERR_TLS|ERR_SSL|CERT_|DEPTH_|SELF_SIGNED|UNABLE_)/

/** What pg says without a code. */
const AWAY_MESSAGES = /Connection terminated|not queryable|timeout|connection is closed|Connection ended/i

/** Another transaction changed the same rows at the same moment: the same again works (serialization, deadlock). */
const CONFLICTS = ['40001', '40P01']

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** Whether the server itself sent the error: pg's `DatabaseError`, by what only the server tells (pg is loaded where it is used). */
const isOfServer = (error: unknown) => error instanceof Error && 'severity' in error

/** Whether an error says that the server does not answer, or does not take writes, at the moment. */
export function isAway(error: unknown): boolean {
  const code = codeOf(error)
  if (isOfServer(error)) return AWAY_STATES.test(code ?? '')
  if (code !== undefined) return AWAY_CODES.test(code)
  return error instanceof Error && AWAY_MESSAGES.test(error.message)
}

/** Whether a transaction lost against another one, and may be tried again. */
export function isConflict(error: unknown): boolean {
  return CONFLICTS.includes(codeOf(error) ?? '')
}

/** Where a database is, without user and password: `host:port/name`. */
export function placeOf(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url)
  const host = searchParams.get('host') ?? (hostname || 'localhost')
  return `${host}:${port || 5432}${pathname}`
}

/** Why the database cannot be used, as sentences with a remedy where the error or one of its causes has one. */
export function explained(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = codeOf(cause) ?? ''
    const remedy = REMEDIES.find(([known]) => known.test(code))
    if (remedy) return remedy[1]
  }
  const message = (error instanceof Error && error.message) || codeOf(error) || String(error)
  return /timeout/i.test(message) ? SILENT : `${message.replace(/\.$/, '')}.`
}

const SILENT = 'it does not answer: look at the network and at firewalls between here and there.'

const REMEDIES: readonly (readonly [code: RegExp, text: string])[] = [
  [
    /^(ECONNREFUSED|ENOENT)$/,
    'nothing listens there: start PostgreSQL, or correct host and port (listen_addresses in postgresql.conf).',
  ],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'the name of that host is not known: correct it, or look at DNS.'],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/, SILENT],
  [
    /^28/,
    'it does not let this user in: correct user and password, and look whether pg_hba.conf allows them from here.',
  ],
  [/^3D000$/, 'there is no database of that name: make it with "createdb -O USER NAME".'],
  [
    /^42501$/,
    'the user may not make tables: let it own the database, or grant it CREATE on the schema public.',
  ],
  [/^53300$/, 'it has no connection left: raise max_connections; this service takes up to eleven.'],
  [/^53100$/, 'its disk is full: make room.'],
  [/^25006$/, 'it is read-only, as a standby is: name the primary.'],
  [/^57P03$/, 'it is starting or stopping: wait a moment.'],
  [/^55P03$/, 'another process has been bringing the tables to its version for minutes: look at that one.'],
]
