import { flagFindings } from '../analysis/clusters/rules/trust/proxiesWithoutFlag';
import { sortFindings } from '../findings/compareFindings';
import type {
  ClusterState,
  Federation,
  Finding,
  Inventory,
  PlanDraft,
  PlanRequest,
  Timestamp,
} from '../model';
import { accessFindings } from './preflight/accessFindings';
import { withDependencies } from './ordering/dependencies';
import { joinMembers } from './preflight/joinMembers';
import { joinPreflight } from './preflight/joinPreflight';
import { networkOf, type Member } from './members/Member';
import { missingFactFinding } from './preflight/missingFactFinding';
import { orderSteps } from './ordering/orderSteps';
import { planJoinDiscovery } from './planJoinDiscovery';
import { planJoinTrust } from './planJoinTrust';
import { rootOwners } from './roots/rootOwners';
import { strangeLabelFindings } from './preflight/strangeLabels';
import type { StepDraft } from './step/StepDraft';
import { restartWorkloads } from './steps/trust/restartWorkloads';
import { federationsOf } from './roots/wantedRoots';
import { withFederation } from './members/withFederation';

/** @alpha */
export interface PlanJoinOptions {
  readonly federation: Federation;
  /** All federations, this one included: what else a cluster is a member of counts. */
  readonly federations: readonly Federation[];
  readonly states: readonly ClusterState[];
  readonly inventory: Inventory;
  readonly request: Extract<PlanRequest, { readonly kind: 'join' }>;
  readonly now: Timestamp;
}

/**
 * What is missing for the members of a federation to be one mesh, in order: only what is missing,
 * so that adding a member and repairing drift are the same. A blocking finding leaves no steps.
 *
 * @alpha
 */
export function planJoin(options: PlanJoinOptions): PlanDraft {
  const { states, now, request } = options;
  const federations = withFederation(options.federations, options.federation);
  const { members, findings: memberFindings } = joinMembers(options);
  const memberStates = states.filter(({ cluster }) =>
    options.federation.members.includes(cluster),
  );
  const preflight = [
    ...memberFindings,
    ...joinPreflight(memberStates, options.federation, now),
    ...strangeLabelFindings(memberStates, federations),
  ];
  if (preflight.some(({ blocking }) => blocking)) {
    return { steps: [], findings: sortFindings(preflight) };
  }
  const trust = planJoinTrust({
    members,
    federations,
    states,
    now,
    ownerOf: rootOwners(states),
  });
  const discovery = planJoinDiscovery({
    members,
    federations,
    federationsOf: cluster => federationsOf(cluster, federations),
    now,
  });
  const restarts = trust.usingForeignRoots.map(member =>
    restart(member, request.restartWorkloads ?? false),
  );
  const drafts: readonly StepDraft[] = [
    ...trust.steps,
    ...discovery.steps,
    ...restarts.flatMap(({ steps }) => steps),
  ];
  const findings = sortFindings([
    ...preflight,
    ...trust.findings,
    ...discovery.findings,
    ...restarts.flatMap(item => item.findings),
    ...accessFindings(states, drafts),
  ]);
  return {
    steps: findings.some(({ blocking }) => blocking)
      ? []
      : orderSteps(withDependencies(drafts, onNetworkOf(members))),
    findings,
  };
}

function restart(
  member: Member,
  requested: boolean,
): {
  readonly steps: readonly StepDraft[];
  readonly findings: readonly Finding[];
} {
  const { cluster, state } = member;
  const { workloads } = state;
  if (workloads.status === 'unknown') {
    return {
      steps: [],
      findings: [
        missingFactFinding(
          { cluster, section: 'workloads', reason: workloads.reason },
          requested,
        ),
      ],
    };
  }
  if (!requested) {
    return { steps: [], findings: flagFindings(state) };
  }
  const barePods = workloads.value.filter(({ kind }) => kind === 'Pod');
  return {
    steps: restartWorkloads.draft(cluster, workloads.value),
    findings: flagFindings({
      ...state,
      workloads: { ...workloads, value: barePods },
    }),
  };
}

function onNetworkOf(
  members: readonly Member[],
): (cluster: string) => readonly string[] {
  return cluster => {
    const member = members.find(item => item.cluster === cluster);
    return member === undefined
      ? []
      : members
          .filter(other => networkOf(other) === networkOf(member))
          .map(other => other.cluster);
  };
}
