import type { ReactNode } from 'react';
import styles from './HeaderActions.module.css';

/** Buttons of a page's header; where there is no room beside each other, below each other. */
export function HeaderActions(props: { readonly children: ReactNode }) {
  return <div className={styles.root}>{props.children}</div>;
}
