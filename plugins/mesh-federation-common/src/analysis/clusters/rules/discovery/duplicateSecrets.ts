import { finding } from '../../../../findings/registry';
import { clusterIds } from '../../../discovery/remoteSecretsFor';
import type { Rule } from '../Rule';
import { counted } from '../../../../model/basics/english';

/** MF3002, MF3003: a cluster id in two remote secrets, or that of the reading cluster itself. */
export const duplicateSecrets: Rule = ({ states }) =>
  states.flatMap(state => {
    const { cluster, remoteSecrets } = state;
    if (remoteSecrets.status === 'unknown') {
      return [];
    }
    const own = clusterIds(state) ?? [];
    const ids = [
      ...new Set(remoteSecrets.value.map(({ clusterId }) => clusterId)),
    ].sort();
    return ids.flatMap(clusterId => {
      const secrets = remoteSecrets.value.filter(
        item => item.clusterId === clusterId,
      );
      const evidence = secrets.map(({ secret }) => ({
        cluster,
        object: secret,
        field: `data.${clusterId}`,
        at: remoteSecrets.at,
      }));
      const names = secrets.map(({ secret }) => secret.name).sort();
      return [
        ...(secrets.length > 1
          ? [
              finding('MF3002', {
                cluster,
                message: `Cluster id "${clusterId}" is in ${counted(
                  secrets.length,
                  'remote secret',
                )} of ${cluster}.`,
                params: { clusterId, secrets: names.join(', ') },
                evidence,
              }),
            ]
          : []),
        ...(own.includes(clusterId)
          ? secrets.map(({ secret }) =>
              finding('MF3003', {
                cluster,
                object: secret,
                message: `${secret.name} of ${cluster} has the key "${clusterId}", which is its own cluster id.`,
                evidence,
              }),
            )
          : []),
      ];
    });
  });
