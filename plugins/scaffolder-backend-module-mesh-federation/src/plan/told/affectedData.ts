import {
  compareStrings,
  counted,
  type AffectedByFederation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Who notices a plan, as far as it is known. */
export type AffectedData = {
  workloads: number;
  services: number;
  entities: string[];
  owners: string[];
  /** Why more may be affected; empty when nothing is missing. */
  unknown: string[];
};

/**
 * Who is affected, in numbers and names. Without an answer, as for members that the federation does
 * not have yet, nobody knows.
 */
export function affectedData(
  affected: AffectedByFederation | undefined,
): AffectedData {
  if (!affected) {
    return {
      workloads: 0,
      services: 0,
      entities: [],
      owners: [],
      unknown: ['It is told once the clusters are members'],
    };
  }
  const { workloads, services, omitted, unknown, unreadEntities } = affected;
  const entities = [...workloads, ...services].flatMap(
    ({ entities: those }) => those,
  );
  return {
    workloads: workloads.length + omitted.workloads,
    services: services.length + omitted.services,
    entities: sorted(entities.map(({ entityRef }) => entityRef)),
    owners: sorted(entities.flatMap(({ owners }) => owners)),
    unknown: [
      ...unknown.map(({ cluster, reason }) => `${cluster}: ${reason}`),
      ...(unreadEntities === 0
        ? []
        : [
            `${counted(
              unreadEntities,
              'entity',
              'entities',
            )}: the Kubernetes annotation cannot be read`,
          ]),
      ...(omitted.workloads + omitted.services === 0
        ? []
        : ['There are too many to name all entities']),
    ],
  };
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort(compareStrings);
}
