import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Remedy } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { CopyButton } from '../../ui/action/CopyButton';
import styles from './RemedyBlock.module.css';

/** What to run or to apply, as text to copy. */
export function RemedyBlock(props: {
  readonly remedy: Pick<Remedy, 'kind' | 'text'>;
  /** Where to run or to apply it. */
  readonly title: string;
}) {
  const { remedy, title } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <figure className={styles.root}>
      <figcaption className={styles.head}>
        <Text as="span" variant="body-small" weight="bold">
          {title}
        </Text>
        <CopyButton
          text={remedy.text}
          label={t('reach.copy.copy', { what: t(`reach.copy.${remedy.kind}`) })}
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
        {remedy.text}
      </pre>
    </figure>
  );
}
