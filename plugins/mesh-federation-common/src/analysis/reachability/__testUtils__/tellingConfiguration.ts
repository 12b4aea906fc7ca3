import { NOW } from '@mesh-federation/fixtures';

import type { ProxyExtension } from '../../../model';
import {
  aDestinationRule,
  aPeerAuthentication,
  anAuthorizationPolicy,
} from '../legs/__testUtils__/policyCases';
import {
  aRoute,
  aSidecar,
  aVirtualService,
} from '../legs/__testUtils__/trafficCases';
import { type MeshChange, type Subject, adding } from './MeshChange';

/** Istio's objects that are about one Service, its namespace or its workloads. */
export function tellingConfiguration(
  subject: Subject,
): Readonly<Record<string, MeshChange>> {
  return { ...rulesForHosts(subject), ...policiesForWorkloads(subject) };
}

export const hostOf = ({ namespace, service }: Subject) =>
  `${service}.${namespace}.svc.cluster.local`;

function rulesForHosts(subject: Subject): Readonly<Record<string, MeshChange>> {
  const { namespace, service, client } = subject;
  const host = hostOf(subject);
  const rule = (
    name: string,
    ...[mode, overrides]: Parameters<typeof aDestinationRule>
  ) =>
    adding(
      'destinationRules',
      aDestinationRule(mode, { host, namespace, name, ...overrides }),
    );
  const everyHost = (owner: string) =>
    rule(`every-${owner}`, 'DISABLE', { host: '*.local', namespace: owner });
  return {
    'rule of the root namespace': rule('root', 'DISABLE', {
      namespace: 'istio-system',
    }),
    "rule of the client's namespace": rule('mine', 'DISABLE', {
      namespace: 'shop',
    }),
    'rule by its short name': rule('short', 'DISABLE', { host: service }),
    'rule for a part of the names': rule('part', 'DISABLE', {
      host: `*${service.slice(-2)}.${namespace}.svc.cluster.local`,
    }),
    'rule for the hosts of the namespace': rule('ours', 'SIMPLE', {
      host: `*.${namespace}.svc.cluster.local`,
    }),
    'rule for the hosts of the namespace, by the root namespace': rule(
      'ours-root',
      'DISABLE',
      { host: `*.${namespace}.svc.cluster.local`, namespace: 'istio-system' },
    ),
    'rule of the namespace for every host': everyHost(namespace),
    'rule of the root namespace for every host': everyHost('istio-system'),
    'rule with names of servers': rule('names', 'ISTIO_MUTUAL', {
      trafficPolicy: {
        tlsMode: 'ISTIO_MUTUAL',
        subjectAltNames: [`spiffe://cluster.local/ns/${namespace}/sa/orders`],
        ports: [],
      },
    }),
    'rule for the other port': rule('port', undefined, {
      trafficPolicy: { ports: [{ port: 81, tlsMode: 'DISABLE' }] },
    }),
    'rule for some namespaces': rule('some', 'DISABLE', {
      exportTo: ['shop', 'depot'],
    }),
    'rule for clients of its namespace': rule('selected', 'DISABLE', {
      workloadSelector: { app: client },
    }),
    'route to another Service': adding(
      'virtualServices',
      aVirtualService([aRoute({ route: [{ host: hostOf(subject) }] })], {
        namespace,
        name: 'elsewhere',
        hosts: ['*.local'],
      }),
    ),
    'route of the root namespace': adding(
      'virtualServices',
      aVirtualService([aRoute({ abort: { percent: 100, status: 503 } })], {
        namespace: 'istio-system',
        name: 'abort',
        hosts: [host],
      }),
    ),
    'ServiceEntry with its host': adding('serviceEntries', {
      object: {
        apiVersion: 'networking.istio.io/v1',
        kind: 'ServiceEntry',
        namespace: 'shop',
        name: 'entry',
      },
      createdAt: NOW,
      hosts: [host],
      addresses: [],
      location: 'MESH_INTERNAL',
      resolution: 'STATIC',
      ports: [{ name: 'http', number: 80, protocol: 'HTTP' }],
      endpoints: [{ address: '192.0.2.9' }],
    }),
    'WorkloadEntry that it selects': adding('workloadEntries', {
      object: {
        apiVersion: 'networking.istio.io/v1',
        kind: 'WorkloadEntry',
        namespace,
        name: 'machine',
      },
      labels: { app: subject.server },
      ports: {},
      address: '192.0.2.9',
    }),
    'Sidecar with its host alone': adding(
      'sidecars',
      aSidecar([`*/${host}`], { namespace: 'shop', name: 'one' }),
    ),
    'Sidecar with its namespace alone': adding(
      'sidecars',
      aSidecar([`${namespace}/*`], { namespace: 'shop', name: 'one' }),
    ),
    'Sidecar of the root namespace': adding(
      'sidecars',
      aSidecar(['./*'], { namespace: 'istio-system', name: 'own' }),
    ),
    'Sidecar without it': adding(
      'sidecars',
      aSidecar(['*/*', `~${namespace}/${host}`], {
        namespace: 'shop',
        name: 'most',
      }),
    ),
  };
}

function policiesForWorkloads({
  namespace,
  server,
}: Subject): Readonly<Record<string, MeshChange>> {
  const policy = (
    name: string,
    ...[action, rules, overrides]: Parameters<typeof anAuthorizationPolicy>
  ) =>
    adding(
      'authorizationPolicies',
      anAuthorizationPolicy(action, rules, { namespace, name, ...overrides }),
    );
  const app = { app: server };
  const extension = (overrides: Partial<ProxyExtension>) =>
    adding('proxyExtensions', {
      object: {
        apiVersion: 'networking.istio.io/v1alpha3',
        kind: 'EnvoyFilter',
        namespace,
        name: 'limits',
      },
      ...overrides,
    });
  return {
    'an extension of its namespace': extension({}),
    'an extension of its workload': extension({ workloadSelector: app }),
    'an extension of its workload from the root namespace': extension({
      object: {
        apiVersion: 'extensions.istio.io/v1alpha1',
        kind: 'WasmPlugin',
        namespace: 'istio-system',
        name: 'limits',
      },
      workloadSelector: app,
    }),
    'inbound listeners of its workload': adding(
      'sidecars',
      aSidecar(['*/*'], {
        namespace,
        name: 'inbound',
        workloadSelector: app,
        ingress: [{ port: 8080, protocol: 'HTTP', special: true }],
      }),
    ),
    'denied by its workload': policy('deny-app', 'DENY', [{}], {
      selector: app,
    }),
    'denied by its workload from the root namespace': policy(
      'root-deny-app',
      'DENY',
      [{}],
      { selector: app, namespace: 'istio-system' },
    ),
    'allowed to its own namespace': policy('allow-own', 'ALLOW', [
      { from: [{ namespaces: [namespace] }] },
    ]),
    'denied to its own namespace': policy('deny-own', 'DENY', [
      { when: [{ key: 'source.namespace', values: [namespace, 'other'] }] },
    ]),
    'denied to all but its own namespace': policy('deny-others', 'DENY', [
      { from: [{ notNamespaces: [namespace] }] },
    ]),
    'allowed to its own identities': policy('allow-identities', 'ALLOW', [
      { from: [{ principals: [`cluster.local/ns/${namespace}/sa/*`] }] },
    ]),
    'denied to a namespace by the root namespace': policy(
      'root-deny-namespace',
      'DENY',
      [{ from: [{ namespaces: [namespace] }] }],
      { namespace: 'istio-system' },
    ),
    'allowed to a service account of its namespace': policy(
      'allow-account',
      'ALLOW',
      [{ from: [{ serviceAccounts: ['client'] }] }],
    ),
    'denied by its address': policy('deny-address', 'DENY', [
      { when: [{ key: 'destination.ip', values: ['10.1.0.11', '10.2.0.11'] }] },
    ]),
    'denied by its address from the root namespace': policy(
      'root-deny-address',
      'DENY',
      [{ when: [{ key: 'destination.ip', values: ['10.1.10.0/24'] }] }],
      { namespace: 'istio-system' },
    ),
    'denied by addresses of clients': policy('deny-clients', 'DENY', [
      { from: [{ ipBlocks: ['10.1.0.0/16'] }] },
    ]),
    'denied by its port': policy('deny-port', 'DENY', [
      { to: [{ ports: ['8080'] }] },
    ]),
    'mTLS demanded of its workload': adding(
      'peerAuthentications',
      aPeerAuthentication('STRICT', {
        namespace,
        name: 'app-strict',
        selector: app,
      }),
    ),
    'mTLS off for its workload': adding(
      'peerAuthentications',
      aPeerAuthentication('DISABLE', {
        namespace,
        name: 'app-off',
        selector: app,
      }),
    ),
  };
}
