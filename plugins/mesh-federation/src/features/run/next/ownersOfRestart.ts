import {
  compareStrings,
  type AffectedByFederation,
  type NextStep,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Refs of the owners of the entities whose workloads a next step restarts, sorted. */
export function ownersOfRestart(
  {
    cluster,
    workloads,
  }: Pick<
    Extract<NextStep, { kind: 'restart-workloads' }>,
    'cluster' | 'workloads'
  >,
  affected: Pick<AffectedByFederation, 'workloads'>,
): readonly string[] {
  const refs = affected.workloads
    .filter(
      item =>
        item.cluster === cluster &&
        workloads.some(
          ({ kind, namespace, name }) =>
            item.kind === kind &&
            item.namespace === namespace &&
            item.name === name,
        ),
    )
    .flatMap(({ entities }) => entities.flatMap(({ owners }) => owners));
  return [...new Set(refs)].sort(compareStrings);
}
