import {
  NOW,
  aMeshOfServices,
  withConfiguration,
  withState,
  withUnknownKind,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { mapObserved } from '../lookup/lookUp';
import { createReachabilityContext } from '../lookup/context/createReachabilityContext';
import { witnessQuestion } from './witnessQuestion';

function ask(states: MeshStates) {
  const context = createReachabilityContext(
    states.map(state => ({ state })),
    NOW,
    { federations: [] },
  );
  return witnessQuestion(context, {
    client: { cluster: 'east' },
    provider: 'west',
    service: { namespace: 'shop', name: 'orders' },
    port: 80,
  });
}

const filterOf = (
  namespace: string,
  workloadSelector?: Readonly<Record<string, string>>,
) => ({
  object: {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    namespace,
    name: 'limits',
  },
  ...(workloadSelector && { workloadSelector }),
});

const withFilter = (item: ReturnType<typeof filterOf>) =>
  withConfiguration(aMeshOfServices(), 'east', { proxyExtensions: [item] });

describe('the clients that istiod is asked about', () => {
  const plain = ask(aMeshOfServices());

  it('are one of all that nothing tells apart', () => {
    expect(plain.proxies).toHaveLength(1);
    expect(plain.kindsLeftOut).toBe(0);
  });

  it('are one that an EnvoyFilter selects, and one that it does not', () => {
    const { proxies } = ask(withFilter(filterOf('shop', { app: 'client' })));

    expect(proxies).toHaveLength(2);
  });

  it('are one where an EnvoyFilter selects all, or none', () => {
    expect(ask(withFilter(filterOf('istio-system'))).proxies).toHaveLength(1);
    expect(ask(withFilter(filterOf('nobody'))).proxies).toHaveLength(1);
  });

  it('are one of each revision', () => {
    const states = withState(aMeshOfServices(), 'east', ({ pods }) => ({
      pods: mapObserved(pods, all =>
        all.map((pod, number) =>
          number === 0 && pod.proxy
            ? { ...pod, proxy: { ...pod.proxy, revision: 'canary' } }
            : pod,
        ),
      ),
    }));

    expect(ask(states).proxies).toHaveLength(2);
  });

  it('are not all where it is not observed which EnvoyFilters there are', () => {
    const { proxies, kindsLeftOut } = ask(
      withUnknownKind(aMeshOfServices(), 'east', 'proxyExtensions'),
    );

    expect(proxies.length + kindsLeftOut).toBeGreaterThan(1);
  });
});
