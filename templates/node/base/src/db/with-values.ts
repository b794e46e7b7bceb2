import type { CompiledQuery } from 'kysely';

/** A query with other values. Built once it is far cheaper: Kysely puts the SQL together on every call. */
export const withValues = <Row>(
  query: CompiledQuery<Row>,
  parameters: readonly unknown[],
): CompiledQuery<Row> => ({ ...query, parameters });
