/** Queries that are built once and run often: building one costs Kysely as much as running it. */

import type { CompiledQuery } from 'kysely'

/** The same query for other values, in the order in which the query names them. */
export function withParameters<Row>(
  query: CompiledQuery<Row>,
  parameters: readonly unknown[],
): CompiledQuery<Row> {
  return { ...query, parameters }
}
