import type { HttpRoute } from '../../../model';
import {
  aDestinationRule,
  aPeerAuthentication,
  aRequestAuthentication,
  anAuthorizationPolicy,
} from '../legs/__testUtils__/policyCases';
import { aProxyConfig } from '../legs/__testUtils__/identityCases';
import {
  SUBSET_V1,
  aRoute,
  aSidecar,
  aVirtualService,
} from '../legs/__testUtils__/trafficCases';
import { type MeshChange, type Subject, adding } from './MeshChange';

/** Changes of Istio's configuration around the Service. */
export function configurationChanges({
  service,
  namespace,
  server,
  client,
}: Subject): Readonly<Record<string, MeshChange>> {
  const host = `${service}.${namespace}.svc.cluster.local`;
  const aRule: typeof aDestinationRule = (mode, overrides) =>
    aDestinationRule(mode, { namespace, host, ...overrides });
  const routes = (name: string, http: readonly HttpRoute[]) =>
    aVirtualService(http, { namespace, name, hosts: [host] });
  const toService = (overrides: Partial<HttpRoute>) =>
    aRoute({ route: [{ host }], ...overrides });
  const fromClient = [
    { from: [{ principals: [`cluster.local/ns/${namespace}/sa/${client}`] }] },
  ];
  return {
    'mTLS demanded in the mesh': adding(
      'peerAuthentications',
      aPeerAuthentication('STRICT', { namespace: 'istio-system' }),
    ),
    'mTLS demanded in the namespace': adding(
      'peerAuthentications',
      aPeerAuthentication('STRICT', { namespace, name: 'strict' }),
    ),
    'mTLS off in the namespace': adding(
      'peerAuthentications',
      aPeerAuthentication('DISABLE', { namespace, name: 'off' }),
    ),
    'mTLS off for the port': adding(
      'peerAuthentications',
      aPeerAuthentication('STRICT', {
        namespace,
        name: 'port',
        selector: { app: server },
        portModes: { 8080: 'DISABLE' },
      }),
    ),
    'all denied': adding(
      'authorizationPolicies',
      anAuthorizationPolicy('DENY', [{}], { namespace, name: 'deny-all' }),
    ),
    'all denied for another revision': adding(
      'authorizationPolicies',
      anAuthorizationPolicy('DENY', [{}], {
        namespace,
        name: 'deny-canary',
        revision: 'canary',
      }),
    ),
    'a token demanded': adding(
      'authorizationPolicies',
      anAuthorizationPolicy(
        'ALLOW',
        [{ from: [{ requestPrincipals: ['*'] }] }],
        {
          namespace,
          name: 'with-token',
        },
      ),
    ),
    'tokens taken for good': adding(
      'requestAuthentications',
      aRequestAuthentication(['issuer'], {
        namespace,
        selector: { app: server },
      }),
    ),
    'the path rewritten': adding(
      'virtualServices',
      routes('rewrite', [toService({ rewrite: { uri: '/admin' } })]),
    ),
    'the server hands requests on': adding(
      'sidecars',
      aSidecar(['*/*'], {
        namespace,
        name: 'inbound',
        workloadSelector: { app: server },
        ingress: [{ port: 8080, protocol: 'TCP', target: 8081 }],
      }),
    ),
    'a path denied': adding(
      'authorizationPolicies',
      anAuthorizationPolicy('DENY', [{ to: [{ paths: ['/admin'] }] }], {
        namespace,
        name: 'deny-path',
      }),
    ),
    'namespace other denied': adding(
      'authorizationPolicies',
      anAuthorizationPolicy('DENY', [{ from: [{ namespaces: ['other'] }] }], {
        namespace,
        name: 'deny-other',
      }),
    ),
    'nothing allowed': adding(
      'authorizationPolicies',
      anAuthorizationPolicy('ALLOW', [], { namespace, name: 'allow-nothing' }),
    ),
    'the client allowed': adding(
      'authorizationPolicies',
      anAuthorizationPolicy('ALLOW', fromClient, {
        namespace,
        name: 'allow-client',
      }),
    ),
    'an external authorizer': adding(
      'authorizationPolicies',
      anAuthorizationPolicy('CUSTOM', [{}], {
        namespace,
        name: 'ask',
        provider: 'opa',
      }),
    ),
    'rule without TLS': adding(
      'destinationRules',
      aRule('DISABLE', { name: 'plain' }),
    ),
    'rule with Istio mutual TLS': adding(
      'destinationRules',
      aRule('ISTIO_MUTUAL', { name: 'mutual' }),
    ),
    'rule with TLS of its own': adding(
      'destinationRules',
      aRule('SIMPLE', { name: 'simple' }),
    ),
    'rule with a subset': adding(
      'destinationRules',
      aRule(undefined, { name: 'subsets', subsets: [SUBSET_V1] }),
    ),
    'rule for the client alone': adding(
      'destinationRules',
      aRule('DISABLE', {
        name: 'selected',
        workloadSelector: { app: client },
      }),
    ),
    'rule for its namespace': adding(
      'destinationRules',
      aRule('DISABLE', { name: 'private', exportTo: ['.'] }),
    ),
    'route to a subset': adding(
      'virtualServices',
      routes('subset', [toService({ route: [{ host, subset: 'v1' }] })]),
    ),
    'route that aborts': adding(
      'virtualServices',
      routes('abort', [toService({ abort: { percent: 100, status: 503 } })]),
    ),
    'route that aborts some': adding(
      'virtualServices',
      routes('abort-some', [
        toService({ abort: { percent: 50, status: 503 } }),
      ]),
    ),
    'Sidecar that hides the Service': adding(
      'sidecars',
      aSidecar(['other/*'], { namespace, name: 'hide' }),
    ),
    'Sidecar that shows the namespace': adding(
      'sidecars',
      aSidecar(['./*'], { namespace, name: 'show' }),
    ),
    'Sidecar for the client alone': adding(
      'sidecars',
      aSidecar(['other/*'], {
        namespace,
        name: 'client',
        workloadSelector: { app: client },
      }),
    ),
    'proxies of servers get no foreign roots': adding(
      'proxyConfigs',
      aProxyConfig({ namespace, selector: { app: server } }),
    ),
    'proxies get no foreign roots': adding(
      'proxyConfigs',
      aProxyConfig({ namespace: 'istio-system' }),
    ),
    'an EnvoyFilter': adding('proxyExtensions', {
      object: {
        apiVersion: 'networking.istio.io/v1alpha3',
        kind: 'EnvoyFilter',
        namespace,
        name: 'limits',
      },
    }),
  };
}
