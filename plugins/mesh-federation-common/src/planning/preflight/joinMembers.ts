import { finding } from '../../findings/registry';
import type {
  ClusterState,
  Federation,
  Finding,
  Inventory,
  Observed,
} from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import { toMember, type Member, type MissingFact } from '../members/Member';
import { missingFactFindings } from './missingFactFinding';

/** Members of which everything is known, and blocking findings for the others. */
export function joinMembers(options: {
  readonly federation: Federation;
  readonly states: readonly ClusterState[];
  readonly inventory: Inventory;
}): {
  readonly members: readonly Member[];
  readonly findings: readonly Finding[];
} {
  const members: Member[] = [];
  const findings: Finding[] = [];
  for (const cluster of [...options.federation.members].sort(compareStrings)) {
    const entry = options.inventory.clusters.find(
      ({ name }) => name === cluster,
    );
    const state = options.states.find(item => item.cluster === cluster);
    if (entry === undefined) {
      findings.push(
        finding('MF7011', {
          cluster,
          message: `${cluster} is not in the inventory of clusters.`,
          blocking: true,
        }),
      );
    } else if (!entry.usable) {
      findings.push(
        finding('MF1004', {
          cluster,
          message: `${cluster} cannot be observed with auth provider ${entry.authProvider}.`,
          blocking: true,
        }),
      );
    } else if (state === undefined) {
      findings.push(
        finding('MF7012', {
          cluster,
          message: `${cluster} was not observed.`,
          blocking: true,
          params: { section: 'cluster' },
        }),
      );
    } else {
      const result = toMember(state);
      const missing = [
        ...(result.ok ? [] : result.missing),
        ...joinOnlyFacts(state),
      ];
      findings.push(...missingFactFindings(missing, true));
      if (result.ok) {
        members.push(result.member);
      }
    }
  }
  return { members, findings };
}

/** What joining has to rule out and leaving does not: one cluster under two names, and ambient. */
function joinOnlyFacts(state: ClusterState): readonly MissingFact[] {
  const facts: Readonly<Record<string, Observed<unknown>>> = {
    identity: state.uid,
    'data plane': state.ambient,
  };
  return Object.entries(facts).flatMap(([section, fact]) =>
    fact.status === 'unknown'
      ? [{ cluster: state.cluster, section, reason: fact.reason }]
      : [],
  );
}
