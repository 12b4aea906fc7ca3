import type {
  AffectedByFederation,
  ClusterName,
  PlanRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

export interface PlanFormValues {
  readonly kind: PlanRequest['kind'];
  /** Absent until it is chosen: neither way is harmless. */
  readonly restartWorkloads?: boolean;
  readonly leaving: readonly ClusterName[];
  readonly keepFlags: boolean;
  /** That requests between those that leave and those that stay are to end. */
  readonly confirmed: boolean;
}

export type PlanFormProblem =
  | 'restart-not-chosen'
  | 'nobody-leaves'
  | 'not-confirmed';

/** Who leaves: when all but one do, that one does as well. */
export function leaversOf(
  leaving: readonly ClusterName[],
  members: readonly ClusterName[],
): readonly ClusterName[] {
  const stay = members.filter(member => !leaving.includes(member));
  return leaving.length > 0 && stay.length < 2 ? members : leaving;
}

/** Whether it is known that no workload has to restart, so that there is nothing to choose. */
export function isNobodyRestarted(affected?: AffectedByFederation): boolean {
  return (
    affected !== undefined &&
    affected.unknown.length === 0 &&
    affected.workloads.length === 0 &&
    affected.omitted.workloads === 0
  );
}

/** What the form asks for, or what is missing for it. */
export function checkPlanForm(
  values: PlanFormValues,
  {
    members,
    affected,
  }: {
    readonly members: readonly ClusterName[];
    readonly affected?: AffectedByFederation;
  },
): { readonly request: PlanRequest } | { readonly problem: PlanFormProblem } {
  const { kind, leaving, keepFlags, confirmed } = values;
  if (kind === 'join') {
    const restartWorkloads =
      values.restartWorkloads ??
      (isNobodyRestarted(affected) ? false : undefined);
    return restartWorkloads === undefined
      ? { problem: 'restart-not-chosen' }
      : { request: { kind, restartWorkloads } };
  }
  if (leaving.length === 0) return { problem: 'nobody-leaves' };
  if (!confirmed) return { problem: 'not-confirmed' };
  return {
    request: { kind, clusters: leaversOf(leaving, members), keepFlags },
  };
}
