import type {
  ClusterState,
  Federation,
  Plan,
  PlanRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aClusterState, aJoinedMesh } from '@mesh-federation/fixtures';
import { renderStep } from '../../execution/steps/renderStep';
import { makePlan } from '../changes/makePlan';
import { proveRun } from './proveRun';

const NOW = new Date('2026-06-01T00:00:00.000Z');

function aFederation(members: readonly string[]): Federation {
  return {
    name: 'demo',
    members,
    reader: 'with-secrets',
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
    observation: {
      observe,
      latest: async () => [],
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
});

function verdicts(steps: readonly { readonly verdict: string }[]) {
  return [...new Set(steps.map(({ verdict }) => verdict))];
}
