import type { ClusterState } from '../../../model';
import {
  aMeshOfServices,
  withConfiguration,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { contextOf } from '../__testUtils__/answersOf';
import { settled } from '../__testUtils__/settled';
import { ALIKE, withClones } from '../__testUtils__/withClones';
import { analyzeReachability } from '../engine/analyzeReachability';
import { LEG_JUDGEMENTS } from '../engine/legJudgements';
import {
  aDestinationRule,
  aPeerAuthentication,
  anAuthorizationPolicy,
} from '../legs/__testUtils__/policyCases';
import { aSidecar } from '../legs/__testUtils__/trafficCases';
import { surveyReachability } from './surveyReachability';

const identity = jest.spyOn(LEG_JUDGEMENTS, 'identity');

beforeEach(() => identity.mockClear());

const QUERY = { client: { cluster: 'east' }, provider: 'west', port: 80 };

const clones = (): MeshStates => settled(withClones(aMeshOfServices()));

/** How many of `orders` and its clones are judged, when all of them are asked for. */
function judged(states: MeshStates): number {
  const context = contextOf(states);
  for (const { namespace, service } of ALIKE) {
    surveyReachability(context, {
      ...QUERY,
      service: { namespace, name: service },
    });
  }
  return identity.mock.calls.length;
}

const withPolicies = (
  kind: 'peerAuthentications' | 'authorizationPolicies',
  objects: readonly object[],
): MeshStates =>
  withConfiguration(clones(), 'west', {
    [kind]: objects,
  } as Parameters<typeof withConfiguration>[2]);

describe('surveyReachability', () => {
  it('judges Services once that are alike, in whichever namespace', () => {
    expect(judged(clones())).toBe(1);
  });

  it('judges them again for another client and another port', () => {
    const context = contextOf(clones());
    const service = { namespace: 'shop', name: 'orders' };
    surveyReachability(context, { ...QUERY, service });
    surveyReachability(context, { ...QUERY, service, port: 81 });
    surveyReachability(context, {
      ...QUERY,
      service,
      client: { cluster: 'east', namespace: 'shop' },
    });
    surveyReachability(context, { ...QUERY, service });
    expect(identity).toHaveBeenCalledTimes(3);
  });

  it.each<[string, number, () => MeshStates]>([
    [
      'a policy selects the Pods of one',
      3,
      () =>
        withPolicies('peerAuthentications', [
          aPeerAuthentication('STRICT', {
            namespace: 'depot',
            selector: { app: 'orders-d' },
          }),
        ]),
    ],
    [
      'a namespace has a policy',
      2,
      () =>
        withPolicies('authorizationPolicies', [
          anAuthorizationPolicy('DENY', [{}], { namespace: 'depot' }),
        ]),
    ],
    [
      'two namespaces have a policy each that lets their own clients in',
      2,
      () =>
        withPolicies(
          'authorizationPolicies',
          ['shop', 'yard'].map(namespace =>
            anAuthorizationPolicy(
              'ALLOW',
              [{ from: [{ namespaces: [namespace] }] }],
              { namespace },
            ),
          ),
        ),
    ],
    [
      'one has a DestinationRule',
      2,
      () =>
        withConfiguration(clones(), 'east', {
          destinationRules: [aDestinationRule('DISABLE')],
        }),
    ],
    [
      'each has the same DestinationRule of its own',
      1,
      () =>
        withConfiguration(clones(), 'east', {
          destinationRules: ALIKE.map(({ namespace, service }) =>
            aDestinationRule('ISTIO_MUTUAL', { namespace, host: service }),
          ),
        }),
    ],
    [
      'a Sidecar names namespaces',
      3,
      () =>
        withConfiguration(clones(), 'east', { sidecars: [aSidecar(['./*'])] }),
    ],
  ])('where %s, %i of five are judged', (_, expected, states) => {
    expect(judged(states())).toBe(expected);
  });

  it('leaves out the legs after the first broken one', () => {
    const traffic = jest.spyOn(LEG_JUDGEMENTS, 'traffic');
    const states = clones().map(
      (state): ClusterState => ({
        ...state,
        remoteSecrets: { status: 'observed', value: [], at: state.at },
      }),
    );
    const context = contextOf(states);
    const query = { ...QUERY, service: { namespace: 'shop', name: 'orders' } };
    const { verdict, firstBroken } = surveyReachability(context, query);
    expect(traffic).not.toHaveBeenCalled();
    expect(analyzeReachability(context, query)).toMatchObject({
      verdict,
      firstBroken,
    });
  });

  it('throws for a cluster that there is not', () => {
    const service = { namespace: 'shop', name: 'orders' };
    expect(() =>
      surveyReachability(contextOf(clones()), {
        ...QUERY,
        provider: 'nowhere',
        service,
      }),
    ).toThrow('There is no cluster "nowhere"');
  });
});
