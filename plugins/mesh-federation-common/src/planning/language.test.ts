import {
  NOW,
  OBSERVED_AT,
  aClusterState,
  aControlPlane,
  aFederation,
  aJoinedPair,
  aMeshConfig,
  aRemoteSecret,
  aSharedMeshConfig,
  anInventory,
  anOwnership,
  faultyTexts,
} from '@mesh-federation/fixtures';
import type { KnownFindingCode } from '../findings/registry';
import {
  observed,
  unknown,
  type ClusterState,
  type ControlPlane,
  type Federation,
  type Finding,
} from '../model';
import { planJoin } from './planJoin';
import { planLeave } from './planLeave';
import { nameFindings } from './preflight/rendered/nameFindings';

/** Told by runs and trials of plans, which the backend has. */
type Elsewhere =
  | `MF70${'05' | '06' | '07' | '08' | '09' | '14' | '19'}`
  | `MF702${'4' | '5' | '6' | '8' | '9'}`;

type PlanCode = Exclude<Extract<KnownFindingCode, `MF7${string}`>, Elsewhere>;

const at = OBSERVED_AT;
const east = aClusterState('east');
const west = aClusterState('west');
const [joinedEast, joinedWest] = aJoinedPair();

function join(
  states: readonly ClusterState[],
  options: {
    readonly federation?: Federation;
    readonly inventory?: readonly string[];
  } = {},
): readonly Finding[] {
  const {
    federation = aFederation(['east', 'west']),
    inventory = ['east', 'west'],
  } = options;
  return planJoin({
    federation,
    federations: [federation],
    states,
    inventory: anInventory(inventory),
    request: { kind: 'join' },
    now: NOW,
  }).findings;
}

/** East with a change of its control plane. */
function plane(change: Partial<ControlPlane>): ClusterState {
  return {
    ...east,
    controlPlanes: observed([{ ...aControlPlane('east'), ...change }], at),
  };
}

function addressed(address: Partial<ClusterState['apiServer']>): ClusterState {
  return {
    ...west,
    apiServer: { ...west.apiServer, ...address } as ClusterState['apiServer'],
  };
}

function kept(managers: readonly string[]): ClusterState {
  const ownership = anOwnership({ owner: 'gitops', managers });
  return plane({
    ownership,
    meshConfig: observed(aMeshConfig({ ownership, caCertificates: [] }), at),
  });
}

function withReader(complete: boolean, fault?: string): ClusterState {
  return {
    ...west,
    reader: observed(
      {
        objects: [
          {
            object: {
              apiVersion: 'rbac.authorization.k8s.io/v1',
              kind: 'ClusterRole',
              name: 'mesh-federation-reader',
            },
            resourceVersion: '1',
            ownership: anOwnership(),
            ...(fault === undefined ? {} : { fault }),
          },
        ],
        complete,
        secrets: false,
      },
      at,
    ),
  };
}

function denied(namespace?: string): ClusterState {
  const check = { verb: 'patch', resource: 'secrets', allowed: false };
  return {
    ...east,
    access: observed(
      [namespace === undefined ? check : { ...check, namespace }],
      at,
    ),
  };
}

/** What a reading that failed said, and whether its last words are a sentence. */
const ANSWERS = ['', 'it broke', 'It broke.'];

/** For every code plans that bring it, with no, one and several names where it lists some. */
const CASES: Readonly<Record<PlanCode, readonly (readonly Finding[])[]>> = {
  MF7001: [
    join([
      plane({ meshConfig: observed(aMeshConfig({ meshId: 'a' }), at) }),
      {
        ...west,
        controlPlanes: observed(
          [
            aControlPlane('west', {
              meshConfig: observed(aMeshConfig({ meshId: 'b' }), at),
            }),
          ],
          at,
        ),
      },
    ]),
  ],
  MF7002: [
    join([
      plane({ meshConfig: observed(aMeshConfig({ trustDomain: 'a' }), at) }),
      west,
    ]),
  ],
  MF7003: [undefined, 'refused: it has a password'].map(problem =>
    join([east, addressed({ url: undefined, problem } as never)]),
  ),
  MF7004: [[], ['argocd'], ['argocd', 'flux']].map(managers =>
    join([kept(managers), west]),
  ),
  MF7010: [undefined, 'istio-system'].map(namespace =>
    join([denied(namespace), west]),
  ),
  MF7011: [['east'], []].map(inventory => join([east, west], { inventory })),
  MF7012: [
    join([east]),
    ...ANSWERS.flatMap(message => {
      const reason = { kind: 'error', message } as const;
      const late = { kind: 'timeout', message } as const;
      const away = { kind: 'unreachable', message } as const;
      return [
        join([{ ...east, gateways: unknown(late, at) }, west]),
        join([{ ...east, gateways: unknown(away, at) }, west]),
        join([{ ...east, gateways: unknown(reason, at) }, west]),
        join([east, addressed({ caPem: unknown(reason, at) })]),
        join([{ ...east, access: unknown(reason, at) }, west]),
      ];
    }),
  ],
  MF7013: [
    join([
      {
        ...east,
        controlPlanes: observed(
          [
            aControlPlane('east'),
            aControlPlane('other', { revision: 'canary' }),
          ],
          at,
        ),
      },
      west,
    ]),
  ],
  MF7015: [join([plane({ version: '1.30.3' }), west])],
  MF7016: [join([plane({ version: '1.27.9' }), west])],
  MF7017: [
    planLeave({
      federation: aFederation(['east', 'west']),
      federations: [aFederation(['east', 'west'])],
      states: [
        {
          ...joinedEast,
          remoteSecrets: observed([aRemoteSecret('west')], at),
        },
        joinedWest,
      ],
      leaving: ['east'],
      keepFlags: false,
      now: NOW,
    }).findings,
  ],
  MF7018: [
    join([
      {
        ...east,
        remoteSecrets: observed(
          [aRemoteSecret('west', { token: observed('rejected', at) })],
          at,
        ),
      },
      west,
    ]),
  ],
  MF7020: [join([east, addressed({ setBy: 'resource:default/west' })])],
  MF7021: [
    join([joinedEast, joinedWest], {
      federation: aFederation(['east', 'west'], { name: 'other' }),
    }),
  ],
  MF7022: [
    join([east, withReader(true)]),
    join([east, withReader(false, 'has no rules')]),
  ],
  MF7023: ['metadata', 'data'].map(field =>
    nameFindings([
      {
        step: {
          type: 'network',
          id: 'network:east',
          cluster: 'east',
          dependsOn: [],
          network: 'east',
          before: '',
        },
        title: 'Any',
        objects: [
          {
            cluster: 'east',
            ref: { apiVersion: 'v1', kind: 'Secret', name: 'a:b' },
            operation: 'create',
            after: {
              kind: 'Secret',
              metadata: {
                name: 'a:b',
                labels: { 'a:b': 'c:d', network: 'arn:aws:eks' },
              },
              ...(field === 'data' ? { data: { 'a:b': '' } } : {}),
            },
          },
        ],
      },
    ]),
  ),
  MF7027: [[], ['helm'], ['helm', 'kubectl']].map(managers =>
    join([
      plane({
        shared: observed(
          aSharedMeshConfig({
            exists: true,
            ownership: anOwnership({ owner: 'helm', managers }),
          }),
          at,
        ),
      }),
      west,
    ]),
  ),
};

describe('what a plan tells', () => {
  it.each(Object.entries(CASES))('of %s is good English', (code, plans) => {
    for (const findings of plans) {
      expect(findings.map(finding => finding.code)).toContain(code);
      expect(
        faultyTexts(
          findings.flatMap(({ message, fix }) => [message, fix]),
          { sentence: true, names: ['east', 'west'] },
        ),
      ).toEqual([]);
    }
  });
});
