import { Flex, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './EmptyNote.module.css';

/** Says that there is nothing, and what to do about it. */
export function EmptyNote(props: {
  readonly title: string;
  readonly description?: string;
  readonly action?: ReactNode;
}) {
  return (
    <Flex
      direction="column"
      align="center"
      gap="3"
      p="8"
      className={styles.root}
    >
      <Text as="h3" variant="title-x-small">
        {props.title}
      </Text>
      {props.description && (
        <Text as="p" color="secondary" className={styles.description}>
          {props.description}
        </Text>
      )}
      {props.action}
    </Flex>
  );
}
