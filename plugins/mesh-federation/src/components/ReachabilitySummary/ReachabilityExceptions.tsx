import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { ReachabilityCell } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation';
import type {
  ClientState,
  ClientSummary,
} from '../../view/summarizeReachability';
import type { Tone } from '../../view/tones';
import { StatusLabel } from '../StatusLabel';
import styles from './ReachabilitySummary.module.css';

const SHOWN = 3;

type ExceptionState = Exclude<ClientState, 'reaches'>;

const TONES: Readonly<Record<ExceptionState, Tone>> = {
  blocked: 'danger',
  unknown: 'unknown',
  partly: 'partial',
  conditional: 'partial',
};

function textOf(state: ExceptionState, cause?: ReachabilityCell) {
  if (state !== 'partly') return state;
  return cause?.verdict === 'unknown' ? 'partlyUnknown' : 'partlyBlocked';
}

function Exception(props: {
  readonly client: ClientSummary;
  readonly state: ExceptionState;
  readonly onExplain: (cell: ReachabilityCell) => void;
}) {
  const { client, state, onExplain } = props;
  const { cluster, cause } = client;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const reason = cause?.summary ?? t('reach.exception.notReported');
  return (
    <li className={styles.exception}>
      <StatusLabel tone={TONES[state]}>
        {t(`reach.exception.${textOf(state, cause)}`, {
          cluster,
          reason,
          provider: cause?.provider ?? '',
        })}
      </StatusLabel>
      {cause && (
        <Button
          size="small"
          variant="tertiary"
          aria-label={t('reach.headline.whyLabel', {
            from: cluster,
            to: cause.provider,
          })}
          onPress={() => onExplain(cause)}
        >
          {t('reach.headline.why')}
        </Button>
      )}
    </li>
  );
}

/** From which clusters something is not reachable, or not always, and why. */
export function ReachabilityExceptions(props: {
  readonly exceptions: readonly ClientSummary[];
  readonly onExplain: (cell: ReachabilityCell) => void;
}) {
  const { exceptions, onExplain } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const more = exceptions.length - SHOWN;
  if (exceptions.length === 0) return null;
  return (
    <ul className={styles.exceptions}>
      {exceptions
        .slice(0, SHOWN)
        .map(client =>
          client.state === 'reaches' ? null : (
            <Exception
              key={client.cluster}
              client={client}
              state={client.state}
              onExplain={onExplain}
            />
          ),
        )}
      {more > 0 && (
        <li>
          <Text variant="body-small" color="secondary">
            {t('reach.headline.more', { count: more })}
          </Text>
        </li>
      )}
    </ul>
  );
}
