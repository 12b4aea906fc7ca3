import type { TestifiedRoute } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ProxyConfig, WeightedCluster } from '../proxyConfig';
import { destinationsOf } from './destinationsOf';
import { transportOf } from './transportOf';
import { unusualOfCluster } from './unusualSetting';

/** Closes what comes (istio/istio pilot/pkg/networking/core/cluster_builder.go). */
const BLACK_HOLE = 'BlackHoleCluster';

/** Looks the host up by itself (the same, buildAllowAnyDynamicDNSCluster). */
const DYNAMIC = 'AllowAnyDynamicDNSCluster';

/** What becomes of what is sent to Envoy clusters. */
export function forwardedTo(
  config: ProxyConfig,
  targets: readonly WeightedCluster[],
  host: string,
): TestifiedRoute {
  const names = targets.map(({ cluster }) => cluster);
  if (names.length === 0) {
    return {
      kind: 'unread',
      what: 'a route that chooses its cluster in another way',
    };
  }
  if (names.every(name => name === BLACK_HOLE)) {
    return { kind: 'answered', by: 'closed' };
  }
  if (names.every(name => passesOn(config, name))) {
    return { kind: 'passed-on' };
  }
  if (names.some(name => passesOn(config, name) || isAsAsked(config, name))) {
    return {
      kind: 'unread',
      what: 'the address that the client has looked up',
    };
  }
  const setting = targets
    .filter(({ weight }) => weight > 0)
    .map(({ cluster }) => unusualOfCluster(config.clusters.get(cluster) ?? {}))
    .find(each => each !== undefined);
  if (setting !== undefined) {
    return { kind: 'unread', what: setting };
  }
  const found = destinationsOf(config, targets, host);
  return found.destinations.some(({ clusterId }) => clusterId === undefined)
    ? {
        kind: 'unread',
        what: 'endpoints that do not say of which cluster they are',
      }
    : { kind: 'forwarded', ...found };
}

/** To the address that the client has looked up. */
function isAsAsked({ clusters }: ProxyConfig, name: string): boolean {
  return clusters.get(name)?.type === 'ORIGINAL_DST';
}

/** Unchanged: without mutual TLS, which needs an endpoint that is known. */
function passesOn(config: ProxyConfig, name: string): boolean {
  const cluster = config.clusters.get(name);
  return (
    name === DYNAMIC ||
    (cluster !== undefined &&
      isAsAsked(config, name) &&
      transportOf(cluster, {}).transport === 'plaintext')
  );
}
