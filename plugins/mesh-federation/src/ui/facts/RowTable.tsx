import { Table, type ColumnConfig } from '@backstage/ui';
import type { ReactNode } from 'react';

interface Row {
  readonly id: string;
}

/** A column is no narrower than its words: the table scrolls before it squashes one. */
export type RowColumn<R extends Row> = ColumnConfig<R> & {
  readonly width: NonNullable<ColumnConfig<R>['width']>;
  readonly minWidth: number;
};

/** All rows on one page; where the page is narrow, the table scrolls. */
export function RowTable<R extends Row>(props: {
  readonly columns: readonly RowColumn<R>[];
  readonly rows: readonly R[];
  /** Where a row leads. */
  readonly href?: (row: R) => string;
  /** Shown when there are no rows. */
  readonly none?: ReactNode;
}) {
  const { columns, rows, href, none } = props;
  return (
    <Table
      columnConfig={columns}
      data={[...rows]}
      pagination={{ type: 'none' }}
      rowConfig={{ getHref: href }}
      emptyState={none}
    />
  );
}
