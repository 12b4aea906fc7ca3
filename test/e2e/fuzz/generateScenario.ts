import type { KubeObject } from '../oracle/KubeApi.ts';
import { hostOf } from '../oracle/measureTraffic.ts';
import { BARRIER, OTHER, SCENE } from '../oracle/scene.ts';
import type {
  Change,
  Client,
  RequestKind,
  Scenario,
  SceneService,
  Target,
} from '../oracle/scenario.ts';
import { compose } from './compose.ts';
import { Draw } from './Draw.ts';
import { hintsFor } from './hints.ts';
import type { Definition } from './readDefinitions.ts';
import { workloadBehind } from '../oracle/workloadBehind.ts';
import { serviceChange } from './serviceChange.ts';

/** How often each kind comes up. All of them speak of their own namespace or of hosts in it. */
export const KINDS: Readonly<Record<string, number>> = {
  VirtualService: 6,
  DestinationRule: 6,
  AuthorizationPolicy: 6,
  PeerAuthentication: 4,
  Sidecar: 4,
  ServiceEntry: 3,
  HTTPRoute: 3,
  RequestAuthentication: 1,
  WorkloadEntry: 1,
  TCPRoute: 1,
  GRPCRoute: 1,
  TLSRoute: 0.5,
  BackendTLSPolicy: 1,
  ReferenceGrant: 0.5,
};

/** Beside the objects, a field of the Service itself. */
const SERVICE_CHANGED = 0.35;

/**
 * A scenario by chance. What comes out follows from the seed, the number and the definitions alone.
 */
export function generateScenario(
  definitions: ReadonlyMap<string, Definition>,
  { seed, number }: { readonly seed: number; readonly number: number },
  clusters: readonly string[],
): Scenario {
  // Neighbors of one seed, and the same numbers of two seeds, have nothing to do with each other.
  const draw = new Draw(
    Math.imul(seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b),
  );
  const services = servicesOf(draw, number, clusters);
  const targets = services.map(
    ({ namespace, name }): Target => ({ namespace, name, port: 80 }),
  );
  const objects = Array.from(
    { length: draw.few() + draw.below(2) },
    (_, index) => objectOf(draw, definitions, targets, index),
  );
  const places = objects.map(() => placeOf(draw, clusters));
  const changes: readonly Change[] = draw.chance(SERVICE_CHANGED)
    ? serviceChange(draw, services, clusters)
    : [];
  return {
    name: `generated-${seed}-${number}`,
    folder: '',
    sentence: `Generated: ${[
      ...objects.map(({ kind }) => kind),
      ...(changes.length > 0 ? ['Service'] : []),
    ].join(', ')}.`,
    services,
    targets: targets.map(target => {
      const workload = workloadBehind(target, services, changes);
      return { ...target, ...(workload && { workload }) };
    }),
    requests: requestsOf(draw),
    clients: clientsOf(draw),
    changes,
    manifests: Object.fromEntries(
      clusters.map(cluster => [
        cluster,
        objects.filter((_, index) => places[index]!.includes(cluster)),
      ]),
    ),
  };
}

/** One that usually runs everywhere, and sometimes a second one. */
function servicesOf(
  draw: Draw,
  number: number,
  clusters: readonly string[],
): readonly SceneService[] {
  const somewhere = () =>
    draw.chance(0.75) ? clusters : [draw.pick(clusters)];
  const service = (name: string, namespace: string, workload: string) => ({
    namespace,
    name: `${name}-${number}`,
    workload,
    runs: somewhere(),
    in: draw.chance(0.93) ? clusters : [draw.pick(clusters)],
  });
  const workload = draw.weighted(['echo', 'stale', 'bare'], each =>
    each === 'echo' ? 8 : 1,
  );
  const first = service('one', SCENE, workload);
  return draw.chance(0.5)
    ? [first]
    : [
        first,
        draw.chance(0.7)
          ? service('two', OTHER, 'guest')
          : service('two', SCENE, workload === 'echo' ? 'stale' : 'echo'),
      ];
}

/** The usual client, and sometimes another one. */
function clientsOf(draw: Draw): readonly Client[] {
  const usual = { namespace: SCENE, workload: 'client' };
  const others = [
    { namespace: OTHER, workload: 'guest' },
    { namespace: SCENE, workload: 'bare' },
    { namespace: SCENE, workload: 'captive' },
  ];
  return draw.chance(0.5) ? [usual] : [usual, draw.pick(others)];
}

function requestsOf(draw: Draw): readonly RequestKind[] {
  const usual = { method: 'GET', path: '/' };
  const claims = { iss: 'https://issuer.example', sub: 'me', aud: 'mesh' };
  const others: readonly RequestKind[] = [
    { method: 'GET', path: '/admin' },
    { method: 'POST', path: '/api' },
    { ...usual, headers: { 'x-fuzz': 'on' } },
    { ...usual, host: 'namespace' },
    { ...usual, host: 'svc' },
    { ...usual, protocol: 'h2c' },
    { ...usual, token: { claims, forged: false } },
  ];
  return draw.chance(0.6) ? [usual] : [usual, draw.pick(others)];
}

/** Everywhere, or in one cluster: the others then do not know it. */
function placeOf(draw: Draw, clusters: readonly string[]): readonly string[] {
  return draw.chance(0.3) ? clusters : [draw.pick(clusters)];
}

function objectOf(
  draw: Draw,
  definitions: ReadonlyMap<string, Definition>,
  targets: readonly Target[],
  index: number,
): KubeObject {
  const kind = draw.weighted(Object.keys(KINDS), each => KINDS[each]!);
  const definition = definitions.get(kind);
  if (!definition) {
    throw new Error(`There is no definition of ${kind}.`);
  }
  const spec = compose(
    definition.spec,
    kind,
    draw,
    hintsFor(draw, targets),
  ) as Record<string, unknown>;
  const isAttached = kind.endsWith('Route');
  return {
    apiVersion: definition.apiVersion,
    kind,
    metadata: {
      namespace: draw.chance(0.85) ? targets[0]!.namespace : OTHER,
      name: `generated-${index}`,
    },
    spec: {
      ...spec,
      ...(isAttached && {
        parentRefs: spec.parentRefs ?? [
          { group: '', kind: 'Service', name: targets[0]!.name, port: 80 },
        ],
      }),
      // Without one the API server refuses it.
      ...(spec.portLevelMtls !== undefined && {
        selector: spec.selector ?? { matchLabels: { app: 'echo' } },
      }),
      ...(kind === 'Sidecar' && { egress: withBarrier(spec.egress) }),
    },
  };
}

interface Egress {
  readonly port?: unknown;
  readonly bind?: unknown;
  readonly hosts?: readonly string[];
}

/**
 * A Sidecar must leave the client the name by which the harness sees that configuration has
 * arrived. At most one listener is for all ports, and it comes last.
 */
function withBarrier(egress: unknown): readonly Egress[] | undefined {
  if (egress === undefined) {
    return undefined;
  }
  const barrier = `${SCENE}/${hostOf({ namespace: SCENE, name: BARRIER })}`;
  const all = (egress as readonly Egress[]).map(each => ({
    ...each,
    hosts: each.hosts ?? ['./*'],
  }));
  const { bind: _, ...rest } = all.find(({ port }) => port === undefined) ?? {
    hosts: [],
  };
  return [
    ...all.filter(({ port }) => port !== undefined),
    { ...rest, hosts: [...rest.hosts, barrier] },
  ];
}
