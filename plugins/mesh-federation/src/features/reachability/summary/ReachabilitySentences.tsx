import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type {
  ReachabilityCell,
  ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import type {
  ReachabilityException,
  ReachabilityText,
} from './describeReachability';
import styles from './ReachabilitySummary.module.css';

/** Opens the explanation of a cell of a Service's matrix. */
export type OnExplain = (
  item: ServiceReachability,
  cell: ReachabilityCell,
) => void;

function Exception(props: {
  readonly exception: ReachabilityException;
  readonly onExplain: OnExplain;
}) {
  const { exception, onExplain } = props;
  const { cluster, cause, item } = exception.client;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <li className={styles.exception}>
      <StatusLabel tone={exception.tone}>{exception.text}</StatusLabel>
      {cause && (
        <Button
          size="small"
          variant="tertiary"
          aria-label={t('reach.why.label', {
            from: cluster,
            to: cause.provider,
          })}
          onPress={() => onExplain(item, cause)}
        >
          {t('reach.why.button')}
        </Button>
      )}
    </li>
  );
}

/**
 * Who can reach something, in words: the headline, and from where it is not so, each with a way to
 * the reason.
 */
export function ReachabilitySentences(props: {
  readonly text: Pick<ReachabilityText, 'headline' | 'exceptions' | 'remarks'>;
  /** `small` under another headline. */
  readonly size?: 'small' | 'medium';
  readonly onExplain: OnExplain;
}) {
  const { text, size = 'medium', onExplain } = props;
  const { headline, exceptions, remarks } = text;
  return (
    <>
      <Text
        as="h2"
        variant={size === 'small' ? 'title-x-small' : 'title-small'}
        weight="bold"
      >
        {headline}
      </Text>
      {exceptions.length > 0 && (
        <ul className={styles.exceptions}>
          {exceptions.map(exception => (
            <Exception
              key={exception.text}
              exception={exception}
              onExplain={onExplain}
            />
          ))}
        </ul>
      )}
      {remarks.map(remark => (
        <Text as="p" key={remark}>
          {remark}
        </Text>
      ))}
    </>
  );
}
