import { Box } from '@backstage/ui';
import type { ReactNode } from 'react';
import type { Tone } from '../status/Tone';
import styles from './SummaryCard.module.css';

/** The answer of a tab in words, before everything else; the color of its edge repeats the tone. */
export function SummaryCard(props: {
  readonly tone: Tone;
  /** What can be done about it, at the side. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const { tone, actions, children } = props;
  return (
    <Box bg="neutral" className={styles.root} data-tone={tone}>
      <div className={styles.words}>{children}</div>
      {actions}
    </Box>
  );
}
