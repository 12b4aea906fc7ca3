import {
  aMeshOfServices,
  aPod,
  NOW,
  withConfiguration,
  withControlPlane,
  withMorePods,
  withPods,
  withService,
  withSettings,
  withState,
  withUnknown,
  withUnknownKind,
  withoutSidecar,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { EDS_FOR_HEADLESS, observed } from '../../../model';
import { inputOf } from '../legs/__testUtils__/judgeCase';
import {
  LOCAL,
  aDestinationRule,
  aPeerAuthentication,
  withModes,
} from '../legs/__testUtils__/policyCases';
import { aSidecar } from '../legs/__testUtils__/trafficCases';
import { clientTls } from './clientTls';

const mesh = aMeshOfServices;

const withRule = (mode: Parameters<typeof aDestinationRule>[0]) =>
  withConfiguration(mesh(), 'east', {
    destinationRules: [aDestinationRule(mode)],
  });

/** `orders` is headless, and has no sidecar in west. */
const withHeadless = (states = mesh()): MeshStates =>
  withPods(
    withService(
      withService(states, 'east', 'orders', { headless: true }),
      'west',
      'orders',
      { headless: true },
    ),
    'west',
    'orders',
    withoutSidecar,
  );

describe('clientTls to headless Services', () => {
  it('is plaintext for one endpoint of another cluster that takes no mutual TLS', () => {
    expect(
      clientTls(inputOf({ states: () => withHeadless(), query: LOCAL })),
    ).toMatchObject({
      mode: 'plaintext',
      because: [{ cluster: 'west', object: { kind: 'Pod' } }],
    });
  });

  it.each<[string, MeshStates]>([
    [
      'all endpoints take mutual TLS',
      withPods(withHeadless(), 'west', 'orders', () => aPod('orders', 'west')),
    ],
    [
      'the other cluster is not read',
      withState(withHeadless(), 'east', { remoteSecrets: observed([], NOW) }),
    ],
    [
      'istiod gives their endpoints to sidecars',
      withControlPlane(withHeadless(), 'east', plane => ({
        ...plane,
        features: { [EDS_FOR_HEADLESS]: 'true' },
      })),
    ],
    [
      'a workload of the own cluster is said to take none',
      withConfiguration(
        withPods(withHeadless(), 'west', 'orders', () =>
          aPod('orders', 'west'),
        ),
        'east',
        {
          peerAuthentications: [
            aPeerAuthentication('DISABLE', { selector: { app: 'orders' } }),
          ],
        },
      ),
    ],
  ])('is mutual where %s', (_, states) => {
    expect(
      clientTls(inputOf({ states: () => states, query: LOCAL })).mode,
    ).toBe('mtls');
  });

  it('is not known where endpoints of the other cluster are not observed', () => {
    const states = withUnknown(withHeadless(), 'west', 'endpointSlices');
    expect(
      clientTls(inputOf({ states: () => states, query: LOCAL })).mode,
    ).toBe('unknown');
  });
});

describe('clientTls', () => {
  it.each<[string, MeshStates, string, string | undefined]>([
    ['a sidecar on both sides', mesh(), 'mtls', undefined],
    [
      'a client without a sidecar',
      withPods(mesh(), 'east', 'client', withoutSidecar),
      'plaintext',
      'client-1',
    ],
    [
      'a server without a sidecar',
      withPods(mesh(), 'east', 'orders', withoutSidecar),
      'plaintext',
      'orders-1',
    ],
    [
      'one of two servers without a sidecar',
      withMorePods(mesh(), 'east', [
        withoutSidecar(
          aPod('orders', 'east', { name: 'orders-2', ips: ['10.1.0.50'] }),
        ),
      ]),
      'mixed',
      'orders-2',
    ],
    ['mode DISABLE', withRule('DISABLE'), 'plaintext', 'orders'],
    ['mode SIMPLE', withRule('SIMPLE'), 'simple', 'orders'],
    ['mode MUTUAL', withRule('MUTUAL'), 'simple', 'orders'],
    ['mode ISTIO_MUTUAL', withRule('ISTIO_MUTUAL'), 'mtls', 'orders'],
    [
      'automatic mutual TLS off',
      withSettings(mesh(), 'east', { enableAutoMtls: false }),
      'plaintext',
      'istio',
    ],
    [
      "a PeerAuthentication of the client's cluster that turns it off",
      withModes('east', aPeerAuthentication('DISABLE')),
      'plaintext',
      'mode',
    ],
    [
      'a Sidecar that hides the Service',
      withConfiguration(mesh(), 'east', {
        sidecars: [aSidecar(['istio-system/*'])],
      }),
      'plaintext',
      'default',
    ],
    [
      'DestinationRules that are not observed',
      withUnknownKind(mesh(), 'east', 'destinationRules'),
      'unknown',
      undefined,
    ],
  ])('knows what follows from %s', (_, states, mode, object) => {
    const result = clientTls(inputOf({ states: () => states, query: LOCAL }));
    expect(result.mode).toBe(mode);
    expect(result.because[0]?.object?.name).toBe(object);
  });
});
