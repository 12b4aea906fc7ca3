import type { FederationStore } from '../../database/FederationStore';
import type { ObservationService } from '../../observation/ObservationService';
import type { Judging } from '../judging/threads/Judging';
import type { PackedKnowledge } from '../judging/known/PackedKnowledge';

/** What tells what is known now, and who judges it. */
export interface KnowledgeSources {
  readonly observation: Pick<ObservationService, 'inventory' | 'packed'>;
  readonly federations: Pick<FederationStore, 'listFederations'>;
  readonly judging: Judging;
  readonly now: () => Date;
}

/** What is known at this moment. */
export async function readKnowledge(
  sources: Omit<KnowledgeSources, 'judging'>,
): Promise<PackedKnowledge> {
  const { observation, federations, now } = sources;
  const [inventory, clusters, wanted] = await Promise.all([
    observation.inventory(),
    observation.packed(),
    federations.listFederations(),
  ]);
  return {
    inventory,
    clusters,
    federations: wanted,
    now: now().toISOString(),
  };
}
