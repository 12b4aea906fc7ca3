import {
  NOW,
  withConfiguration,
  withPods,
  withSettings,
  withUnknown,
  withUnknownKind,
  withUnknownMeshConfig,
  withoutSidecar,
  aMeshOfServices,
  type MeshStates,
} from '@mesh-federation/fixtures';
import type {
  AuthorizationPolicy,
  AuthorizationRule,
  ClientTlsMode,
  DestinationRule,
  MtlsMode,
  PeerAuthentication,
  RequestAuthentication,
} from '../../../../model';
import type { FindingCases } from './FindingCases';
import { optional } from '../../../../model/basics/optional';

/** Mode of namespace `shop`, unless changed. */
export function aPeerAuthentication(
  mode: MtlsMode,
  overrides: Partial<PeerAuthentication> & {
    readonly namespace?: string;
    readonly name?: string;
  } = {},
): PeerAuthentication {
  const { namespace = 'shop', name = 'mode', ...rest } = overrides;
  return {
    object: {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      namespace,
      name,
    },
    createdAt: NOW,
    mode,
    portModes: {},
    ...rest,
  };
}

/** A policy of namespace `shop` for all of its workloads. */
export function anAuthorizationPolicy(
  action: AuthorizationPolicy['action'],
  rules: readonly Partial<AuthorizationRule>[],
  overrides: Partial<AuthorizationPolicy> & {
    readonly namespace?: string;
    readonly name?: string;
  } = {},
): AuthorizationPolicy {
  const { namespace = 'shop', name = 'rules', ...rest } = overrides;
  return {
    object: {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      namespace,
      name,
    },
    createdAt: NOW,
    action,
    targetRefs: [],
    rules: rules.map(rule => ({ from: [], to: [], when: [], ...rule })),
    dryRun: false,
    ...rest,
  };
}

/** Of namespace `shop` for all of its workloads. */
export function aRequestAuthentication(
  issuers: readonly string[],
  overrides: Partial<RequestAuthentication> & {
    readonly namespace?: string;
    readonly name?: string;
  } = {},
): RequestAuthentication {
  const { namespace = 'shop', name = 'tokens', ...rest } = overrides;
  return {
    object: {
      apiVersion: 'security.istio.io/v1',
      kind: 'RequestAuthentication',
      namespace,
      name,
    },
    createdAt: NOW,
    targetRefs: [],
    issuers,
    ...rest,
  };
}

/** A DestinationRule of namespace `shop` for `orders`. */
export function aDestinationRule(
  tlsMode: ClientTlsMode | undefined,
  overrides: Partial<DestinationRule> & {
    readonly namespace?: string;
    readonly name?: string;
  } = {},
): DestinationRule {
  const { namespace = 'shop', name = 'orders', ...rest } = overrides;
  return {
    object: {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      namespace,
      name,
    },
    createdAt: NOW,
    host: 'orders.shop.svc.cluster.local',
    ...optional({
      trafficPolicy: tlsMode ? { tlsMode, ports: [] } : undefined,
    }),
    subsets: [],
    ...rest,
  };
}

const mesh = aMeshOfServices;
const EXCLUDED = 'traffic.sidecar.istio.io/excludeInboundPorts';

export const withPolicies = (
  cluster: string,
  ...policies: readonly AuthorizationPolicy[]
): MeshStates =>
  withConfiguration(mesh(), cluster, { authorizationPolicies: policies });

/** A Sidecar of the server in west sends what comes to port 8080 to another one. */
const withIngress = (target: number) =>
  withConfiguration(
    withPods(mesh(), 'west', 'orders', pod => ({
      ...pod,
      containerPorts: [8080],
    })),
    'west',
    {
      sidecars: [
        {
          object: {
            apiVersion: 'networking.istio.io/v1',
            kind: 'Sidecar',
            namespace: 'shop',
            name: 'inbound',
          },
          createdAt: NOW,
          workloadSelector: { app: 'orders' },
          ingress: [{ port: 8080, protocol: 'HTTP', target }],
        },
      ],
    },
  );

/** West leaves all requests to authorizer `opa`, and its mesh config has `authorizer`. */
export function withAuthorizer(
  authorizer: string,
  rule: Partial<AuthorizationRule> = {},
): MeshStates {
  return withSettings(
    withPolicies(
      'west',
      anAuthorizationPolicy('CUSTOM', [rule], { provider: 'opa' }),
    ),
    'west',
    { authorizers: [authorizer] },
  );
}

export const withModes = (
  cluster: string,
  ...policies: readonly PeerAuthentication[]
): MeshStates =>
  withConfiguration(mesh(), cluster, { peerAuthentications: policies });

/** The question inside one cluster. */
export const LOCAL = { provider: 'east' };

export const policyCases: FindingCases = {
  MF6001: {
    positive: {
      when: "a PeerAuthentication of the provider's cluster turns mutual TLS off",
      states: () => withModes('west', aPeerAuthentication('DISABLE')),
      expected: {
        findings: [
          expect.objectContaining({
            cluster: 'west',
            object: expect.objectContaining({ name: 'mode' }),
            remedy: {
              cluster: 'west',
              text: expect.stringMatching(/ mode [^]*"value":"PERMISSIVE"/),
            },
          }),
        ],
      },
    },
    negative: {
      when: 'it demands mutual TLS',
      states: () => withModes('west', aPeerAuthentication('STRICT')),
    },
    unknown: {
      when: "PeerAuthentications of the provider's cluster are not observed",
      states: () => withUnknownKind(mesh(), 'west', 'peerAuthentications'),
    },
  },
  MF6002: {
    positive: {
      when: 'the endpoint has no sidecar and is behind a gateway',
      states: () => withPods(mesh(), 'west', 'orders', withoutSidecar),
      expected: {
        findings: [
          expect.objectContaining({
            cluster: 'west',
            object: expect.objectContaining({
              kind: 'Deployment',
              name: 'orders',
            }),
          }),
        ],
      },
    },
    negative: {
      when: 'the endpoint has no sidecar and is in the same cluster',
      states: () => withPods(mesh(), 'east', 'orders', withoutSidecar),
      query: LOCAL,
    },
    unknown: {
      when: "Pods of the provider's cluster are not observed",
      states: () => withUnknown(mesh(), 'west', 'pods'),
    },
  },
  MF6003: {
    positive: {
      when: "a PeerAuthentication of the client's cluster turns mutual TLS off for the namespace",
      states: () => withModes('east', aPeerAuthentication('DISABLE')),
      expected: {
        findings: [
          expect.objectContaining({
            cluster: 'east',
            object: expect.objectContaining({ kind: 'PeerAuthentication' }),
          }),
        ],
      },
    },
    negative: {
      when: 'it turns mutual TLS off for other workloads',
      states: () =>
        withModes(
          'east',
          aPeerAuthentication('DISABLE', { selector: { app: 'other' } }),
        ),
    },
    unknown: {
      when: "PeerAuthentications of the client's cluster are not observed",
      states: () => withUnknownKind(mesh(), 'east', 'peerAuthentications'),
    },
  },
  MF6004: {
    positive: {
      when: 'a client without a sidecar asks a server that demands mutual TLS',
      query: LOCAL,
      states: () =>
        withPods(
          withModes('east', aPeerAuthentication('STRICT')),
          'east',
          'client',
          withoutSidecar,
        ),
    },
    negative: {
      when: 'the server takes plaintext as well',
      query: LOCAL,
      states: () => withPods(mesh(), 'east', 'client', withoutSidecar),
    },
    unknown: {
      when: 'DestinationRules that could turn mutual TLS off are not observed',
      query: LOCAL,
      states: () =>
        withUnknownKind(
          withModes('east', aPeerAuthentication('STRICT')),
          'east',
          'destinationRules',
        ),
    },
  },
  MF6005: {
    positive: {
      when: 'an annotation keeps the port from the sidecar',
      states: () =>
        withPods(mesh(), 'west', 'orders', pod => ({
          ...pod,
          annotations: { [EXCLUDED]: '9090, 8080' },
        })),
      expected: {
        findings: [
          expect.objectContaining({
            remedy: expect.objectContaining({
              // Another list than the one that was read stays as it is.
              text: expect.stringMatching(
                /"op":"test"[^}]*"value":"9090, 8080"},{"op":"replace"[^}]*excludeInboundPorts","value":"9090"}/,
              ),
            }),
          }),
        ],
      },
    },
    negative: {
      when: 'the annotation names another port',
      states: () =>
        withPods(mesh(), 'west', 'orders', pod => ({
          ...pod,
          annotations: { [EXCLUDED]: '80' },
        })),
    },
    unknown: {
      when: 'Pods are not observed',
      states: () => withUnknown(mesh(), 'west', 'pods'),
    },
  },
  MF6006: {
    positive: {
      when: 'a policy denies every request of the client',
      states: () =>
        withPolicies(
          'west',
          anAuthorizationPolicy('DENY', [{ from: [{ namespaces: ['shop'] }] }]),
        ),
      expected: {
        findings: [
          expect.objectContaining({
            cluster: 'west',
            object: expect.objectContaining({ name: 'rules' }),
            remedy: expect.objectContaining({
              text: expect.stringContaining('cluster.local/ns/shop/sa/client'),
            }),
          }),
        ],
      },
    },
    negative: {
      when: 'it is only evaluated, not enforced',
      states: () =>
        withPolicies(
          'west',
          anAuthorizationPolicy('DENY', [{}], { dryRun: true }),
        ),
    },
    unknown: {
      when: "AuthorizationPolicies of the provider's cluster are not observed",
      states: () => withUnknownKind(mesh(), 'west', 'authorizationPolicies'),
    },
  },
  MF6007: {
    positive: {
      when: 'a policy allows nothing',
      states: () => withPolicies('west', anAuthorizationPolicy('ALLOW', [])),
      expected: {
        findings: [
          expect.objectContaining({
            object: expect.objectContaining({ name: 'rules' }),
            remedy: expect.objectContaining({
              text: expect.stringMatching(
                /name: allow-orders[^]*cluster.local\/ns\/shop\/sa\/client/,
              ),
            }),
          }),
        ],
      },
    },
    negative: {
      when: 'a second policy allows the client',
      states: () =>
        withPolicies(
          'west',
          anAuthorizationPolicy('ALLOW', []),
          anAuthorizationPolicy(
            'ALLOW',
            [{ from: [{ principals: ['cluster.local/ns/shop/sa/client'] }] }],
            { name: 'client' },
          ),
        ),
    },
    unknown: {
      when: 'an external authorizer decides',
      states: () => withAuthorizer('opa'),
    },
  },
  MF6008: {
    positive: {
      when: 'a policy leaves requests to an authorizer that the mesh config does not have',
      states: () => withAuthorizer('another'),
      expected: {
        findings: [
          expect.objectContaining({
            cluster: 'west',
            object: expect.objectContaining({ name: 'rules' }),
            evidence: expect.arrayContaining([
              expect.objectContaining({
                field: 'data.mesh extensionProviders',
                value: 'another',
              }),
            ]),
          }),
        ],
      },
    },
    negative: {
      when: 'the policy is only evaluated, not enforced',
      states: () =>
        withPolicies(
          'west',
          anAuthorizationPolicy('CUSTOM', [{}], {
            provider: 'opa',
            dryRun: true,
          }),
        ),
    },
    unknown: {
      when: "the mesh config of the provider's cluster is not observed",
      states: () => withUnknownMeshConfig(withAuthorizer('another'), 'west'),
    },
  },
  MF6010: {
    positive: {
      when: 'the server has the label of a sidecar and none',
      states: () =>
        withPods(mesh(), 'west', 'orders', ({ proxy: _, ...pod }) => pod),
    },
    negative: {
      when: 'it has neither, and is asked in its own cluster',
      states: () => withPods(mesh(), 'west', 'orders', withoutSidecar),
      query: { client: { cluster: 'west' } },
    },
    unknown: {
      when: 'PeerAuthentications are not observed',
      states: () => withUnknownKind(mesh(), 'west', 'peerAuthentications'),
    },
  },
  MF6011: {
    positive: {
      when: 'a Sidecar of the server sends requests to a port that is not declared',
      states: () => withIngress(8081),
    },
    negative: {
      when: 'it sends them to one that is',
      states: () => withIngress(8080),
    },
    unknown: {
      when: 'Sidecars are not observed',
      states: () => withUnknownKind(mesh(), 'west', 'sidecars'),
    },
  },
  MF6009: {
    positive: {
      when: 'a policy leaves some requests to an external authorizer',
      states: () => withAuthorizer('opa', { to: [{ paths: ['/a'] }] }),
      expected: {
        status: 'satisfied',
        conditions: [
          expect.objectContaining({
            on: 'request',
            finding: expect.objectContaining({
              severity: 'warning',
              fix: expect.stringContaining('external authorizer opa of west'),
            }),
          }),
        ],
      },
    },
    negative: {
      when: 'it leaves none to it',
      states: () => withAuthorizer('opa', { to: [{ ports: ['9999'] }] }),
    },
    unknown: {
      when: "policies of the provider's cluster are not observed",
      states: () => withUnknownKind(mesh(), 'west', 'authorizationPolicies'),
    },
  },
};
