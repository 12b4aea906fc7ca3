import type { WitnessSubject } from '../../database/witness/WitnessStore';

/** Tells workloads apart. */
export function witnessKey({
  cluster,
  namespace,
  workload,
}: WitnessSubject): string {
  return JSON.stringify([cluster, namespace, workload]);
}
