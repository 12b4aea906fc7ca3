import {
  observed,
  unknown,
  type ClusterState,
  type Plan,
  type ProxyRoots,
} from '../model';
import {
  NOW,
  OBSERVED_AT,
  aCertificate,
  aClusterState,
  aFederation,
  aJoinedMesh,
  aWorkload,
  anInventory,
} from '@mesh-federation/fixtures';
import { planJoin } from '../planning/planJoin';
import { outcomeOf } from './outcomeOf';
import { verifyPlan } from './verifyPlan';

const members = ['east', 'west'];

function plan(): Plan {
  const federation = aFederation(members);
  const request = { kind: 'join' } as const;
  const { steps } = planJoin({
    federation,
    federations: [federation],
    states: members.map(name => aClusterState(name)),
    request,
    inventory: anInventory(members),
    now: NOW,
  });
  return {
    id: '1',
    federation,
    request,
    status: 'ready',
    createdAt: NOW,
    createdBy: 'user:default/guest',
    basedOn: [],
    steps: steps.map(step => ({ step, title: step.id, objects: [] })),
    findings: [],
    intent: '',
    digest: '',
  };
}

/** Both clusters are joined; one proxy runs in each, with the roots of these clusters. */
function joined(
  held: Readonly<Record<string, readonly string[]>>,
  proxiesWithXdsAgent = 1,
): readonly ClusterState[] {
  return aJoinedMesh(members).map(state => ({
    ...state,
    workloads: observed(
      [aWorkload('client', { proxies: 1, proxiesWithXdsAgent })],
      OBSERVED_AT,
    ),
    proxyRoots: observed(
      [
        {
          pod: 'client-1',
          workload: 'client',
          namespace: 'apps',
          roots: observed(
            held[state.cluster].map(name => aCertificate(name).fingerprint),
            OBSERVED_AT,
          ),
        },
      ],
      OBSERVED_AT,
    ),
  }));
}

function judged(after: readonly ClusterState[]) {
  const proof = verifyPlan({ plan: plan(), after, now: NOW });
  return { outcome: outcomeOf(proof), nextSteps: proof.nextSteps };
}

describe('nextSteps', () => {
  it('leaves nothing to do where all is proven', () => {
    expect(judged(joined({ east: members, west: members }))).toEqual({
      outcome: 'proven',
      nextSteps: [],
    });
  });

  it('names the workloads whose proxies do not hold the roots', () => {
    expect(judged(joined({ east: ['east'], west: members }, 0))).toEqual({
      outcome: 'not-proven',
      nextSteps: [
        {
          kind: 'restart-workloads',
          cluster: 'east',
          workloads: [expect.objectContaining({ name: 'client', proxies: 1 })],
        },
      ],
    });
  });

  it('asks to observe again where the proxies get the roots without a restart', () => {
    expect(judged(joined({ east: ['east'], west: members }))).toEqual({
      outcome: 'not-proven',
      nextSteps: [{ kind: 'observe-again', clusters: ['east'] }],
    });
  });

  it('asks for a new plan where a step was not done', () => {
    const { outcome, nextSteps } = judged(
      members.map(name => aClusterState(name)),
    );

    expect(outcome).toBe('not-proven');
    expect(nextSteps?.[0]).toMatchObject({
      kind: 'plan-again',
      steps: expect.arrayContaining(['trust-roots:east']),
    });
  });

  it('asks to observe again where a cluster was not seen', () => {
    const [east, west] = joined({ east: members, west: members });
    const reason = { kind: 'timeout', message: 'silent' } as const;
    const proxyRoots = unknown<readonly ProxyRoots[]>(reason, OBSERVED_AT);

    expect(judged([east, { ...west, proxyRoots }])).toEqual({
      outcome: 'unknown',
      nextSteps: [{ kind: 'observe-again', clusters: ['west'] }],
    });
  });
});
