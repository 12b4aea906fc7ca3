import { remoteSecretsFor } from '../analysis/discovery/remoteSecretsFor';
import { sortFindings } from '../findings/compareFindings';
import { finding } from '../findings/registry';
import type {
  ClusterName,
  ClusterState,
  Federation,
  Finding,
  PlanDraft,
  Timestamp,
} from '../model';
import { compareStrings } from '../model/basics/compareStrings';
import { accessFindings } from './preflight/accessFindings';
import { withDependencies } from './ordering/dependencies';
import { toMember, type Member } from './members/Member';
import { missingFactFindings } from './preflight/missingFactFinding';
import { orderSteps } from './ordering/orderSteps';
import {
  deploymentOwnershipFindings,
  listOwnershipFindings,
} from './preflight/ownershipFinding';
import { unreadableListFindings } from './preflight/unreadableListFindings';
import { rootOwners } from './roots/rootOwners';
import { strangeLabelFindings } from './preflight/strangeLabels';
import type { StepDraft } from './step/StepDraft';
import { removeGateway } from './steps/network/removeGateway';
import { multiRoot } from './steps/trust/multiRoot';
import { network } from './steps/network/network';
import { removeReader } from './steps/discovery/removeReader';
import { removeRemoteSecret } from './steps/discovery/removeRemoteSecret';
import { trustRoots } from './steps/trust/trustRoots';
import {
  federationsOf,
  sharedFederations,
  wantedRoots,
} from './roots/wantedRoots';
import { withFederation } from './members/withFederation';
import { describeObject } from '../model/objectRef';

/** @alpha */
export interface PlanLeaveOptions {
  readonly federation: Federation;
  /** All federations, this one included with the members that it still has. */
  readonly federations: readonly Federation[];
  readonly states: readonly ClusterState[];
  /** Members that leave. When fewer than two would remain, all leave. */
  readonly leaving: readonly ClusterName[];
  /** Leave the two flags on istiod. */
  readonly keepFlags: boolean;
  readonly now: Timestamp;
}

interface PartialPlan {
  readonly steps: readonly StepDraft[];
  readonly findings: readonly Finding[];
}

/**
 * Joining in reverse: remote secrets first, then, when every istiod has forgotten the other
 * cluster, the roots, then what no other federation of a cluster needs. Only what this plugin made
 * is removed, and nothing while an object serves a federation that is not known. A leaving cluster
 * that was not observed does not hold the others up: what is in it stays there. A remaining one
 * does.
 *
 * @alpha
 */
export function planLeave(options: PlanLeaveOptions): PlanDraft {
  const { federation, states, now } = options;
  const remaining = federation.members.filter(
    member => !options.leaving.includes(member),
  );
  const dissolved = remaining.length < 2;
  const leaving = dissolved ? federation.members : options.leaving;
  const after = withFederation(options.federations, {
    ...federation,
    members: dissolved ? [] : remaining,
  });
  const { members, findings } = leaveMembers(federation, states, leaving);
  const plans = [
    {
      steps: [],
      findings: [
        ...findings,
        ...strangeLabelFindings(
          members.map(({ state }) => state),
          after,
        ),
      ],
    },
    ...planSecrets(members, federation, states, leaving, after),
    ...members.map(member =>
      planMember(member, { after, states, now, keepFlags: options.keepFlags }),
    ),
  ];
  const drafts = plans.flatMap(({ steps }) => steps);
  const all = sortFindings([
    ...plans.flatMap(plan => plan.findings),
    ...accessFindings(states, drafts),
  ]);
  return {
    steps: all.some(({ blocking }) => blocking)
      ? []
      : orderSteps(withDependencies(drafts)),
    findings: all,
  };
}

function leaveMembers(
  federation: Federation,
  states: readonly ClusterState[],
  leaving: readonly ClusterName[],
): {
  readonly members: readonly Member[];
  readonly findings: readonly Finding[];
} {
  const members: Member[] = [];
  const findings: Finding[] = [];
  for (const cluster of [...federation.members].sort(compareStrings)) {
    const blocking = !leaving.includes(cluster);
    const state = states.find(item => item.cluster === cluster);
    const result = state && toMember(state);
    if (result?.ok) {
      members.push(result.member);
    } else {
      const missing = result?.missing ?? [
        {
          cluster,
          section: 'cluster',
          reason: { kind: 'not-observed' as const, message: 'not observed' },
        },
      ];
      findings.push(...missingFactFindings(missing, blocking));
    }
  }
  return { members, findings };
}

function planSecrets(
  members: readonly Member[],
  federation: Federation,
  states: readonly ClusterState[],
  leaving: readonly ClusterName[],
  after: readonly Federation[],
): readonly PartialPlan[] {
  return members.flatMap(reader =>
    states
      .filter(
        ({ cluster }) =>
          cluster !== reader.cluster &&
          federation.members.includes(cluster) &&
          (leaving.includes(cluster) || leaving.includes(reader.cluster)) &&
          sharedFederations(reader.cluster, cluster, after).length === 0,
      )
      .map(target => planPair(reader, target)),
  );
}

function planPair(reader: Member, target: ClusterState): PartialPlan {
  const secrets = remoteSecretsFor(reader.state, target) ?? [];
  const own = secrets.filter(({ ownership }) => ownership.owner === 'self');
  const foreign = secrets.filter(({ ownership }) => ownership.owner !== 'self');
  return {
    // Ours is one Secret for each remote cluster.
    steps: own
      .slice(0, 1)
      .flatMap(secret =>
        removeRemoteSecret.draft(reader.cluster, target.cluster, secret),
      ),
    findings: foreign.map(({ secret }) =>
      finding('MF7017', {
        cluster: reader.cluster,
        peer: target.cluster,
        object: secret,
        message: `${describeObject(secret)} of ${reader.cluster} registers ${
          target.cluster
        } and is left, because this plugin did not make it.`,
      }),
    ),
  };
}

function planMember(
  member: Member,
  options: {
    readonly after: readonly Federation[];
    readonly states: readonly ClusterState[];
    readonly now: Timestamp;
    readonly keepFlags: boolean;
  },
): PartialPlan {
  const { after, states, now, keepFlags } = options;
  const { cluster } = member;
  const federations = federationsOf(cluster, after);
  const last = federations.length === 0;
  const lists = trustRoots.draft({
    member,
    wanted: wantedRoots({ cluster, federations: after, states, now }),
    federations,
    ownerOf: rootOwners(states),
  });
  const flags = last && !keepFlags ? multiRoot.draft.disable(member) : [];
  return {
    steps: [
      ...lists.map(({ step }) => step),
      ...(last
        ? [
            ...removeGateway.draft(member),
            ...removeReader.draft(member),
            ...network.draft.unlabel(member),
          ]
        : []),
      ...flags,
    ],
    findings: [
      ...lists.flatMap(({ list }) => listOwnershipFindings(cluster, list)),
      ...lists.flatMap(({ list }) => unreadableListFindings(member, list)),
      ...flags.flatMap(flag =>
        deploymentOwnershipFindings(member, flag.controlPlane),
      ),
    ],
  };
}
