import type { FederationStore } from '../../database/FederationStore';
import type { ObservationService } from '../../observation/ObservationService';
import type { MeshKnowledge } from './meshViews';

/** What tells what is known now. */
export interface KnowledgeSources {
  readonly observation: Pick<ObservationService, 'inventory' | 'latest'>;
  readonly federations: Pick<FederationStore, 'listFederations'>;
  readonly now: () => Date;
}

/** What is known at this moment. */
export async function readKnowledge(
  sources: KnowledgeSources,
): Promise<MeshKnowledge> {
  const { observation, federations, now } = sources;
  const [inventory, observations, wanted] = await Promise.all([
    observation.inventory(),
    observation.latest(),
    federations.listFederations(),
  ]);
  return {
    inventory,
    observations,
    federations: wanted,
    now: now().toISOString(),
  };
}
