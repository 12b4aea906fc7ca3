import type { WitnessReport } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { WitnessStore } from '../../database/witness/WitnessStore';
import type { PackedKnowledge } from '../judging/known/PackedKnowledge';
import type { Judging } from '../judging/threads/Judging';
import { witnessReport } from './witnessReport';

/** What came of asking istiod in the background, if it is asked. */
export async function readWitness(
  knowledge: PackedKnowledge,
  sources: {
    readonly judging: Judging;
    readonly witnessed: Pick<WitnessStore, 'list'> | undefined;
  },
): Promise<WitnessReport> {
  const { judging, witnessed } = sources;
  if (witnessed === undefined) {
    return {
      enabled: false,
      clusters: [],
      contradictions: [],
      contradictionsLeftOut: 0,
    };
  }
  const [workloads, records] = await Promise.all([
    judging.ask('workloads', knowledge, {}),
    witnessed.list(),
  ]);
  return { enabled: true, ...witnessReport(workloads, records) };
}
