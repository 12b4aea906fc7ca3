import type {
  ClusterState,
  Federation,
  Plan,
  PlanRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aClusterState, aJoinedMesh } from '@mesh-federation/fixtures';
import { unobservedState } from '../../observation/cluster/unobservedState';
import { renderStep } from '../../execution/steps/renderStep';
import { makePlan } from '../changes/makePlan';
import { proveRun } from './proveRun';

const NOW = new Date('2026-06-01T00:00:00.000Z');

function aFederation(members: readonly string[]): Federation {
  return {
    name: 'demo',
    members,
    reader: 'with-secrets',
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    updatedBy: 'user:default/ann',
  };
}

function aPlan(
  members: readonly string[],
  request: PlanRequest,
  states: readonly ClusterState[],
): Plan {
  const federation = aFederation(members);
  return makePlan({
    federation,
    federations: [federation],
    inventory: {
      clusters: members.map(name => ({
        name,
        authProvider: 'serviceAccount',
        usable: true,
      })),
      findings: [],
    },
    request,
    states,
    renderStep,
    id: 'p1',
    createdBy: 'user:default/ann',
    now: NOW,
  });
}

/** Proves a plan in a world that looks like `after`. */
async function prove(options: {
  readonly plan: Plan;
  readonly after: readonly ClusterState[];
}) {
  const { plan, after } = options;
  const observe = jest.fn(async () => after.map(state => ({ state })));
  const proof = await proveRun({
    plan,
    patient: false,
    sleep: async () => {},
    signal: new AbortController().signal,
    observation: {
      observe,
      packed: async () => [],
      inventory: async () => ({ clusters: [], findings: [] }),
    },
    now: () => NOW,
  });
  return { proof, observe };
}

describe('proveRun', () => {
  const pair = ['east', 'west'];

  it('observes the members with their running proxies and judges every step', async () => {
    const plan = aPlan(
      pair,
      { kind: 'join' },
      pair.map(name => aClusterState(name)),
    );

    const joined = await prove({ plan, after: aJoinedMesh(pair) });
    const nothing = await prove({
      plan,
      after: pair.map(name => aClusterState(name)),
    });

    expect(joined.observe).toHaveBeenCalledWith({
      clusters: pair,
      inspectProxies: true,
    });
    expect(joined.proof.at).toBe(NOW.toISOString());
    expect(joined.proof.steps.map(({ stepId }) => stepId)).toEqual(
      plan.steps.map(({ step }) => step.id),
    );
    expect(verdicts(joined.proof.steps)).toEqual(['satisfied']);
    expect(verdicts(nothing.proof.steps)).toContain('violated');
  });

  it.each([
    ['asks a silent cluster again until it answers', true, 3, 'satisfied'],
    ['asks once when it is not to be patient', false, 1, 'unknown'],
  ] as const)('%s', async (_, patient, times, verdict) => {
    const plan = aPlan(
      pair,
      { kind: 'join' },
      pair.map(name => aClusterState(name)),
    );
    const [east, west] = aJoinedMesh(pair);
    let silent = 2;
    const observe = jest.fn(async () => {
      silent -= 1;
      const reason = { kind: 'timeout', message: 'no answer' } as const;
      return [
        { state: east },
        {
          state:
            silent >= 0
              ? unobservedState({ cluster: 'west', at: west.at, reason })
              : west,
        },
      ];
    });
    const pauses: number[] = [];

    const proof = await proveRun({
      plan,
      patient,
      observation: {
        observe,
        packed: async () => [],
        inventory: async () => ({ clusters: [], findings: [] }),
      },
      now: () => NOW,
      sleep: async ms => void pauses.push(ms),
      signal: new AbortController().signal,
    });

    expect(observe).toHaveBeenCalledTimes(times);
    expect(pauses).toHaveLength(times - 1);
    expect(verdicts(proof.steps)).toContain(verdict);
    expect(verdicts(proof.steps)).not.toContain('violated');
  });
});

function verdicts(steps: readonly { readonly verdict: string }[]) {
  return [...new Set(steps.map(({ verdict }) => verdict))];
}
