import type { ReachabilityPath } from '../../../model';
import type { PathInput } from './networkGroups';
import { networkPaths } from './networkPaths';

const PREFERENCE: readonly ReachabilityPath['kind'][] = [
  'local',
  'gateway',
  'direct',
  'unknown',
  'none',
];

/**
 * How a request gets from the client to the provider's endpoints, as the client's istiod configures
 * its proxies. Where proxies or endpoints are on several networks, the way that can work; the leg
 * `path` names the others. `none`: the proxies are given pod addresses of a network from which they
 * are known to be apart.
 */
export function resolvePath(input: PathInput): ReachabilityPath {
  const { paths, missing } = networkPaths(input);
  const ways: readonly ReachabilityPath[] = [
    ...paths.map(({ path }) => path),
    ...(missing.length > 0 ? [{ kind: 'unknown' as const }] : []),
  ];
  return (
    PREFERENCE.flatMap(kind => ways.filter(way => way.kind === kind))[0] ?? {
      kind: 'unknown',
    }
  );
}
