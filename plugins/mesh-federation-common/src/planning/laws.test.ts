import fc from 'fast-check';

import { analyzeClusters } from '../analysis/clusters/analyzeClusters';
import {
  observed,
  unknown,
  type ClusterState,
  type Federation,
  type PlanDraft,
  type Step,
} from '../model';
import {
  NOW,
  OBSERVED_AT,
  aClusterState,
  aFederation,
  aGateway,
  aJoinedMesh,
  aRemoteSecret,
  aWorkload,
  anInventory,
  anObservation,
  anOwnership,
  applySteps,
  ownOwnership,
} from '@mesh-federation/fixtures';
import { orderSteps } from './ordering/orderSteps';
import { planJoin } from './planJoin';
import { planLeave } from './planLeave';

const at = OBSERVED_AT;
const NAMES = ['east', 'north', 'south', 'west'];

/** A way in which a cluster differs from a joined one. */
type Drift = (state: ClusterState) => ClusterState;

const DRIFTS: readonly Drift[] = [
  state => state,
  state => aClusterState(state.cluster),
  state => ({ ...state, remoteSecrets: observed([], at) }),
  state => ({ ...state, gateways: observed([], at) }),
  state => ({ ...state, gateways: observed([aGateway(state.cluster)], at) }),
  state => ({
    ...state,
    reader: observed({ objects: [], complete: false, secrets: false }, at),
  }),
  state => ({
    ...state,
    network: observed({ label: '', ownership: anOwnership() }, at),
  }),
  state => ({
    ...state,
    network: observed({ label: 'flat', ownership: anOwnership() }, at),
  }),
  state => ({ ...state, workloads: observed([aWorkload('client')], at) }),
  state => ({
    ...state,
    remoteSecrets: observed(
      NAMES.filter(name => name !== state.cluster).map(name =>
        aRemoteSecret(name, {
          ownership: ownOwnership(['demo']),
          token: observed('rejected', at),
        }),
      ),
      at,
    ),
  }),
  state => ({
    ...state,
    remoteSecrets: observed(
      NAMES.filter(name => name !== state.cluster).map(name =>
        aRemoteSecret(name),
      ),
      at,
    ),
  }),
];

/** Two to four clusters, each joined or drifted in some way. */
const meshes: fc.Arbitrary<readonly ClusterState[]> = fc
  .subarray(NAMES, { minLength: 2 })
  .chain(names =>
    fc
      .tuple(...names.map(() => fc.constantFrom(...DRIFTS)))
      .map(drifts =>
        aJoinedMesh(names).map((state, index) => drifts[index]!(state)),
      ),
  );

const SECTIONS = [
  'uid',
  'kubernetesVersion',
  'controlPlanes',
  'trustStore',
  'remoteSecrets',
  'network',
  'gateways',
  'reader',
  'workloads',
  'ambient',
] as const;

function federationOf(states: readonly ClusterState[]): Federation {
  return aFederation(states.map(({ cluster }) => cluster));
}

function join(
  states: readonly ClusterState[],
  restartWorkloads = true,
): PlanDraft {
  const federation = federationOf(states);
  return planJoin({
    federation,
    federations: [federation],
    states,
    inventory: anInventory(federation.members),
    request: { kind: 'join', restartWorkloads },
    now: NOW,
  });
}

function leave(states: readonly ClusterState[], leaving: readonly string[]) {
  const federation = federationOf(states);
  return planLeave({
    federation,
    federations: [federation],
    states,
    leaving,
    keepFlags: false,
    now: NOW,
  });
}

function analyze(states: readonly ClusterState[]) {
  return analyzeClusters(
    states.map(state => anObservation(state)),
    NOW,
    { federations: [federationOf(states)] },
  );
}

function reaches(steps: readonly Step[], from: Step, target: string): boolean {
  return from.dependsOn.some(
    id =>
      id === target ||
      reaches(steps, steps.find(step => step.id === id)!, target),
  );
}

describe('laws', () => {
  it('the order of the clusters does not matter', () => {
    fc.assert(
      fc.property(meshes, states => {
        const reversed = [...states].reverse();
        expect(analyze(reversed)).toEqual(analyze(states));
        expect(join(reversed)).toEqual(join(states));
        expect(leave(reversed, [])).toEqual(leave(states, []));
      }),
    );
  });

  it('not knowing something never makes a verdict good', () => {
    fc.assert(
      fc.property(
        meshes,
        fc.nat(3),
        fc.constantFrom(...SECTIONS),
        (states, index, section) => {
          const blind = states.map((state, position) =>
            position === index % states.length
              ? {
                  ...state,
                  [section]: unknown({ kind: 'error', message: 'x' }, at),
                }
              : state,
          );
          const [before, after] = [
            analyze(states).report,
            analyze(blind).report,
          ];
          after.trust.forEach(({ verdict }, position) => {
            const was = before.trust[position]!.verdict;
            expect([was, 'unknown']).toContain(verdict);
          });
          after.discovery.forEach(({ verdict }, position) => {
            const was = before.discovery[position]!.verdict;
            expect([was, 'unknown', 'absent'].includes(verdict)).toBe(true);
            expect(verdict === 'synced' && was !== 'synced').toBe(false);
          });
        },
      ),
    );
  });

  it('the steps of a plan exist, are in order, and end in no circle', () => {
    fc.assert(
      fc.property(meshes, fc.boolean(), (states, whole) => {
        const leaving = states
          .slice(0, whole ? undefined : 1)
          .map(({ cluster }) => cluster);
        for (const { steps } of [join(states), leave(states, leaving)]) {
          const done = new Set<string>();
          for (const step of steps) {
            expect(step.dependsOn.every(id => done.has(id))).toBe(true);
            done.add(step.id);
          }
          expect(orderSteps([...steps].reverse())).toEqual(steps);
        }
      }),
    );
  });

  it('no remote secret is written before trust is verified in every member', () => {
    fc.assert(
      fc.property(meshes, states => {
        const { steps } = join(states);
        const gates = steps.filter(({ type }) => type === 'verify-trust');
        for (const secret of steps.filter(
          ({ type }) => type === 'remote-secret',
        )) {
          for (const gate of gates) {
            expect(reaches(steps, secret, gate.id)).toBe(true);
          }
        }
      }),
    );
  });

  it('no root goes before every istiod has forgotten the other cluster', () => {
    fc.assert(
      fc.property(meshes, states => {
        const { steps } = leave(
          states,
          states.map(({ cluster }) => cluster),
        );
        const gates = steps.filter(({ type }) => type === 'wait-forgotten');
        for (const roots of steps.filter(
          ({ type }) => type === 'trust-roots',
        )) {
          for (const gate of gates) {
            expect(reaches(steps, roots, gate.id)).toBe(true);
          }
        }
      }),
    );
  });

  it('a plan that has worked leaves nothing to plan, and the clusters trust and read each other', () => {
    fc.assert(
      fc.property(meshes, states => {
        const plan = join(states);
        fc.pre(!plan.findings.some(({ blocking }) => blocking));
        const after = applySteps(states, plan.steps);
        expect(join(after).steps).toEqual([]);
        const { trust, discovery } = analyze(after).report;
        expect(trust.every(({ verdict }) => verdict === 'verified')).toBe(true);
        expect(discovery.map(({ verdict }) => verdict)).not.toContain('absent');
      }),
    );
  });

  it('after a leave that has worked nothing of ours is left to remove', () => {
    fc.assert(
      fc.property(meshes, states => {
        const everybody = states.map(({ cluster }) => cluster);
        const after = applySteps(states, leave(states, everybody).steps);
        expect(leave(after, everybody).steps).toEqual([]);
      }),
    );
  });
});
