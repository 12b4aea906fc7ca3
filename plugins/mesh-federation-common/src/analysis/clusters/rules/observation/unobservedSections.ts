import { finding } from '../../../../findings/registry';
import type { ClusterState, Finding, Observed } from '../../../../model';
import {
  describeUnknown,
  unknownSections,
  unobserved,
} from '../../../describeUnknown';
import { counted } from '../../../../model/basics/english';
import type { Rule } from '../Rule';

/** MF1001, MF1002, MF1003, MF1008, MF1010: what could not be seen, and why. */
export const unobservedSections: Rule = ({ states }) =>
  states.flatMap(state => {
    const { cluster, kubernetesVersion, at } = state;
    if (kubernetesVersion.status === 'unknown') {
      const { reason } = kubernetesVersion;
      const evidence = [{ cluster, field: 'API server', at }];
      switch (reason.kind) {
        case 'unreachable':
          return [
            finding('MF1001', {
              cluster,
              message: `${cluster} is unreachable: ${reason.message}.`,
              evidence,
            }),
          ];
        case 'timeout':
          return [
            finding('MF1003', {
              cluster,
              message: `${cluster} did not answer in time: ${reason.message}.`,
              evidence,
            }),
          ];
        case 'error':
        case 'not-observed':
          return [
            finding('MF1010', {
              cluster,
              message: `${cluster} was not observed: ${reason.message}.`,
              evidence,
            }),
          ];
        default:
      }
    }
    return sectionFindings(state);
  });

function sectionFindings(state: ClusterState): readonly Finding[] {
  const { cluster } = state;
  const unknown = unknownSections(sectionsOf(state));
  const failed = unknown.filter(
    ({ reason }) => reason.kind === 'error' || reason.kind === 'timeout',
  );
  const denied = unknown.flatMap(({ section, reason }) => {
    if (reason.kind !== 'forbidden') {
      return [];
    }
    return [
      finding('MF1002', {
        cluster,
        message: unobserved(`The ${section} of ${cluster}`, reason),
        params: { verb: reason.verb, resource: reason.resource },
        evidence: [{ cluster, field: section, at: state.at }],
      }),
    ];
  });
  const [first] = failed;
  if (first === undefined) {
    return denied;
  }
  if (failed.length > 1) {
    const sections = failed.map(({ section }) => section).join(', ');
    return [
      ...denied,
      finding('MF1008', {
        cluster,
        message: `${counted(
          failed.length,
          'section',
        )} of ${cluster} could not be observed: ${sections}. The first: ${describeUnknown(
          first.reason,
        )}.`,
        params: { sections },
      }),
    ];
  }
  return [
    ...denied,
    finding(first.reason.kind === 'timeout' ? 'MF1003' : 'MF1010', {
      cluster,
      message: unobserved(`The ${first.section} of ${cluster}`, first.reason),
    }),
  ];
}

function sectionsOf(
  state: ClusterState,
): Readonly<Record<string, Observed<unknown>>> {
  const planes =
    state.controlPlanes.status === 'observed' ? state.controlPlanes.value : [];
  return {
    identity: state.uid,
    version: state.kubernetesVersion,
    'CA of the API server': state.apiServer.caPem,
    'rights of Backstage': state.access,
    'control planes': state.controlPlanes,
    'trust store': state.trustStore,
    'remote secrets': state.remoteSecrets,
    network: state.network,
    gateways: state.gateways,
    'Gateway API': state.gatewayApi,
    reader: state.reader,
    workloads: state.workloads,
    'roots in proxies': state.proxyRoots,
    services: state.services,
    'data plane': state.ambient,
    ...Object.fromEntries(
      planes.flatMap(({ revision, meshConfig, shared }) => [
        [`mesh config of revision ${revision}`, meshConfig],
        [`shared mesh config of revision ${revision}`, shared],
      ]),
    ),
    ...Object.fromEntries(
      planes.flatMap(({ replicas }) =>
        replicas.map(({ pod, sync }) => [`sync status of ${pod}`, sync]),
      ),
    ),
  };
}
