import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { ClusterSilence } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { clockTime } from '../../ui/time/exactTime';
import { useDuration } from '../../ui/time/useDuration';
import { useNow } from '../../ui/time/useNow';

/** For how long a cluster has not answered, which grows, and until when it is waited for. */
export function SilenceLine(props: { readonly silence: ClusterSilence }) {
  const { cluster, since, until } = props.silence;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const duration = useDuration();
  const now = useNow();
  return (
    <Text as="p" variant="body-small">
      {t('run.silent', {
        cluster,
        // The clock of the browser may be behind that of the backend.
        duration: duration(Math.max(0, now - Date.parse(since))),
        until: clockTime(until),
      })}
    </Text>
  );
}
