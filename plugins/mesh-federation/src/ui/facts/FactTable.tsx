/* eslint-disable jsx-a11y/no-redundant-roles,
   jsx-a11y/no-interactive-element-to-noninteractive-role -- see FactTable */
import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './FactTable.module.css';

export interface FactColumn<R> {
  readonly id: string;
  readonly label: string;
  readonly cell: (row: R) => ReactNode;
}

/**
 * A table of facts whose first column names the row. In a narrow place each row becomes a block of
 * labelled facts; the roles are written out because browsers drop those of a table that is laid out
 * otherwise.
 */
export function FactTable<R>(props: {
  /** What the table is about, for screen readers; who sees it reads the heading above. */
  readonly label: string;
  readonly columns: readonly FactColumn<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  /** Said when there are no rows. */
  readonly none: string;
  /** The columns after the first are of one kind, and equally wide. */
  readonly even?: boolean;
}) {
  const { label, columns, rows, rowKey, none, even } = props;
  if (rows.length === 0) {
    return (
      <Text as="p" color="secondary">
        {none}
      </Text>
    );
  }
  const [head, ...facts] = columns;
  return (
    <div className={styles.frame}>
      <table
        className={styles.table}
        data-even={even}
        role="table"
        aria-label={label}
      >
        <thead role="rowgroup" className={styles.head}>
          <tr role="row">
            {columns.map(column => (
              <th key={column.id} scope="col" role="columnheader">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(row => (
            <tr key={rowKey(row)} role="row">
              <th scope="row" role="rowheader">
                {head.cell(row)}
              </th>
              {facts.map(column => (
                <td key={column.id} role="cell">
                  <span className={styles.label} aria-hidden="true">
                    {column.label}
                  </span>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
