import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { decodeProxyRoots } from '../trust/proxyRoots';
import { decodePods } from './pods';
import { proxyPods, workloadsOf } from './workloads';

const proxy = (options: { xds?: string; args?: readonly string[] } = {}) => ({
  name: 'istio-proxy',
  args: options.args ?? ['proxy', 'sidecar'],
  env: options.xds
    ? [{ name: 'PROXY_CONFIG_XDS_AGENT', value: options.xds }]
    : [],
});

function pod(
  name: string,
  options: {
    owner?: { kind: string; name: string };
    containers?: readonly object[];
    initContainers?: readonly object[];
    phase?: string;
    metadata?: object;
  },
): KubernetesObject {
  return {
    metadata: {
      name,
      namespace: 'shop',
      labels: { 'pod-template-hash': 'abc' },
      ownerReferences: options.owner
        ? [{ ...options.owner, controller: true }]
        : [],
      ...options.metadata,
    },
    spec: {
      containers: options.containers ?? [{ name: 'app' }],
      initContainers: options.initContainers ?? [],
    },
    status: { phase: options.phase ?? 'Running' },
  };
}

const decodeWorkloads = (pods: readonly KubernetesObject[]) =>
  workloadsOf(decodePods(pods));

const web = { kind: 'ReplicaSet', name: 'web-abc' };

describe('workloadsOf', () => {
  it('groups the Pods of a Deployment and counts proxies with the flag', () => {
    expect(
      decodeWorkloads([
        pod('web-1', { owner: web, containers: [proxy({ xds: 'true' })] }),
        pod('web-2', { owner: web, containers: [proxy({ xds: 'false' })] }),
        pod('web-3', { owner: web }),
      ]),
    ).toEqual([
      {
        kind: 'Deployment',
        namespace: 'shop',
        name: 'web',
        pods: 3,
        proxies: 2,
        proxiesWithXdsAgent: 1,
        gateway: false,
      },
    ]);
  });

  it('counts a native sidecar, but no init container that ends', () => {
    const native = { ...proxy({ xds: 'true' }), restartPolicy: 'Always' };

    expect(
      decodeWorkloads([
        pod('a', { initContainers: [native] }),
        pod('b', { initContainers: [proxy()] }),
      ]),
    ).toMatchObject([{ kind: 'Pod', name: 'a', proxiesWithXdsAgent: 1 }]);
  });

  it.each([
    ['pending', { phase: 'Pending' }],
    ['finished', { phase: 'Succeeded' }],
    ['going', { metadata: { deletionTimestamp: '2026-01-01' } }],
  ])('leaves out a Pod that is %s', (_, options) => {
    expect(
      decodeWorkloads([pod('a', { containers: [proxy()], ...options })]),
    ).toEqual([]);
  });

  it.each([
    ['router', true],
    ['waypoint', true],
    ['sidecar', false],
  ])('tells whether a proxy %s is a gateway', (mode, gateway) => {
    const containers = [proxy({ args: ['proxy', mode] })];

    expect(decodeWorkloads([pod('a', { containers })])).toMatchObject([
      { gateway },
    ]);
  });

  it('names StatefulSets and DaemonSets, and the injecting revision', () => {
    expect(
      decodeWorkloads([
        pod('db-0', {
          owner: { kind: 'StatefulSet', name: 'db' },
          containers: [proxy()],
          metadata: {
            annotations: { 'sidecar.istio.io/status': '{"revision":"canary"}' },
          },
        }),
        pod('agent-x', {
          owner: { kind: 'DaemonSet', name: 'agent' },
          containers: [proxy()],
        }),
      ]),
    ).toMatchObject([
      { kind: 'DaemonSet', name: 'agent' },
      { kind: 'StatefulSet', name: 'db', revision: 'canary' },
    ]);
  });
});

it('finds the Pods that have a proxy', () => {
  const found = proxyPods(
    decodePods([
      pod('web-2', { owner: web, containers: [proxy()] }),
      pod('web-1', { owner: web, containers: [proxy()] }),
      pod('plain', {}),
    ]),
  );

  expect(found.map(({ name }) => name)).toEqual(['web-1', 'web-2']);
});

describe('decodeProxyRoots', () => {
  it.each([
    ['an empty dump', '{}', 'no ROOTCA'],
    ['an error page', 'upstream error', 'not a secret dump'],
  ])('throws for %s', (_, dump, message) => {
    expect(() => decodeProxyRoots(dump)).toThrow(message);
  });
});
