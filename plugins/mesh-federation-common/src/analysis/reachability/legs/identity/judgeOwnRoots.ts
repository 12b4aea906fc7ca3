import { finding } from '../../../../findings/registry';
import { shortFingerprint, type Evidence } from '../../../../model';
import { describeUnknown } from '../../../describeUnknown';
import { isValidAt } from '../../../trust/ownRoots';
import { ownRootsObject } from '../../../trust/rootObjects';
import { trustFacts } from '../../../trust/trustFacts';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import type { LegInput } from '../../question/Leg';
import type { LegPart } from '../../parts/conclude';

/** Inside one cluster the own root vouches for both sides, while it is valid. */
export function judgeOwnRoots({
  client,
  context,
}: LegInput): readonly LegPart[] {
  const { state, cluster } = client;
  const facts = trustFacts(state);
  if (!facts.known) {
    return [
      {
        missing: [
          {
            cluster,
            what: facts.section,
            reason: describeUnknown(facts.reason),
            at: facts.at,
          },
        ],
      },
    ];
  }
  const expired = expiredRoots(client, context.now);
  return expired === undefined
    ? [{ evidence: rootEvidence(client) }]
    : [expired];
}

/** MF2007 when the cluster has roots and none is valid. */
export function expiredRoots(
  index: ClusterIndex,
  now: string,
): LegPart | undefined {
  const { state, cluster } = index;
  const facts = trustFacts(state);
  if (
    !facts.known ||
    facts.own.length === 0 ||
    facts.own.some(root => isValidAt(root, now))
  ) {
    return undefined;
  }
  const [root] = facts.own;
  return {
    findings: [
      finding('MF2007', {
        cluster,
        object: ownRootsObject(state),
        message: `No root of ${cluster} is valid now: ${shortFingerprint(
          root!.fingerprint,
        )} is valid from ${root!.notBefore} to ${root!.notAfter}.`,
        evidence: facts.own.map(item => ({
          cluster,
          object: ownRootsObject(state),
          field: 'notAfter',
          value: item.notAfter,
          at: state.trustStore.at,
        })),
      }),
    ],
  };
}

function rootEvidence({ state, cluster }: ClusterIndex): readonly Evidence[] {
  return state.trustStore.status === 'unknown'
    ? []
    : state.trustStore.value.roots.map(({ fingerprint }) => ({
        cluster,
        object: ownRootsObject(state),
        field: 'root',
        value: fingerprint,
        at: state.trustStore.at,
      }));
}
