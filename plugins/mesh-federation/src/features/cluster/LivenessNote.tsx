import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { ClusterOverview } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { asSentence } from '../../translation/asSentence';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { useAge } from '../../ui/time/useAge';

/** Says that a cluster does not answer, and how old the facts are that are shown of it. */
export function LivenessNote(props: {
  /** Absent when the inventory has no such cluster. */
  readonly overview?: ClusterOverview;
  /** Why nothing is known of a cluster that was never asked. */
  readonly reason?: string;
}) {
  const { overview, reason } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  const reachable = overview?.reachable;
  const message =
    reachable?.status === 'unknown' ? reachable.reason.message : undefined;
  if (!overview?.factsAt) {
    return (
      <Alert
        status="warning"
        icon
        title={t('clusterMesh.unknownTitle')}
        description={message ?? reason}
      />
    );
  }
  return message === undefined ? null : (
    <Alert
      status="warning"
      icon
      title={t('clusterMesh.silentTitle')}
      description={t('clusterMesh.silentDescription', {
        age: age(overview.factsAt),
        reason: asSentence(message),
      })}
    />
  );
}
