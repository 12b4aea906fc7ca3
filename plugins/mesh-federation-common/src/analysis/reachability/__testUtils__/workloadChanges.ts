import { observed, type Pod, type Service } from '../../../model';
import {
  OBSERVED_AT,
  aNamespace,
  aPod,
  withMorePods,
  withPods,
  withService,
  withState,
  withoutSidecar,
} from '@mesh-federation/fixtures';
import {
  type MeshChange,
  type Subject,
  withProxy,
  withLabel,
  withAnnotation,
} from './MeshChange';

const PORT = {
  name: 'http',
  port: 80,
  protocol: 'TCP',
  targetPort: '8080',
} as const;

/** Changes of the Service, and of the workloads on both sides of it. */
export function workloadChanges({
  service,
  namespace,
  server,
  client,
}: Subject): Readonly<Record<string, MeshChange>> {
  const changingService =
    (change: Partial<Service> | undefined): MeshChange =>
    (states, cluster) =>
      withService(states, cluster, service, change);
  const changingPods =
    (app: string, change: (pod: Pod) => Pod | undefined): MeshChange =>
    (states, cluster) =>
      withPods(states, cluster, app, change);
  const withPort = (change: Partial<Service['ports'][number]>) =>
    changingService({ ports: [{ ...PORT, ...change }] });
  return {
    'no Service': changingService(undefined),
    'port has another name': withPort({ name: 'web' }),
    'port has another number': withPort({ port: 8000 }),
    'port is UDP': withPort({ protocol: 'UDP' }),
    'port is TCP by name': withPort({ name: 'tcp' }),
    headless: changingService({ headless: true }),
    'external name': changingService({
      type: 'ExternalName',
      externalName: 'example.com',
    }),
    'exported to its namespace': changingService({ exportTo: ['.'] }),
    'exported to nobody': changingService({ exportTo: ['~'] }),
    'internal traffic policy Local': changingService({
      internalTrafficPolicy: 'Local',
    }),
    'the client runs as the proxy': changingPods(client, pod => ({
      ...pod,
      asProxy: 'all',
    })),
    'its address is excluded': changingPods(client, pod => ({
      ...pod,
      annotations: {
        'traffic.sidecar.istio.io/excludeOutboundIPRanges': '10.96.0.0/16',
      },
    })),
    'an address': changingService({ addresses: ['10.96.0.7'] }),
    'endpoints not ready': changingPods(server, pod => ({
      ...pod,
      ready: false,
    })),
    'no endpoints': changingPods(server, () => undefined),
    'server without sidecar': changingPods(server, withoutSidecar),
    'server on the host network': changingPods(server, pod => ({
      ...pod,
      hostNetwork: true,
    })),
    'server keeps its port from the sidecar': changingPods(
      server,
      withAnnotation('traffic.sidecar.istio.io/excludeInboundPorts', '8080'),
    ),
    'server has version v1': changingPods(server, withLabel('version', 'v1')),
    'a second server': (states, cluster) =>
      withMorePods(states, cluster, [
        aPod(server, cluster, { namespace, name: 'more-2', ips: ['10.9.0.2'] }),
      ]),
    'a second server without sidecar': (states, cluster) =>
      withMorePods(states, cluster, [
        withoutSidecar(
          aPod(server, cluster, {
            namespace,
            name: 'more-3',
            ips: ['10.9.0.3'],
          }),
        ),
      ]),
    'client without sidecar': changingPods(client, withoutSidecar),
    'client not restarted': changingPods(
      client,
      withProxy({ xdsAgent: false }),
    ),
    'client captures DNS': changingPods(
      client,
      withProxy({ dnsCapture: true }),
    ),
    'client keeps the port from the sidecar': changingPods(
      client,
      withAnnotation('traffic.sidecar.istio.io/excludeOutboundPorts', '80'),
    ),
    'client of another trust domain': changingPods(
      client,
      withProxy({ trustDomain: 'other.local' }),
    ),
    'a client in another namespace': (states, cluster) =>
      withState(
        withMorePods(states, cluster, [
          aPod('guest', cluster, { namespace: 'other', ips: ['10.9.0.4'] }),
        ]),
        cluster,
        ({ namespaces }) => ({
          namespaces:
            namespaces.status === 'observed' &&
            namespaces.value.every(({ name }) => name !== 'other')
              ? observed(
                  [...namespaces.value, aNamespace('other')],
                  OBSERVED_AT,
                )
              : namespaces,
        }),
      ),
  };
}
