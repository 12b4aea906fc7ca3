import type { FederationStore } from '../../database/FederationStore';
import type { WitnessStore } from '../../database/witness/WitnessStore';
import type { ObservationService } from '../../observation/ObservationService';
import type { Judging } from '../judging/threads/Judging';
import type { PackedKnowledge } from '../judging/known/PackedKnowledge';

/** What tells what is known now, and who judges it. */
export interface KnowledgeSources {
  readonly observation: Pick<ObservationService, 'inventory' | 'packed'>;
  readonly federations: Pick<FederationStore, 'listFederations'>;
  /** What came of asking istiod in the background; absent when it is not asked. */
  readonly witnessed?: Pick<WitnessStore, 'contradictions'> | undefined;
  readonly judging: Judging;
  readonly now: () => Date;
}

/** What is known at this moment. */
export async function readKnowledge(
  sources: Omit<KnowledgeSources, 'judging'>,
): Promise<PackedKnowledge> {
  const { observation, federations, witnessed, now } = sources;
  const [inventory, clusters, wanted, contradictions] = await Promise.all([
    observation.inventory(),
    observation.packed(),
    federations.listFederations(),
    witnessed?.contradictions() ?? [],
  ]);
  return {
    inventory,
    clusters,
    federations: wanted,
    contradictions,
    now: now().toISOString(),
  };
}
