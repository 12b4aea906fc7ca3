import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import type { DiffLine, ObjectDiff } from './diffObject';
import styles from './DiffView.module.css';

/** What stands before a line of a diff. */
export const SIGNS: Readonly<Record<DiffLine['kind'], string>> = {
  added: '+',
  removed: '-',
  context: ' ',
};

/** A diff line by line; color only repeats the signs. */
export function DiffView(props: {
  readonly name: string;
  readonly diff: ObjectDiff;
}) {
  const { name, diff } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const unchanged =
    diff.basis === 'compared' && diff.added + diff.removed === 0;
  if (unchanged || diff.lines.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t(unchanged ? 'diff.unchanged' : 'diff.unread')}
      </Text>
    );
  }
  return (
    <pre
      className={styles.diff}
      aria-label={t('diff.label', { object: name })}
      // Long lines scroll; the keyboard has to reach them.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {diff.lines.map((line, index) => (
        <span key={index} className={styles.line} data-kind={line.kind}>
          <span className={styles.sign} aria-hidden="true">
            {SIGNS[line.kind]}
          </span>
          {line.kind === 'context' ? (
            <span>{line.text}</span>
          ) : (
            <span role={line.kind === 'added' ? 'insertion' : 'deletion'}>
              {line.text}
            </span>
          )}
        </span>
      ))}
    </pre>
  );
}
