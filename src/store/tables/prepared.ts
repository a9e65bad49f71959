/** Queries that are built once and run often: Kysely takes as long to build one as to run it. */

import type { CompiledQuery } from 'kysely'

/** The same query with other values, in the order in which the query names them. */
export function withParameters<Row>(
  query: CompiledQuery<Row>,
  parameters: readonly unknown[],
): CompiledQuery<Row> {
  return { ...query, parameters }
}
