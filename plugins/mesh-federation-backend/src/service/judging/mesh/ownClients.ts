import {
  optional,
  type OwnClient,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  entityClients,
  matchEntity,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { MeshKnowledge } from '../known/MeshKnowledge';
import type { NamedEntity } from '../known/SharedEntities';

/** As many as a person chooses from without searching. */
const MAX_CLIENTS = 10;

/** Who calls when one of the entities calls, in any cluster, each once. */
export function ownClients(
  { observations }: MeshKnowledge,
  owned: readonly NamedEntity[],
): readonly OwnClient[] {
  const states = observations.map(({ state }) => state);
  const found = new Map<string, OwnClient>();
  for (const { entityRef, entity } of owned) {
    const { presence } = matchEntity(entity, observations);
    for (const { clients } of entityClients(entity, presence, states)) {
      for (const { namespace, workload } of clients) {
        const key = `${namespace}/${workload ?? ''}`;
        if (namespace !== undefined && !found.has(key)) {
          found.set(key, { entityRef, namespace, ...optional({ workload }) });
        }
      }
    }
  }
  return [...found.values()].slice(0, MAX_CLIENTS);
}
