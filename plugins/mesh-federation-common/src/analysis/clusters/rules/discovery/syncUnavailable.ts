import { finding } from '../../../../findings/registry';
import type { Rule } from '../Rule';

/** MF3014: istiod has no metric for its remote clusters. */
export const syncUnavailable: Rule = ({ states }) =>
  states.flatMap(({ cluster, controlPlanes }) =>
    controlPlanes.status === 'unknown'
      ? []
      : controlPlanes.value.flatMap(({ revision, replicas, deployment }) => {
          const without = replicas.filter(
            ({ sync }) =>
              sync.status === 'unknown' && sync.reason.kind === 'unsupported',
          );
          return without.length === 0
            ? []
            : [
                finding('MF3014', {
                  cluster,
                  object: deployment,
                  message: `Revision ${revision} of ${cluster} does not tell which remote clusters are synced.`,
                  evidence: without.map(({ pod, sync }) => ({
                    cluster,
                    field: `istiod_remote_cluster_sync_status of ${pod}`,
                    at: sync.at,
                  })),
                }),
              ];
        }),
  );
