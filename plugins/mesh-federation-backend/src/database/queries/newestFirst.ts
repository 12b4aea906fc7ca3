import {
  optional,
  type Paged,
  type PageRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Knex } from 'knex';
import { fromCursor, TEXT, toCursor } from './cursors';

/** Items of a page when the request names no number. */
export const PAGE_SIZE = 100;

/**
 * A page of rows, newest first. The cursor names the last row of the page before, so that what is
 * added meanwhile moves nothing. `unique` tells rows of one time apart.
 */
export async function newestFirst<Row extends object>(options: {
  /** The whole list: table and conditions. */
  readonly list: Knex.QueryBuilder;
  readonly columns: readonly (keyof Row & string)[];
  /** Sorts as text. */
  readonly time: keyof Row & string;
  readonly unique: keyof Row & string;
  readonly page: PageRequest;
}): Promise<Paged<Row>> {
  const { list, columns, time, unique, page } = options;
  const { limit = PAGE_SIZE, cursor } = page;
  const rest = list.clone();
  if (cursor !== undefined) {
    const [lastTime, lastUnique] = fromCursor(cursor, [TEXT, TEXT]);
    rest.andWhere(query =>
      query
        .where(time, '<', lastTime)
        .orWhere(same =>
          same.where(time, lastTime).andWhere(unique, '<', lastUnique),
        ),
    );
  }
  const [rows, [{ count }]] = await Promise.all([
    rest
      .clone()
      .orderBy([
        { column: time, order: 'desc' },
        { column: unique, order: 'desc' },
      ])
      .limit(limit)
      .select(...columns) as unknown as Promise<Row[]>,
    rest.clone().count({ count: '*' }) as unknown as Promise<
      { count: number | string }[]
    >,
  ]);
  // PostgreSQL counts in a text.
  const leftOut = Math.max(0, Number(count) - rows.length);
  const last = rows.at(-1);
  return {
    items: rows,
    ...(last && leftOut > 0
      ? {
          nextCursor: toCursor([String(last[time]), String(last[unique])]),
          leftOut,
        }
      : optional({})),
  };
}
