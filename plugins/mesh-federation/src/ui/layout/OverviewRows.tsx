import type { ReactNode } from 'react';
import styles from './OverviewRows.module.css';

/** Short facts on a card, one a row. */
export function OverviewRows(props: {
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <ul className={styles.rows} aria-label={props.label}>
      {props.children}
    </ul>
  );
}

/** One row: what it is about at the left, its status at the right, an explanation below. */
export function OverviewRow(props: {
  readonly name: ReactNode;
  readonly note?: string;
  readonly children: ReactNode;
}) {
  return (
    <li className={styles.row}>
      <span>{props.name}</span>
      {props.children}
      {props.note && <span className={styles.note}>{props.note}</span>}
    </li>
  );
}
