import type { Change, SceneService } from '../oracle/scenario.ts';
import type { Draw } from './Draw.ts';

const port = (fields: object) => ({
  spec: { ports: [{ name: 'http', port: 80, targetPort: 8080, ...fields }] },
});

/** JSON merge patches of a Service. Its fields are not in a CustomResourceDefinition. */
const PATCHES: readonly object[] = [
  ...['tcp', 'grpc', 'http2', 'https', 'tls', 'web', 'mongo'].map(name =>
    port({ name }),
  ),
  ...['http', 'tcp', 'kubernetes.io/h2c', 'https', 'tls'].map(appProtocol =>
    port({ appProtocol }),
  ),
  port({ port: 81 }),
  ...['http', 'nobody', 9999].map(targetPort => port({ targetPort })),
  ...['PreferClose', 'PreferSameZone', 'PreferSameNode'].map(each => ({
    spec: { trafficDistribution: each },
  })),
  { spec: { internalTrafficPolicy: 'Local' } },
  { spec: { sessionAffinity: 'ClientIP' } },
  { spec: { publishNotReadyAddresses: true } },
  ...['bare', 'unready', 'nobody'].map(app => ({
    spec: { selector: { app } },
  })),
  ...['.', '~', 'other', 'scene', '*', 'scene,other'].map(each => ({
    metadata: { annotations: { 'networking.istio.io/exportTo': each } },
  })),
  {
    metadata: {
      annotations: {
        'networking.istio.io/traffic-distribution': 'PreferClose',
      },
    },
  },
  { metadata: { labels: { 'istio.io/global': 'true' } } },
  { metadata: { labels: { 'istio.io/use-waypoint': 'waypoint' } } },
];

/** Changes a Service in one cluster, or in all that have it. */
export function serviceChange(
  draw: Draw,
  services: readonly SceneService[],
  clusters: readonly string[],
): readonly Change[] {
  const service = draw.pick(services);
  const patch = draw.pick(PATCHES);
  const there = clusters.filter(each => service.in.includes(each));
  const where = draw.chance(0.4) ? there : [draw.pick(there)];
  return where.map(cluster => ({
    kind: 'patch',
    cluster,
    object: {
      apiVersion: 'v1',
      kind: 'Service',
      namespace: service.namespace,
      name: service.name,
    },
    with: patch,
  }));
}
