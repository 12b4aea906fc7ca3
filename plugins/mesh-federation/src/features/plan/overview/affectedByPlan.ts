import type {
  AffectedByFederation,
  AffectedService,
  AffectedWorkload,
  ClusterName,
  Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Whom a plan hits, and in which way. */
export type PlanAffects =
  | {
      /** Other clusters cannot talk to these until somebody restarts them; the plan does not. */
      readonly kind: 'cut-off';
      readonly workloads: readonly AffectedWorkload[];
    }
  | {
      /** The plan restarts these. */
      readonly kind: 'restarted';
      readonly workloads: readonly AffectedWorkload[];
    }
  | {
      /** Requests between those that leave and those that stay no longer reach these. */
      readonly kind: 'lost';
      readonly services: readonly AffectedService[];
    };

/** Whom a plan hits, of all whom the federation could. */
export function affectedByPlan(
  { request, federation }: Pick<Plan, 'request' | 'federation'>,
  { workloads, services }: AffectedByFederation,
): PlanAffects {
  if (request.kind === 'join') {
    const kind = request.restartWorkloads ? 'restarted' : 'cut-off';
    return { kind, workloads };
  }
  const leaving = request.clusters ?? federation.members;
  return { kind: 'lost', services: lostServices(services, leaving) };
}

/** Services that run only on one side: clients on the other one lose them. */
export function lostServices(
  services: readonly AffectedService[],
  leaving: readonly ClusterName[],
): readonly AffectedService[] {
  return services.filter(({ clusters }) => {
    const gone = clusters.filter(cluster => leaving.includes(cluster)).length;
    return leaving.length > 0 && (gone === 0 || gone === clusters.length);
  });
}
