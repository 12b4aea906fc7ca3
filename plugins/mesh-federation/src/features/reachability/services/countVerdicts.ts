import type { ServiceVerdict } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ServiceEntry } from './buildServiceList';

/** How many Services and ports of an entity have which verdict. */
export function countVerdicts(
  entries: readonly ServiceEntry[],
): Record<ServiceVerdict, number> {
  const count = (verdict: ServiceVerdict) =>
    entries.filter(entry => entry.verdict === verdict).length;
  return {
    blocked: count('blocked'),
    unknown: count('unknown'),
    'no-endpoints': count('no-endpoints'),
    partly: count('partly'),
    conditional: count('conditional'),
    standby: count('standby'),
    reachable: count('reachable'),
  };
}
