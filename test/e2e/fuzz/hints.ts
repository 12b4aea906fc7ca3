import { hostOf } from '../oracle/measureTraffic.ts';
import { OTHER, SCENE } from '../oracle/scene.ts';
import type { Target } from '../oracle/scenario.ts';
import type { Hints } from './compose.ts';
import type { Draw } from './Draw.ts';

/**
 * Never, because only files, other control planes, people or the load decide them, or, of a
 * listener that takes the place of another, because servers do not tell there who calls.
 */
const NEVER =
  /caCert|caCrl|privateKey|clientCertificate|serverCertificate|tlsCertificates|credentialNames|gateways$|\.tunnel$|egressProxy|provider$|CUSTOM|useDefaultGateways|sessionPersistence|extensionRef|externalAuth|sectionName|allowOrigin$|mirror_percent|backoff|jwks_?[uU]ri|warmup|statPrefix|\.options$|localityLbSetting\.(distribute|failover)$|zoneAware|targetRef$|destinationSubnets|image$|ingress\[\]\.captureMode$|(http2MaxRequests|http1MaxPendingRequests|maxConnections|maxConcurrentStreams)$/;

/** The heavier, the oftener, of fields of one object; others have 1. */
const WEIGHTS: readonly (readonly [RegExp, number])[] = [
  [/^VirtualService\.http$/, 12],
  [/^VirtualService\.tcp$/, 2],
  [/http\[\]\.match$/, 6],
  [/http\[\]\.route$/, 9],
  [/http\[\]\.(fault|timeout|rewrite|retries)$/, 2],
  [/match\[\]\.(uri|headers|sourceLabels|port|method)$/, 3],
  [/mirror|cors/i, 0.3],
  [/\.(statPrefix|name)$/, 0.3],
  [/^DestinationRule\.trafficPolicy$/, 6],
  [/^DestinationRule\.subsets$/, 2],
  [/^DestinationRule\.workloadSelector$/, 0.3],
  [/trafficPolicy\.tls$/, 5],
  [/\.tls\.mode$/, 8],
  [/\.exportTo$/, 0.7],
  [/^AuthorizationPolicy\.rules$/, 9],
  [/^AuthorizationPolicy\.(action|selector)$/, 4],
  [/rules\[\]\.(from|to)$/, 3],
  [/^PeerAuthentication\.mtls$/, 5],
  [/^Sidecar\.egress$/, 6],
  [/^Sidecar\.ingress$/, 2],
  [/Route\.rules$/, 9],
  [/Route\.rules\[\]\.backendRefs$/, 5],
  [/^ServiceEntry\.(endpoints|workloadSelector)$/, 4],
  [/^ServiceEntry\.location$/, 3],
];

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  VirtualService: ['http', 'tcp', 'tls'],
  'VirtualService.http[]': ['route', 'redirect', 'directResponse', 'delegate'],
  'VirtualService.http[].redirect': ['uri', 'authority'],
  DestinationRule: ['trafficPolicy', 'subsets'],
  AuthorizationPolicy: ['rules'],
  Sidecar: ['egress', 'ingress', 'outboundTrafficPolicy'],
};

/** Fields of which an object has one at most, beside what its schema says. */
const EITHER: Readonly<Record<string, readonly string[]>> = {
  AuthorizationPolicy: ['selector', 'targetRefs'],
  RequestAuthentication: ['selector', 'targetRefs'],
  ServiceEntry: ['endpoints', 'workloadSelector'],
};

/** Without these an object says nothing, or is refused. */
const ALWAYS =
  /^(VirtualService|ServiceEntry)\.hosts$|^DestinationRule\.host$|^ServiceEntry\.(ports|resolution|location)$|\.address$|WorkloadEntry\.labels$|destination(\.host)?$|\.(source|operation)$|subsets\[\]\.(name|labels)$|tls\.mode$|directResponse\.status$|\.value$|delegate\.name$|directResponse\.status$|^(HTTP|TCP|TLS|GRPC)Route\.(rules|parentRefs)$|matchLabels$|\.labels$|filters\[\]\.\w+\.(set|add)$|egress\[\]\.hosts$|ingress\[\]\.port$|jwtRules(\[\]\.(issuer|jwks))?$|backendRefs\[\]\.port$|sniHosts$|(tls|tcp)\[\]\.route$|tls\[\]\.match$/;

type Value = (draw: Draw, targets: readonly Target[]) => unknown;

/** The host of a Service, in one of the ways in which people write it. */
const host: Value = (draw, targets) => {
  const { namespace, name } = draw.pick(targets);
  const full = hostOf({ namespace, name });
  return draw.pick([
    ...Array.from({ length: 9 }, () => full),
    ...[name, name, `*.${namespace}.svc.cluster.local`],
  ]);
};

/** Of an object that decides for a host which is not there as well. */
const destination: Value = (draw, targets) =>
  draw.chance(0.06)
    ? hostOf({ namespace: SCENE, name: 'nobody' })
    : hostOf(draw.pick(targets));

const name: Value = (draw, targets) =>
  draw.chance(0.06) ? 'nobody' : draw.pick(targets).name;

const oneOf =
  (...values: readonly unknown[]): Value =>
  draw =>
    draw.pick(values);

const PEOPLE = ['client', 'guest', 'bare', 'echo', 'nobody'];
const identity = (prefix: string): Value =>
  oneOf(
    ...[`${SCENE}/sa/client`, `${OTHER}/sa/guest`, `${SCENE}/sa/echo`].map(
      each => `${prefix}cluster.local/ns/${each}`,
    ),
  );
const address = oneOf(
  ...['198.18.0.0/15', '198.18.1.0/24', '198.18.2.0/24', '0.0.0.0/0'],
  ...['203.0.113.0/24', '192.0.2.0/24'],
);
const path = oneOf('/', '/admin', '/api', '/*', '/adm*', '*min', '/{*}');
const labels = oneOf({ app: 'echo' }, { app: 'client' }, { app: 'guest' });
const subsetLabels = oneOf(
  ...[{ app: 'echo' }, { app: 'guest' }, { version: 'v1' }],
  ...[{ 'topology.istio.io/cluster': 'east' }, { 'istio.io/rev': 'default' }],
);
const text = (values: readonly string[]): Value => {
  return draw => {
    const value = draw.pick(values);
    return draw.weighted(
      [
        { exact: value },
        { prefix: value.slice(0, 4) },
        { regex: `${value}.*` },
      ],
      ({ exact }) => (exact === undefined ? 1 : 3),
    );
  };
};
const TOKEN = /request\.auth/;

/** The keys of `when` and values for each. */
const CONDITIONS: Readonly<Record<string, readonly string[]>> = {
  'request.headers[x-fuzz]': ['on', 'off'],
  'source.ip': ['198.18.1.0/24', '198.18.2.0/24'],
  'remote.ip': ['198.18.0.0/15'],
  'source.namespace': [SCENE, OTHER],
  'source.principal': ['cluster.local/ns/scene/sa/client', '*'],
  'source.serviceAccount': ['scene/client', 'other/guest'],
  'destination.port': ['8080', '80'],
  'destination.ip': ['198.18.0.0/15', '198.18.2.0/24'],
  'connection.sni': ['outbound_.80_*', '*.scene.svc.cluster.local'],
  'request.auth.principal': ['*'],
  'request.auth.audiences': ['mesh'],
  'request.auth.claims[iss]': ['https://issuer.example'],
};

const condition: Value = draw => {
  const key = draw.weighted(Object.keys(CONDITIONS), each =>
    TOKEN.test(each) ? 0.3 : 1,
  );
  const values = draw.some(CONDITIONS[key]!, draw.few());
  return draw.chance(0.7) ? { key, values } : { key, notValues: values };
};

const headers: Value = draw =>
  draw.chance(0.7)
    ? { 'x-fuzz': text(['on', 'off'])(draw, []) }
    : { 'x-nobody-sends-it': { exact: 'on' } };

const HEADER_FILTER = {
  type: 'RequestHeaderModifier',
  requestHeaderModifier: { set: [{ name: 'x-fuzz', value: 'on' }] },
};

/** Of the Gateway API: `type` names the field beside it. */
const filter: Value = draw =>
  draw.pick([
    HEADER_FILTER,
    {
      type: 'URLRewrite',
      urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/a' } },
    },
    { type: 'RequestRedirect', requestRedirect: { statusCode: 302 } },
  ]);

/** By the end of the path; the first that fits counts. */
const VALUES: readonly (readonly [RegExp, Value])[] = [
  [/^(VirtualService|ServiceEntry)\.hosts\[\]$/, host],
  [/^DestinationRule\.host$/, host],
  [/(destination|mirror)\.host$/, destination],
  [
    /(destination|mirror)\.port\.number$|backendRefs\[\]\.port$/,
    oneOf(80, 80, 80, 8080),
  ],
  [/delegate\.name$/, oneOf('nobody', 'delegate')],
  [/\.subset$|subsets\[\]\.name$/, oneOf('v1', 'v1', 'v2')],
  [/subsets\[\]\.labels$/, subsetLabels],
  [/\.exportTo$/, oneOf(['.'], ['*'], [SCENE], [OTHER])],
  [/(matchLabels|workloadSelector\.labels|sourceLabels)$/, labels],
  [/(sourceNamespace|amespaces\[\])$/, oneOf(SCENE, OTHER)],
  [
    /[pP]rincipals\[\]$/,
    draw =>
      draw.chance(0.25)
        ? draw.pick(['*', '*/sa/client', 'cluster.local/*'])
        : identity('')(draw, []),
  ],
  [/erviceAccounts\[\]$/, oneOf('client', 'scene/client', 'other/guest')],
  [/rustDomains\[\]$/, oneOf('cluster.local', 'elsewhere', '*')],
  [/pBlocks\[\]$/, address],
  [
    /operation\.(hosts|notHosts)\[\]$/,
    (draw, targets) =>
      draw.pick([
        hostOf(draw.pick(targets)),
        '*',
        '*.svc.cluster.local',
        draw.pick(targets).name,
      ]),
  ],
  [/operation\.(paths|notPaths)\[\]$/, path],
  [/GRPCRoute.*filters\[\]$/, oneOf(HEADER_FILTER)],
  [/filters\[\]$/, filter],
  [/ethods\[\]$/, oneOf('GET', 'POST', '*')],
  [/orts\[\]$/, oneOf('8080', '80', '9999')],
  [/\.when\[\]$/, condition],
  [
    /AuthorizationPolicy\.action$/,
    oneOf('ALLOW', 'ALLOW', 'DENY', 'DENY', 'AUDIT'),
  ],
  [
    /targetRefs\[\]$/,
    (draw, targets) => ({
      group: '',
      kind: 'Service',
      name: name(draw, targets),
    }),
  ],
  [
    /parentRefs\[\]$/,
    (draw, targets) => ({
      group: '',
      kind: 'Service',
      name: draw.pick(targets).name,
      ...(draw.chance(0.5) && { port: draw.pick([80, 80, 81]) }),
    }),
  ],
  [/backendRefs\[\]\.(name)$/, name],
  [/backendRefs\[\]\.(group)$/, oneOf('')],
  [/backendRefs\[\]\.(kind)$/, oneOf('Service')],
  [/backendRefs\[\]\.namespace$/, oneOf(SCENE, OTHER)],
  [/^ReferenceGrant\.from\[\]\.group$/, oneOf('gateway.networking.k8s.io')],
  [/^ReferenceGrant\.from\[\]\.kind$/, oneOf('HTTPRoute', 'GRPCRoute')],
  [/^ReferenceGrant\.from\[\]\.namespace$/, oneOf(SCENE, OTHER)],
  [/^ReferenceGrant\.to\[\]\.group$/, oneOf('')],
  [/^ReferenceGrant\.to\[\]\.kind$/, oneOf('Service')],
  [
    /(uri|path)\.(exact|prefix|value)$|rewrite\.uri$|redirect\.uri$/,
    oneOf('/', '/admin', '/api', '/a'),
  ],
  [/uri\.regex$/, oneOf('/.*', '/a[a-z]+')],
  [/method\.(exact|prefix)$/, oneOf('GET', 'POST', 'P')],
  [/method\.regex$/, oneOf('GET|POST', '.*')],
  [/authority\.(exact|prefix)$/, (draw, targets) => hostOf(draw.pick(targets))],
  [/authority\.regex$/, oneOf('.*', 'nobody.*')],
  [/scheme\.(exact|prefix)$/, oneOf('http', 'https')],
  [/match\[\]\.(headers|withoutHeaders)$/, headers],
  [/^VirtualService.*queryParams$/, oneOf({ q: { exact: 'a' } })],
  [/match\[\]\.port$/, oneOf(80, 80, 8080)],
  [
    /((redirect|rewrite)\.authority|hostname|hostnames\[\])$/,
    (draw, targets) => hostOf(draw.pick(targets)),
  ],
  [/headers\[\]\.name$/, oneOf('x-fuzz', 'x-nobody-sends-it')],
  [/headers\[\]\.value$/, oneOf('on', 'off')],
  [/(set|add)\[\]$/, oneOf({ name: 'x-fuzz', value: 'on' })],
  [/headers\.(request|response)\.(set|add)$/, oneOf({ 'x-fuzz': 'on' })],
  [/remove\[\]$/, oneOf('x-fuzz')],
  [/httpStatus$|directResponse\.status$/, oneOf(200, 404, 500, 503)],
  [/redirectCode$/, oneOf(301, 302)],
  [/percentage\.value$/, oneOf(0, 50, 100)],
  [/grpcStatus$/, oneOf('UNAVAILABLE')],
  [
    /(fixedDelay|[tT]imeout|perTryTimeout|interval|Time|Duration|time|maxAge|backendRequest|timeouts\.request)$/,
    oneOf('1s', '10s', '5s'),
  ],
  [/route\[\]\.weight$|backendRefs\[\]\.weight$/, oneOf(1, 50, 100)],
  [/retryOn$/, oneOf('5xx', 'connect-failure', 'gateway-error,reset')],
  [/trafficPolicy\.tls\.credentialName$/, oneOf('nobody')],
  [
    /\.tls\.sni$/,
    (draw, targets) =>
      draw.pick([
        hostOf(draw.pick(targets)),
        `outbound_.80_._.${hostOf(draw.pick(targets))}`,
      ]),
  ],
  [/(tls|ServiceEntry)\.subjectAltNames\[\]$/, identity('spiffe://')],
  [/\.tls\.mode$/, oneOf('DISABLE', 'ISTIO_MUTUAL', 'ISTIO_MUTUAL', 'SIMPLE')],
  [
    /failoverPriority\[\]$/,
    oneOf(
      'topology.istio.io/cluster',
      'topology.istio.io/network',
      'topology.kubernetes.io/region',
    ),
  ],
  [/httpHeaderName$/, oneOf('x-fuzz')],
  [/httpQueryParameterName$/, oneOf('q')],
  [/httpCookie\.name$/, oneOf('c')],
  [/httpCookie\.ttl$/, oneOf('10s')],
  [
    /portLevelMtls$/,
    draw => ({
      [draw.pick(['8080', '80'])]: {
        mode: draw.pick(['STRICT', 'PERMISSIVE', 'DISABLE']),
      },
    }),
  ],
  [/portLevelSettings\[\]\.port\.number$/, oneOf(80, 80, 8080)],
  [
    /^ServiceEntry\.ports$/,
    draw => [
      {
        number: draw.pick([80, 80, 8080]),
        name: draw.pick(['http', 'tcp']),
        protocol: draw.pick(['HTTP', 'HTTP', 'TCP']),
        ...(draw.chance(0.6) && { targetPort: 8080 }),
      },
    ],
  ],
  [/^ServiceEntry\.resolution$/, oneOf('STATIC', 'STATIC', 'NONE', 'DNS')],
  [/^ServiceEntry\.addresses\[\]$/, oneOf('192.0.2.9')],
  [/(endpoints\[\]|WorkloadEntry)\.address$/, oneOf('127.0.0.9', '192.0.2.8')],
  [
    /(endpoints\[\]|WorkloadEntry)\.labels$/,
    oneOf({ app: 'echo' }, { version: 'v1' }),
  ],
  [/(endpoints\[\]|WorkloadEntry)\.ports$/, oneOf({ http: 8080 })],
  [/\.network$/, oneOf('network-east', 'network-west', 'nowhere')],
  [/\.locality$/, oneOf('east', 'west')],
  [/\.serviceAccount$/, oneOf(...PEOPLE)],
  [
    /egress\[\]\.hosts\[\]$/,
    (draw, targets) => {
      const target = draw.pick(targets);
      return draw.pick([
        ...['./*', '*/*', `${OTHER}/*`, 'istio-system/*', '~/*'],
        `${target.namespace}/${hostOf(target)}`,
        `*/${hostOf(target)}`,
      ]);
    },
  ],
  [
    /egress\[\]\.port$/,
    oneOf(
      { number: 80, name: 'http', protocol: 'HTTP' },
      { number: 8080, name: 'tcp', protocol: 'TCP' },
    ),
  ],
  [
    /ingress\[\]\.port$/,
    oneOf(
      { number: 8080, name: 'http', protocol: 'HTTP' },
      { number: 8080, name: 'tcp', protocol: 'TCP' },
      { number: 80, name: 'http', protocol: 'HTTP' },
    ),
  ],
  [
    /defaultEndpoint$/,
    oneOf('127.0.0.1:8080', '0.0.0.0:8080', '127.0.0.1:9999'),
  ],
  [/egress\[\]\.bind$/, oneOf('127.0.0.1', '0.0.0.0')],
  [/issuer$/, oneOf('https://issuer.example')],
  [/jwks$/, oneOf('${JWKS}')],
  [/audiences\[\]$/, oneOf('mesh')],
  [/validation\.wellKnownCACertificates$/, oneOf('System')],
  [/tcp\[\]\.match\[\]\.sourceSubnet$/, address],
  [/sniHosts\[\]$/, (draw, targets) => hostOf(draw.pick(targets))],
];

/** What makes sense around the Services that are called. */
export function hintsFor(draw: Draw, targets: readonly Target[]): Hints {
  return {
    value: field => VALUES.find(([end]) => end.test(field))?.[1](draw, targets),
    weight: field =>
      NEVER.test(field)
        ? 0
        : WEIGHTS.find(([pattern]) => pattern.test(field))?.[1] ?? 1,
    choice: field => CHOICES[field] ?? [],
    either: field => EITHER[field] ?? [],
    always: field => ALWAYS.test(field),
    empty: field => !field.includes('.') || field.endsWith('Policy.rules[]'),
  };
}
