import {
  observed,
  unknown,
  type ClusterState,
  type Plan,
  type PlanRequest,
} from '../model';
import {
  NOW,
  OBSERVED_AT,
  aCertificate,
  aClusterState,
  aFederation,
  aJoinedMesh,
  aJoinedPair,
  aWorkload,
  anInventory,
} from '@mesh-federation/fixtures';
import { planJoin } from '../planning/planJoin';
import { planLeave } from '../planning/planLeave';
import { verifyPlan } from './verifyPlan';

const at = OBSERVED_AT;
const stock = [
  aClusterState('east', { workloads: observed([aWorkload('client')], at) }),
  aClusterState('west'),
];
const joined = aJoinedPair();
const federation = aFederation(['east', 'west']);

function planOf(
  request: PlanRequest,
  states: readonly ClusterState[] = request.kind === 'join' ? stock : joined,
): Plan {
  const options = { federation, federations: [federation], states, now: NOW };
  const { steps } =
    request.kind === 'join'
      ? planJoin({
          ...options,
          request,
          inventory: anInventory(['east', 'west']),
        })
      : planLeave({
          ...options,
          leaving: request.clusters ?? federation.members,
          keepFlags: false,
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

const join = planOf({ kind: 'join', restartWorkloads: true });
const leave = planOf({ kind: 'leave' });

function verdicts(plan: Plan, after: readonly ClusterState[]) {
  return Object.fromEntries(
    verifyPlan({ plan, after, now: NOW }).steps.map(({ stepId, verdict }) => [
      stepId,
      verdict,
    ]),
  );
}

function all(plan: Plan, verdict: string) {
  return Object.fromEntries(plan.steps.map(({ step }) => [step.id, verdict]));
}

describe('verifyPlan', () => {
  it('is satisfied with every step of a join in the joined states', () => {
    expect(verdicts(join, joined)).toEqual(all(join, 'satisfied'));
  });

  it('is satisfied with every step of a leave in the stock states', () => {
    expect(verdicts(leave, stock)).toEqual(all(leave, 'satisfied'));
  });

  it('is violated in every step when nothing happened', () => {
    expect(verdicts(join, stock)).toEqual(all(join, 'violated'));
    expect(verdicts(leave, joined)).toEqual(all(leave, 'violated'));
  });

  it('is unknown where a cluster was not observed', () => {
    const reason = { kind: 'unreachable', message: 'no route' } as const;
    const dead = Object.fromEntries(
      [
        'controlPlanes',
        'trustStore',
        'remoteSecrets',
        'network',
        'gateways',
        'reader',
        'workloads',
        'proxyRoots',
        'uid',
        'kubernetesVersion',
      ].map(section => [section, unknown(reason, at)]),
    );
    const states = joined.map(state => ({ ...state, ...dead }));
    expect(verdicts(join, states)).toEqual(all(join, 'unknown'));
    expect(verdicts(join, [])).toEqual(all(join, 'unknown'));
  });

  it('accepts "timeout" of istiod where the reader was to have no right to secrets', () => {
    const without = aFederation(['east', 'west'], {
      reader: 'without-secrets',
    });
    const plan = {
      ...join,
      steps: join.steps.map(planned =>
        planned.step.type === 'wait-sync'
          ? { ...planned, step: { ...planned.step, choice: without.reader } }
          : planned,
      ),
    };
    const after = aJoinedPair({ reader: 'without-secrets' });
    expect(verdicts(plan, after)['wait-sync:east:west']).toBe('satisfied');
    const syncing = JSON.parse(
      JSON.stringify(after).replaceAll('"timeout"', '"syncing"'),
    );
    expect(verdicts(plan, syncing)['wait-sync:east:west']).toBe('satisfied');
    expect(verdicts(join, after)['wait-sync:east:west']).toBe('violated');
  });

  it('tells what held already before the run', () => {
    const reasons = verifyPlan({
      plan: join,
      before: [joined[0], stock[1]!],
      after: joined,
      now: NOW,
    }).steps.map(({ stepId, reason }) => [
      stepId,
      reason.endsWith('It was so before the run.'),
    ]);
    expect(Object.fromEntries(reasons)).toMatchObject({
      'trust-roots:east': true,
      'trust-roots:west': false,
    });
  });

  it('proves by the roots in running proxies, direction by direction', () => {
    const [east, west] = joined;
    const holdsOwnOnly = observed(
      [
        {
          namespace: 'sample',
          pod: 'client-1',
          workload: 'client',
          roots: observed([aCertificate('west').fingerprint], at),
        },
      ],
      at,
    );
    const { proxies, report } = verifyPlan({
      plan: join,
      after: [east, { ...west, proxyRoots: holdsOwnOnly }],
      now: NOW,
    });
    expect(proxies).toMatchObject([
      {
        from: 'east',
        to: 'west',
        verdict: 'satisfied',
        inspected: 1,
        holding: 1,
      },
      {
        from: 'west',
        to: 'east',
        verdict: 'violated',
        inspected: 1,
        holding: 0,
      },
    ]);
    expect(report.trust).toHaveLength(2);
  });

  it('proves nothing without a proxy that was inspected', () => {
    const [east, west] = joined;
    const unread = observed(
      [
        {
          namespace: 'sample',
          pod: 'client-1',
          workload: 'client',
          roots: unknown<never>({ kind: 'error', message: 'x' }, at),
        },
      ],
      at,
    );
    for (const proxyRoots of [observed([], at), unread]) {
      expect(
        verifyPlan({
          plan: join,
          after: [{ ...east, proxyRoots }, west],
          now: NOW,
        }).proxies[0]?.verdict,
      ).toBe('unknown');
    }
  });

  it('asks after a leave only for the pairs that remain', () => {
    const members = ['east', 'north', 'west'];
    const plan: Plan = {
      ...leave,
      federation: aFederation(members),
      request: { kind: 'leave', clusters: ['north'] },
    };
    expect(
      verifyPlan({ plan, after: aJoinedMesh(members), now: NOW }).proxies.map(
        ({ from, to }) => `${from}→${to}`,
      ),
    ).toEqual(['east→west', 'west→east']);
    expect(verifyPlan({ plan: leave, after: stock, now: NOW }).proxies).toEqual(
      [],
    );
  });
});
