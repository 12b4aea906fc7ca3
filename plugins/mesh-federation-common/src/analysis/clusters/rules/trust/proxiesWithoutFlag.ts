import { finding } from '../../../../findings/registry';
import {
  type ClusterState,
  type Finding,
  PROXY_CONFIG_XDS_AGENT,
  counted,
  describeObject,
} from '../../../../model';
import type { Rule } from '../Rule';
import { listedRoots } from '../../../trust/effectiveRoots';

/** MF2012: a cluster lists foreign roots, but some of its proxies do not ask for them. */
export const proxiesWithoutFlag: Rule = ({ states }) =>
  states.flatMap(state => (usesForeignRoots(state) ? flagFindings(state) : []));

/** One finding that names every workload with proxies that lack the flag. */
export function flagFindings(state: ClusterState): readonly Finding[] {
  const { cluster, workloads } = state;
  if (workloads.status === 'unknown') {
    return [];
  }
  const lacking = workloads.value
    .filter(({ proxies, proxiesWithXdsAgent }) => proxiesWithXdsAgent < proxies)
    .map(describeObject)
    .sort();
  return lacking.length === 0
    ? []
    : [
        finding('MF2012', {
          cluster,
          message: `${counted(lacking.length, 'workload')} of ${cluster} ${
            lacking.length === 1 ? 'has' : 'have'
          } proxies without PROXY_CONFIG_XDS_AGENT.`,
          params: { workloads: lacking.join(', ') },
          evidence: [
            {
              cluster,
              field: PROXY_CONFIG_XDS_AGENT,
              value: lacking.join(', '),
              at: workloads.at,
            },
          ],
        }),
      ];
}

function usesForeignRoots(state: ClusterState): boolean {
  return (
    state.controlPlanes.status === 'observed' &&
    state.controlPlanes.value.some(plane => {
      const listed = listedRoots(plane);
      return (
        plane.multiRootMesh &&
        listed.status === 'observed' &&
        listed.value.length > 0
      );
    })
  );
}
