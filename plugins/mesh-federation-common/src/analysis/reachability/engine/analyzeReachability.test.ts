import { NotFoundError } from '@backstage/errors';

import {
  LEGS,
  observed,
  type PeerAuthentication,
  type ReachabilityQuery,
} from '../../../model';
import {
  NOW,
  OBSERVED_AT,
  aCertificate,
  aMeshOfServices,
  aProxy,
  withConfiguration,
  withPods,
  withState,
  withUnknown,
  withoutSidecar,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { analyzeReachability } from './analyzeReachability';
import { createReachabilityContext } from '../lookup/context/createReachabilityContext';
import { DEFAULT_QUERY } from '../legs/__testUtils__/FindingCases';
import { withRemoteSecret } from '../legs/__testUtils__/discoveryCases';
import { withListedRoots } from '../legs/__testUtils__/identityCases';

function analyze(states: MeshStates, query: Partial<ReachabilityQuery> = {}) {
  const context = createReachabilityContext(
    states.map(state => ({ state })),
    NOW,
    { federations: [] },
  );
  return analyzeReachability(context, { ...DEFAULT_QUERY, ...query });
}

function aMode(mode: 'STRICT' | 'PERMISSIVE'): PeerAuthentication {
  return {
    object: {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      namespace: 'istio-system',
      name: 'default',
    },
    createdAt: '2026-01-01T00:00:00Z',
    mode,
    portModes: {},
  };
}

const LOCAL = {
  client: { cluster: 'west', namespace: 'shop', workload: 'client' },
};

describe('analyzeReachability', () => {
  it('says what is reachable, over which path and which trust', () => {
    expect(analyze(aMeshOfServices())).toMatchObject({
      verdict: 'reachable',
      summary:
        'Requests go through the east-west gateway of network "west" at 192.0.2.10:15443.',
      path: { kind: 'gateway', network: 'west' },
      security: {
        kind: 'mutual-tls',
        clientVerifiesBy: aCertificate('west').fingerprint,
        serverVerifiesBy: aCertificate('east').fingerprint,
        serverIdentities: ['spiffe://cluster.local/ns/shop/sa/orders'],
        clientIdentity: 'spiffe://cluster.local/ns/shop/sa/client',
        plaintextAccepted: true,
      },
      conditions: [],
      doubts: [],
      at: OBSERVED_AT,
    });
  });

  it('has all six legs in their order', () => {
    const { legs } = analyze(aMeshOfServices());
    expect(legs.map(({ leg }) => leg)).toEqual(LEGS);
    expect(legs.map(({ status }) => status)).toEqual(
      LEGS.map(() => 'satisfied'),
    );
  });

  it('puts requests inside one cluster through all legs, with its own root', () => {
    expect(analyze(aMeshOfServices(), LOCAL)).toMatchObject({
      verdict: 'reachable',
      summary: 'Requests stay inside the cluster.',
      path: { kind: 'local' },
      security: {
        kind: 'mutual-tls',
        clientVerifiesBy: aCertificate('west').fingerprint,
        serverVerifiesBy: aCertificate('west').fingerprint,
      },
    });
  });

  it('names the first broken leg, whatever else is broken or unknown', () => {
    const states = withUnknown(
      withState(withListedRoots(aMeshOfServices(), 'east', []), 'east', {
        remoteSecrets: observed([], OBSERVED_AT),
      }),
      'west',
      'gateways',
    );
    const result = analyze(states);
    expect(result).toMatchObject({
      verdict: 'blocked',
      summary: 'east trusts no root of west.',
      firstBroken: { leg: 'identity', code: 'MF2001' },
      security: { kind: 'none' },
    });
    expect(
      result.legs
        .filter(({ status }) => status === 'violated')
        .map(({ leg }) => leg),
    ).toEqual(['identity', 'discovery']);
  });

  it('is blocked by a violated leg also when an earlier one is unknown', () => {
    const states = withUnknown(
      withState(aMeshOfServices(), 'east', {
        remoteSecrets: observed([], OBSERVED_AT),
      }),
      'west',
      'trustStore',
    );
    expect(analyze(states)).toMatchObject({
      verdict: 'blocked',
      firstBroken: { leg: 'discovery', code: 'MF3001' },
    });
  });

  it('is never reachable while something that decides is unknown', () => {
    expect(
      analyze(withUnknown(aMeshOfServices(), 'west', 'trustStore')),
    ).toMatchObject({
      verdict: 'unknown',
      summary: expect.stringContaining('trust'),
    });
  });

  it('is conditional when only some requests, clients or endpoints get through', () => {
    expect(
      analyze(
        withRemoteSecret(aMeshOfServices(), {
          token: observed('rejected', OBSERVED_AT),
        }),
      ),
    ).toMatchObject({
      verdict: 'conditional',
      summary: expect.stringContaining('already knew'),
      conditions: [{ on: 'endpoint' }],
      security: { kind: 'mutual-tls' },
    });
  });

  it('has the age of the oldest fact', () => {
    const at = '2026-06-01T11:00:00.000Z';
    expect(
      analyze(
        withState(aMeshOfServices(), 'west', ({ trustStore }) => ({
          trustStore: { ...trustStore, at },
        })),
      ).at,
    ).toBe(at);
  });

  it('tells mutual TLS alone from mutual TLS beside plaintext', () => {
    const strict = withConfiguration(aMeshOfServices(), 'west', {
      peerAuthentications: [aMode('STRICT')],
    });
    expect(analyze(strict).security).toMatchObject({
      kind: 'mutual-tls',
      plaintextAccepted: false,
    });
  });

  it('calls plaintext plaintext', () => {
    const states = withPods(
      aMeshOfServices(),
      'west',
      'orders',
      withoutSidecar,
    );
    expect(analyze(states, LOCAL)).toMatchObject({
      security: { kind: 'plaintext' },
    });
  });

  it('has no identity of a client that was not named, or that has several', () => {
    const named = analyze(aMeshOfServices(), {
      client: { cluster: 'east', namespace: 'shop' },
    }).security;
    expect(named).toMatchObject({ kind: 'mutual-tls' });
    expect(named).not.toHaveProperty('clientIdentity');
  });

  it('writes identities with the trust domain of each cluster', () => {
    const states = withPods(aMeshOfServices(), 'west', 'orders', pod => ({
      ...pod,
      serviceAccount: 'robot',
      proxy: aProxy('west'),
    }));
    expect(analyze(states).security).toMatchObject({
      serverIdentities: ['spiffe://cluster.local/ns/shop/sa/robot'],
    });
  });

  it('refuses a cluster that is not there', () => {
    expect(() => analyze(aMeshOfServices(), { provider: 'mars' })).toThrow(
      new NotFoundError('There is no cluster "mars"'),
    );
  });
});
