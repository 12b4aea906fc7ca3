import { finding } from '../../../../findings/registry';
import {
  type Certificate,
  type ControlPlane,
  type Evidence,
  type Finding,
  type TrustRelation,
} from '../../../../model';
import { effectiveRoots } from '../../../trust/effectiveRoots';
import { isValidAt, ownRoots } from '../../../trust/ownRoots';
import {
  ownRootsObject,
  rootListObject,
  trustObstacle,
} from '../../../trust/rootObjects';
import { sameNameConflict } from '../../../trust/sameNameConflict';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import { oncePerPair, type ClusterPair } from '../../question/oncePerPair';
import type { LegPart } from '../../parts/conclude';
import { trustRemedy } from './trustRemedy';
import { expiredRoots } from './judgeOwnRoots';
import { noIstiodFinding } from '../../parts/noIstiod';
import { assertNever } from '../../../../model/basics/assertNever';
import { withoutStop } from '../../../../model/basics/english';
import { optional } from '../../../../model/basics/optional';
import { conditionOf } from '../../parts/conditionOf';

/**
 * Whether the client verifies the server and the server the client, by the roots that their control
 * planes give out.
 */
export const judgeTrust = oncePerPair((input): readonly LegPart[] => {
  const { client, provider, context } = input;
  const special = specialCause(input);
  if (special !== undefined) {
    return [special];
  }
  return [[client, provider] as const, [provider, client] as const].flatMap(
    ([from, to]) => {
      const relation = context.trust(from.cluster, to.cluster);
      return relation === undefined
        ? []
        : [judgeRelation(input, relation, from, to)];
    },
  );
});

/** Causes that are not a root missing in a list. */
function specialCause({
  client,
  provider,
  context,
}: ClusterPair): LegPart | undefined {
  const federation = context.federationOf(client.cluster, provider.cluster);
  for (const index of [client, provider]) {
    const part =
      withoutIstiod(index, federation) ?? expiredRoots(index, context.now);
    if (part !== undefined) {
      return part;
    }
  }
  const conflict = sameNameConflict(client.state, provider.state);
  return conflict === undefined
    ? undefined
    : {
        findings: [
          finding('MF2010', {
            cluster: client.cluster,
            peer: provider.cluster,
            object: ownRootsObject(client.state),
            message: `The roots of ${client.cluster} and ${provider.cluster} have the same subject "${conflict.a.subject}" and no key identifiers that tell them apart.`,
            evidence: [
              [client, conflict.a] as const,
              [provider, conflict.b] as const,
            ].map(([{ cluster, state }, { fingerprint }]) => ({
              cluster,
              object: ownRootsObject(state),
              field: 'root',
              value: fingerprint,
              at: state.trustStore.at,
            })),
          }),
        ],
      };
}

/** Without istiod nobody issues certificates. */
function withoutIstiod(
  { cluster, state }: ClusterIndex,
  federation: string,
): LegPart | undefined {
  const { controlPlanes } = state;
  if (controlPlanes.status === 'unknown' || controlPlanes.value.length > 0) {
    return undefined;
  }
  return { findings: [noIstiodFinding(cluster, federation, controlPlanes.at)] };
}

function judgeRelation(
  input: ClusterPair,
  relation: TrustRelation,
  from: ClusterIndex,
  to: ClusterIndex,
): LegPart {
  const evidence = evidenceOf(relation, from, to);
  switch (relation.verdict) {
    case 'verified':
    case 'one-way':
      // Of the latter the other direction is the broken one, which is judged on its own.
      return { evidence };
    case 'verified-by-overlap':
      return overlap(input, relation, evidence);
    case 'unknown':
      return {
        missing: [
          {
            cluster: from.cluster,
            what: `trust in ${to.cluster}`,
            reason: withoutStop(relation.reason),
            at: relation.at,
          },
        ],
      };
    case 'broken':
      return {
        evidence,
        findings: [brokenTrust(input, { ...relation, evidence }, from, to)],
      };
    default:
      return assertNever(relation.verdict);
  }
}

/**
 * The roots of one side, and the list in which the other has the root that counts: not all that it
 * lists, which may be many.
 */
function evidenceOf(
  { root, at }: TrustRelation,
  from: ClusterIndex,
  to: ClusterIndex,
): readonly Evidence[] {
  return [
    ...(ownRoots(to.state) ?? []).map(({ fingerprint }) => ({
      cluster: to.cluster,
      object: ownRootsObject(to.state),
      field: 'root',
      value: fingerprint,
      at: to.state.trustStore.at,
    })),
    ...(root === undefined || from.controlPlane === undefined
      ? []
      : [
          {
            cluster: from.cluster,
            object: rootListObject(from.controlPlane),
            field: 'data.mesh caCertificates',
            value: root,
            at,
          },
        ]),
  ];
}

function overlap(
  { client, context }: ClusterPair,
  { from, to, reason }: TrustRelation,
  evidence: readonly Evidence[],
): LegPart {
  const found = finding('MF2003', {
    cluster: from,
    peer: to,
    message: reason,
    params: { federation: context.federationOf(from, to) },
    evidence,
  });
  return {
    evidence,
    findings: [found],
    conditions: [
      conditionOf(
        found,
        from === client.cluster ? 'endpoint' : 'client',
        `Only Pods of ${to} with a certificate of a root that ${from} trusts: ${reason}`,
      ),
    ],
  };
}

function brokenTrust(
  { context }: ClusterPair,
  { reason, evidence, at }: TrustRelation,
  from: ClusterIndex,
  to: ClusterIndex,
): Finding {
  const roots = (ownRoots(to.state) ?? []).filter(root =>
    isValidAt(root, context.now),
  );
  const [root] = roots;
  const plane = root && planeWithout(from, root);
  const params = {
    federation: context.federationOf(from.cluster, to.cluster),
  };
  if (root === undefined || plane === undefined) {
    return finding('MF2001', {
      cluster: from.cluster,
      peer: to.cluster,
      object: ownRootsObject(to.state),
      message: reason,
      params,
      evidence,
    });
  }
  const obstacle = trustObstacle(plane, root.fingerprint);
  const remedy = trustRemedy(from, plane, roots, obstacle.field);
  return finding('MF2001', {
    cluster: from.cluster,
    peer: to.cluster,
    object: obstacle.object,
    message: reason,
    params,
    ...optional({ remedy }),
    evidence: [{ cluster: from.cluster, ...obstacle, at }, ...evidence],
  });
}

/** A revision that does not trust the root. */
function planeWithout(
  { state }: ClusterIndex,
  { fingerprint }: Certificate,
): ControlPlane | undefined {
  return state.controlPlanes.status === 'unknown'
    ? undefined
    : state.controlPlanes.value.find(plane => {
        const roots = effectiveRoots(plane, state.trustStore);
        return (
          roots.status === 'observed' &&
          !roots.value.some(root => root.fingerprint === fingerprint)
        );
      });
}
