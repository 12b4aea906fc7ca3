import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { CopyButton } from '../../ui/action/CopyButton';
import styles from './TextToCopy.module.css';

/** Commands or YAML, as text to copy. */
export function TextToCopy(props: {
  /** What the text is for. */
  readonly title: string;
  readonly what?: 'command' | 'yaml';
  readonly text: string;
}) {
  const { title, what = 'command', text } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <figure className={styles.root}>
      <figcaption className={styles.head}>
        <Text as="span" variant="body-small" weight="bold">
          {title}
        </Text>
        <CopyButton
          text={text}
          label={t('reach.copy.copy', { what: t(`reach.copy.${what}`) })}
          copied={t('reach.copy.copied')}
          refused={t('reach.copy.refused')}
        />
      </figcaption>
      <pre
        className={styles.text}
        role="group"
        aria-label={title}
        // Long lines scroll; the keyboard has to reach them.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {text}
      </pre>
    </figure>
  );
}
