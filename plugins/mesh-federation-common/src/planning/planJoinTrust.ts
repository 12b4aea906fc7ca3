import { finding } from '../findings/registry';
import type {
  Certificate,
  ClusterState,
  Federation,
  Finding,
  Timestamp,
} from '../model';
import type { Member } from './members/Member';
import {
  deploymentOwnershipFindings,
  listOwnershipFindings,
} from './preflight/ownershipFinding';
import { foreignConfigFindings } from './preflight/foreignNames';
import { includes } from './roots/rootLists';
import type { StepDraft } from './step/StepDraft';
import { multiRoot } from './steps/trust/multiRoot';
import { trustRoots } from './steps/trust/trustRoots';
import { verifyTrust } from './steps/trust/verifyTrust';
import { federationsOf, wantedRoots } from './roots/wantedRoots';

interface Options {
  readonly members: readonly Member[];
  readonly federations: readonly Federation[];
  readonly states: readonly ClusterState[];
  readonly now: Timestamp;
  readonly ownerOf: (certificate: Certificate) => string | undefined;
}

interface TrustPlan {
  readonly steps: readonly StepDraft[];
  readonly findings: readonly Finding[];
  /** Members that trust roots of others by the flag, so that their proxies need it. */
  readonly usingForeignRoots: readonly Member[];
}

/** Roots, flags and their gate for every member. */
export function planJoinTrust(options: Options): TrustPlan {
  const plans = options.members.map(member => planMember(member, options));
  return {
    steps: plans.flatMap(({ steps }) => steps),
    findings: plans.flatMap(({ findings }) => findings),
    usingForeignRoots: options.members.filter(
      (_, index) => plans[index]!.usesForeignRoots,
    ),
  };
}

function planMember(
  member: Member,
  options: Options,
): {
  readonly steps: readonly StepDraft[];
  readonly findings: readonly Finding[];
  readonly usesForeignRoots: boolean;
} {
  const { federations, states, now, ownerOf } = options;
  const { cluster } = member;
  const wanted = wantedRoots({ cluster, federations, states, now });
  const lists = trustRoots.draft({
    member,
    wanted,
    federations: federationsOf(cluster, federations),
    ownerOf,
  });
  // One root for all members needs no exchange, and so neither flag.
  const flags = wanted.roots.length === 0 ? [] : multiRoot.draft.enable(member);
  const changes: readonly StepDraft[] = [
    ...lists.map(({ step }) => step),
    ...flags,
  ];
  const settled = member.controlPlanes.every(({ rolledOut }) => rolledOut);
  const needsGate = changes.length > 0 || (wanted.roots.length > 0 && !settled);
  return {
    steps: needsGate
      ? [...changes, verifyTrust.draft(member, wanted.roots)]
      : changes,
    findings: [
      ...(changes.length === 0 ? [] : foreignConfigFindings(member)),
      ...lists.flatMap(({ list, step }) => [
        ...listOwnershipFindings(cluster, list),
        ...step.roots
          .filter(({ certificate }) => !includes(step.before, certificate))
          .map(root => securityNote(cluster, root.cluster)),
      ]),
      ...flags.flatMap(flag =>
        deploymentOwnershipFindings(member, flag.controlPlane),
      ),
    ],
    usesForeignRoots: wanted.roots.length > 0,
  };
}

/** Shown before approval: the root of a member may vouch for every identity of the mesh. */
function securityNote(cluster: string, peer: string): Finding {
  return finding('MF2017', {
    cluster,
    peer,
    message: `${cluster} will accept any identity that the CA of ${peer} issues.`,
  });
}
