import {
  NETWORK_LABEL,
  observed,
  type Pod,
  type Service,
} from '../../../model';
import {
  OBSERVED_AT,
  aPod,
  aService,
  withControlPlane,
  withMeshConfig,
  withMorePods,
  withPods,
  withService,
  withSettings,
  withState,
} from '@mesh-federation/fixtures';
import {
  type MeshChange,
  type Subject,
  changingList,
  changingState,
  withAnnotation,
  withLabel,
} from './MeshChange';
import { hostOf, tellingConfiguration } from './tellingConfiguration';
import { packetChanges } from './packetChanges';
import { placeChanges } from './placeChanges';
import { optional } from '../../../model/basics/optional';

/** Changes that tell a Service from others that are like it, each in a way of its own. */
export function tellingChanges(
  subject: Subject,
): Readonly<Record<string, MeshChange>> {
  return {
    ...tellingConfiguration(subject),
    ...settingsForHosts(subject),
    ...workloads(subject),
    ...services(subject),
    ...placeChanges(subject),
    ...packetChanges(subject),
  };
}

function settingsForHosts(
  subject: Subject,
): Readonly<Record<string, MeshChange>> {
  const { namespace } = subject;
  const hosts = [hostOf(subject)];
  const labelled = (label: string, value: string) =>
    changingState(({ namespaces }) => ({
      namespaces: changingList(namespaces, item =>
        item.name === namespace
          ? { ...item, labels: { ...item.labels, [label]: value } }
          : item,
      ),
    }));
  const selecting =
    (label: string, value: string): MeshChange =>
    (states, cluster) =>
      withSettings(states, cluster, {
        discoverySelectors: [
          { matchLabels: { [label]: value }, matchExpressions: [] },
        ],
      });
  return {
    'its host is cluster-local': (states, cluster) =>
      withSettings(states, cluster, {
        serviceSettings: [{ clusterLocal: true, hosts }],
      }),
    'all hosts but its own are cluster-local': (states, cluster) =>
      withSettings(states, cluster, {
        serviceSettings: [
          { clusterLocal: true, hosts: ['*.svc.cluster.local'] },
          { clusterLocal: false, hosts },
        ],
      }),
    'gateway for its host alone': changingState(({ gateways }) => ({
      gateways: changingList(gateways, item => ({ ...item, hosts })),
    })),
    'gateway for its namespace alone': changingState(({ gateways }) => ({
      gateways: changingList(gateways, item => ({
        ...item,
        hosts: [`*.${namespace}.svc.cluster.local`],
      })),
    })),
    'gateway in its namespace': changingState(({ gateways }) => ({
      gateways: changingList(gateways, item => ({
        ...item,
        object: { ...item.object, namespace },
      })),
    })),
    'discovers its namespace by name': selecting(
      'kubernetes.io/metadata.name',
      namespace,
    ),
    'discovers namespaces by a label': selecting('mesh', 'yes'),
    'its namespace has the label': labelled('mesh', 'yes'),
    'its namespace is ambient': labelled('istio.io/dataplane-mode', 'ambient'),
    'its namespace has a waypoint': labelled('istio.io/use-waypoint', 'front'),
    'watches its namespace alone': (states, cluster) =>
      withControlPlane(states, cluster, plane => ({
        ...plane,
        features: { ...plane.features, ISTIO_WATCH_NAMESPACE: namespace },
      })),
    'its namespace is the root': (states, cluster) =>
      withSettings(states, cluster, { rootNamespace: namespace }),
    'exports rules to the own namespace by default': (states, cluster) =>
      withSettings(states, cluster, { defaultDestinationRuleExportTo: ['.'] }),
    'networks by address': (states, cluster) =>
      withMeshConfig(
        withState(states, cluster, ({ network }) => ({
          network:
            network.status === 'observed'
              ? observed({ ...network.value, label: '' }, OBSERVED_AT)
              : network,
        })),
        cluster,
        {
          meshNetworks: {
            east: {
              endpoints: [{ fromCidr: '10.1.10.0/24' }],
              gateways: [],
            },
            west: { endpoints: [{ fromCidr: '10.2.0.0/24' }], gateways: [] },
          },
        },
      ),
  };
}

function workloads({
  server,
  namespace,
}: Subject): Readonly<Record<string, MeshChange>> {
  const client =
    (overrides: Partial<Pod>): MeshChange =>
    (states, cluster) =>
      withMorePods(states, cluster, [
        aPod('caller', cluster, {
          namespace,
          name: `caller-${namespace}`,
          ips: ['10.8.0.9'],
          ...overrides,
        }),
      ]);
  const pods =
    (change: (pod: Pod) => Pod | undefined): MeshChange =>
    (states, cluster) =>
      withPods(states, cluster, server, change);
  return {
    'its Pods are of a StatefulSet': pods(pod => ({
      ...pod,
      workload: { ...pod.workload, kind: 'StatefulSet' },
    })),
    'its Pods are on another network': pods(withLabel(NETWORK_LABEL, 'east')),
    'its Pods say another network': pods(pod => ({
      ...pod,
      ...optional({
        proxy: pod.proxy ? { ...pod.proxy, network: 'other' } : undefined,
      }),
    })),
    'its Pods were not restarted': pods(pod => ({
      ...pod,
      ...optional({
        proxy: pod.proxy ? { ...pod.proxy, xdsAgent: false } : undefined,
      }),
    })),
    'its Pods have the address of another': pods(pod => ({
      ...pod,
      hostNetwork: true,
      ips: ['10.1.0.13'],
    })),
    'its Pods are on a node': pods(pod => ({ ...pod, node: 'node-1' })),
    'its Pods let one port past': pods(
      withAnnotation('traffic.sidecar.istio.io/excludeInboundPorts', '9090'),
    ),
    'its Pods are on no list': (states, cluster) =>
      withState(states, cluster, ({ pods: all }) => ({
        pods:
          all.status === 'observed'
            ? observed(
                all.value.filter(pod => pod.workload.name !== server),
                all.at,
              )
            : all,
      })),
    'a client in its namespace': client({}),
    'a client in its namespace that is no friend of sidecars': client({
      annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '80' },
    }),
    'its containers declare another port': pods(pod => ({
      ...pod,
      containerPorts: [9090],
    })),
    'all Pods are on a node': changingState(({ pods: all }) => ({
      pods: changingList(all, pod => ({
        ...pod,
        node: pod.workload.name === server ? 'node-1' : 'node-2',
      })),
    })),
  };
}

function services({
  service,
  server,
  namespace,
}: Subject): Readonly<Record<string, MeshChange>> {
  const other =
    (createdAt: string, overrides: Partial<Service>): MeshChange =>
    (states, cluster) =>
      withState(states, cluster, ({ services: all }) => ({
        services:
          all.status === 'observed'
            ? observed(
                [
                  ...all.value.filter(({ name }) => name !== `also-${service}`),
                  aService(`also-${service}`, {
                    namespace,
                    selector: { app: server },
                    createdAt,
                    ports: [
                      {
                        name: 'tcp',
                        port: 80,
                        protocol: 'TCP',
                        targetPort: '8080',
                      },
                    ],
                    ...overrides,
                  }),
                ],
                all.at,
              )
            : all,
      }));
  const changing =
    (change: Partial<Service>): MeshChange =>
    (states, cluster) =>
      withService(states, cluster, service, change);
  return {
    'is another name for orders': changing({
      type: 'ExternalName',
      externalName: 'orders.shop.svc.cluster.local',
      ports: [{ name: 'http', port: 80, protocol: 'TCP' }],
    }),
    'is another name for a clone': changing({
      type: 'ExternalName',
      externalName: 'orders-c.depot.svc.cluster.local',
      ports: [{ name: 'http', port: 80, protocol: 'TCP' }],
    }),
    'an older Service has its Pods': other('2020-01-01T00:00:00Z', {}),
    'a Service of all Pods has its Pods': other('', { selector: {} }),
    'is of a known age': changing({ createdAt: '2024-01-01T00:00:00Z' }),
    'has two ports': changing({
      ports: [
        { name: 'http', port: 80, protocol: 'TCP', targetPort: '8080' },
        { name: 'tcp-more', port: 81, protocol: 'TCP', targetPort: '9090' },
      ],
    }),
    'has a named target': changing({
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'web' }],
    }),
    'is exported to a namespace': changing({ exportTo: ['shop'] }),
    'is exported to its own and another': changing({
      exportTo: ['.', 'istio-system'],
    }),
    'has a waypoint': changing({
      labels: { 'istio.io/use-waypoint': 'front' },
    }),
    'takes requests before it is ready': changing({
      publishNotReadyAddresses: true,
    }),
  };
}
