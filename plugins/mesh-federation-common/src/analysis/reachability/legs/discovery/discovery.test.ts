import {
  OBSERVED_AT,
  aMeshOfServices,
  withControlPlane,
  withPods,
  withSettings,
  withState,
  withUnknown,
  withoutSidecar,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { observed, type ReachabilityQuery } from '../../../../model';
import { describeFindingCases } from '../__testUtils__/describeFindingCases';
import {
  aSelector,
  discoveryCases,
  withNamespaces,
  withReader,
  withRemoteSecret,
  withSync,
} from '../__testUtils__/discoveryCases';
import { judgeCase } from '../__testUtils__/judgeCase';
import { discoveryLeg } from './discovery';
import { optional } from '../../../../model/basics/optional';

describeFindingCases(discoveryLeg, discoveryCases);

function judge(states: MeshStates, query?: Partial<ReachabilityQuery>) {
  return judgeCase(discoveryLeg, {
    states: () => states,
    ...optional({ query }),
  });
}

const LOCAL = {
  client: { cluster: 'west', namespace: 'shop', workload: 'client' },
};

describe('discoveryLeg', () => {
  it('is satisfied where istiod is synced and the token accepted', () => {
    const result = judge(aMeshOfServices());
    expect(result).toMatchObject({
      status: 'satisfied',
      findings: [],
      conditions: [],
      missing: [],
      doubts: [],
    });
    expect(result.evidence[0]).toMatchObject({
      cluster: 'east',
      object: { kind: 'Secret', name: 'istio-remote-secret-west' },
    });
  });

  it('names the remote secret that should be there', () => {
    const states = withState(aMeshOfServices(), 'east', {
      remoteSecrets: observed([], OBSERVED_AT),
    });
    expect(judge(states).findings[0]).toMatchObject({
      code: 'MF3001',
      object: { kind: 'Secret', name: 'istio-remote-secret-west' },
    });
  });

  it.each([
    [
      'the token was rejected after istiod had synced',
      (states: MeshStates) =>
        withRemoteSecret(states, { token: observed('rejected', OBSERVED_AT) }),
    ],
    [
      'the token has expired after istiod had synced',
      (states: MeshStates) =>
        withRemoteSecret(states, {
          tokenExpiresAt: '2026-05-31T00:00:00.000Z',
        }),
    ],
    [
      'the reader has lost rights after istiod had synced',
      (states: MeshStates) => withReader(states, { complete: false }),
    ],
  ])('works on frozen endpoints when %s, and says so', (_, change) => {
    expect(judge(change(aMeshOfServices()))).toMatchObject({
      status: 'satisfied',
      findings: [{ code: 'MF3020', severity: 'warning' }],
      conditions: [
        {
          on: 'endpoint',
          evidence: [
            { object: { kind: 'Secret' } },
            {
              cluster: 'west',
              object: {
                kind: 'ServiceAccount',
                name: 'mesh-federation-reader',
              },
            },
          ],
        },
      ],
    });
  });

  it('is violated when the token is rejected and istiod has nothing', () => {
    const states = withSync(
      withRemoteSecret(aMeshOfServices(), {
        token: observed('rejected', OBSERVED_AT),
      }),
      'timeout',
    );
    const [found] = judge(states).findings;
    expect(found).toMatchObject({ code: 'MF3007', object: { kind: 'Secret' } });
    expect(found!.evidence).toContainEqual(
      expect.objectContaining({
        cluster: 'west',
        object: expect.objectContaining({ kind: 'ServiceAccount' }),
      }),
    );
  });

  it('is unknown when the API server of the provider does not answer, although istiod reports synced', () => {
    expect(
      judge(
        withUnknown(aMeshOfServices(), 'west', 'kubernetesVersion', {
          kind: 'unreachable',
          message: 'refused',
        }),
      ),
    ).toMatchObject({
      status: 'unknown',
      missing: [{ cluster: 'west', what: 'API server' }],
    });
  });

  it('cannot tell whether endpoints flow when an account of somebody else times out', () => {
    const states = withSync(
      withRemoteSecret(aMeshOfServices(), {
        tokenSubject:
          'system:serviceaccount:istio-system:istio-reader-service-account',
      }),
      'timeout',
    );
    expect(judge(states)).toMatchObject({
      status: 'unknown',
      missing: [{ what: 'endpoints of west' }],
    });
  });

  it.each(['syncing', undefined] as const)(
    'is violated while istiod reports %s',
    status => {
      expect(judge(withSync(aMeshOfServices(), status))).toMatchObject({
        status: 'violated',
        findings: [{ code: 'MF3012' }],
      });
    },
  );

  it('offers the restart of an istiod that holds on to a former remote secret', () => {
    const states = withSync(
      withRemoteSecret(aMeshOfServices(), {
        tokenIssuedAt: '2026-05-01T00:00:00.000Z',
      }),
      'timeout',
    );
    expect(judge(states)).toMatchObject({
      status: 'violated',
      findings: [
        {
          code: 'MF3022',
          remedy: {
            text: expect.stringContaining(
              'kubectl --context east rollout restart',
            ),
          },
        },
      ],
    });
  });

  it('offers the restart of an istiod that does not see the remote secret', () => {
    expect(
      judge(withSync(aMeshOfServices(), undefined)).findings[0]?.remedy,
    ).toEqual({
      cluster: 'east',
      text: 'kubectl rollout restart deployment.apps istiod --namespace istio-system',
    });
  });

  it('has a condition on the client when only some replicas are synced', () => {
    const states = withControlPlane(aMeshOfServices(), 'east', plane => ({
      ...plane,
      replicas: [
        ...plane.replicas,
        { pod: 'istiod-2', ready: true, sync: observed([], OBSERVED_AT) },
      ],
    }));
    expect(judge(states)).toMatchObject({
      status: 'satisfied',
      conditions: [
        {
          on: 'client',
          text: expect.stringContaining('(1 of 2)'),
          evidence: [{ object: { name: 'istiod-2' } }],
        },
      ],
    });
  });

  it('is unknown when no replica of istiod runs', () => {
    const states = withControlPlane(aMeshOfServices(), 'east', plane => ({
      ...plane,
      replicas: [],
    }));
    expect(judge(states).status).toBe('unknown');
  });

  it('is violated without istiod in the client cluster', () => {
    expect(
      judge(
        withState(aMeshOfServices(), 'east', {
          controlPlanes: observed([], OBSERVED_AT),
        }),
      ),
    ).toMatchObject({
      status: 'violated',
      findings: [
        {
          code: 'MF2022',
          object: { name: 'istiod' },
          fix: expect.stringMatching(/plan a join of (?!its )\S/),
        },
      ],
    });
  });

  it.each([
    [
      'an expression In',
      aSelector({}, [{ key: 'mesh', operator: 'In', values: ['yes'] }]),
    ],
    [
      'an expression Exists',
      aSelector({}, [{ key: 'mesh', operator: 'Exists', values: [] }]),
    ],
    [
      'labels and an expression',
      aSelector({ mesh: 'yes' }, [
        { key: 'team', operator: 'DoesNotExist', values: [] },
      ]),
    ],
    ['no requirement at all', aSelector({})],
  ])('selects a namespace by %s', (_, selector) => {
    expect(judge(selecting([selector]))).toMatchObject({
      status: 'satisfied',
      findings: [],
    });
  });

  it.each([
    [
      'an expression NotIn',
      aSelector({}, [{ key: 'mesh', operator: 'NotIn', values: ['yes'] }]),
    ],
    ['one label of two', aSelector({ mesh: 'yes', team: 'a' })],
  ])('does not select a namespace by %s', (_, selector) => {
    expect(judge(selecting([selector])).findings[0]).toMatchObject({
      code: 'MF3017',
      object: { kind: 'ConfigMap', name: 'istio' },
    });
  });

  it('needs one selector of several to match', () => {
    expect(
      judge(selecting([aSelector({ team: 'a' }), aSelector({ mesh: 'yes' })]))
        .status,
    ).toBe('satisfied');
  });

  it('brings the labels that a selector asks for as a command against the provider', () => {
    const states = withSettings(
      withNamespaces(
        withNamespaces(aMeshOfServices(), 'east', { mesh: 'yes', team: 'a' }),
        'west',
        {},
      ),
      'east',
      { discoverySelectors: [aSelector({ mesh: 'yes', team: 'a' })] },
    );
    expect(judge(states).findings).toMatchObject([
      {
        code: 'MF3017',
        evidence: [
          { cluster: 'west', object: { kind: 'Namespace', name: 'shop' } },
          { cluster: 'east', object: { kind: 'ConfigMap', name: 'istio' } },
        ],
        remedy: {
          cluster: 'west',
          text: 'kubectl label namespace shop mesh=yes team=a',
        },
      },
    ]);
  });

  it('is unknown when the Service of the client cluster is not selected there', () => {
    const states = withSettings(
      withNamespaces(withNamespaces(aMeshOfServices(), 'east', {}), 'west', {
        mesh: 'yes',
      }),
      'east',
      { discoverySelectors: [aSelector({ mesh: 'yes' })] },
    );
    expect(judge(states)).toMatchObject({
      status: 'unknown',
      missing: [{ cluster: 'east' }],
    });
  });

  it.each([
    ['ENABLE_MCS_SERVICE_DISCOVERY', 'true'],
    ['ISTIO_WATCH_NAMESPACE', 'other'],
  ])('is unknown with %s=%s', (name, value) => {
    const states = withControlPlane(aMeshOfServices(), 'east', plane => ({
      ...plane,
      features: { [name]: value },
    }));
    expect(judge(states).status).toBe('unknown');
  });

  describe('inside one cluster', () => {
    it('is satisfied', () => {
      expect(judge(aMeshOfServices(), LOCAL)).toMatchObject({
        status: 'satisfied',
        findings: [],
      });
    });

    it('needs no istiod for a client without a sidecar', () => {
      const states = withState(
        withPods(aMeshOfServices(), 'west', 'client', withoutSidecar),
        'west',
        { controlPlanes: observed([], OBSERVED_AT) },
      );
      expect(judge(states, LOCAL).status).toBe('satisfied');
    });

    it.each([
      ['REGISTRY_ONLY', 'violated'],
      ['ALLOW_ANY', 'unknown'],
    ] as const)(
      'does not take a namespace that is not selected for reachable with %s',
      (outboundTrafficPolicy, status) => {
        const states = withSettings(
          withNamespaces(aMeshOfServices(), 'west', {}),
          'west',
          {
            discoverySelectors: [aSelector({ mesh: 'yes' })],
            outboundTrafficPolicy,
          },
        );
        expect(judge(states, LOCAL).status).toBe(status);
      },
    );
  });
});

function selecting(
  discoverySelectors: readonly ReturnType<typeof aSelector>[],
): MeshStates {
  return withSettings(
    withNamespaces(
      withNamespaces(aMeshOfServices(), 'east', { mesh: 'yes' }),
      'west',
      { mesh: 'yes' },
    ),
    'east',
    { discoverySelectors },
  );
}
