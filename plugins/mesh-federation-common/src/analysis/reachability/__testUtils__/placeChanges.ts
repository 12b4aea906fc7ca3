import {
  OBSERVED_AT,
  withPods,
  withService,
  withSettings,
  withState,
} from '@mesh-federation/fixtures';
import { observed, type LoadBalancing } from '../../../model';
import { aDestinationRule } from '../legs/__testUtils__/policyCases';
import { aNode } from '../legs/__testUtils__/regions';
import {
  adding,
  changingList,
  changingState,
  type MeshChange,
  type Subject,
} from './MeshChange';

/** Changes of where clients and endpoints are, and of what makes some of them nearer. */
export function placeChanges({
  service,
  namespace,
  server,
  client,
}: Subject): Readonly<Record<string, MeshChange>> {
  const host = `${service}.${namespace}.svc.cluster.local`;
  const rule = (name: string, policy: LoadBalancing, of: string = host) =>
    adding(
      'destinationRules',
      aDestinationRule(undefined, {
        namespace,
        name,
        host: of,
        trafficPolicy: { ...policy, ports: [] },
      }),
    );
  const onNode =
    (app: string): MeshChange =>
    (states, cluster) =>
      withPods(
        withState(states, cluster, {
          nodes: observed([aNode('far', `region-of-${cluster}`)], OBSERVED_AT),
        }),
        cluster,
        app,
        pod => ({ ...pod, node: 'far' }),
      );
  return {
    'servers in a region': onNode(server),
    'clients in a region': onNode(client),
    'rule that detects outliers': rule('outliers', { outlierDetection: true }),
    'rule for all hosts that detects outliers': rule(
      'all-outliers',
      { outlierDetection: true },
      '*.local',
    ),
    'rule with the own cluster first': rule('own-first', {
      outlierDetection: true,
      locality: {
        enabled: true,
        failoverPriority: ['topology.istio.io/cluster'],
      },
    }),
    'rule with the own version first': rule('version-first', {
      outlierDetection: true,
      locality: { enabled: true, failoverPriority: ['version'] },
    }),
    'rule with shares': rule('shares', {
      locality: {
        enabled: true,
        distribute: [{ from: 'region-of-east', to: ['region-of-east'] }],
      },
    }),
    'close endpoints first': (states, cluster) =>
      withService(states, cluster, service, {
        trafficDistribution: 'PreferClose',
      }),
    'endpoints of the same node first': (states, cluster) =>
      withService(states, cluster, service, {
        distributionAnnotation: 'PreferSameNode',
      }),
    'close endpoints first in the namespace': changingState(
      ({ namespaces }) => ({
        namespaces: changingList(namespaces, item =>
          item.name === namespace
            ? { ...item, distributionAnnotation: 'PreferClose' }
            : item,
        ),
      }),
    ),
    'localities off in the mesh': (states, cluster) =>
      withSettings(states, cluster, { localityLbSetting: { enabled: false } }),
  };
}
