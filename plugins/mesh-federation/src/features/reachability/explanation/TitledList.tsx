import { Text } from '@backstage/ui';
import styles from './ReachabilityExplanation.module.css';

/** Sentences under a small heading. */
export function TitledList(props: {
  readonly title: string;
  readonly items: readonly string[];
}) {
  return (
    <div>
      <Text as="h3" variant="body-small" weight="bold">
        {props.title}
      </Text>
      <ul className={styles.sentences}>
        {props.items.map((text, index) => (
          <li key={index}>{text}</li>
        ))}
      </ul>
    </div>
  );
}
