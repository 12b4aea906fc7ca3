import {
  aMeshOfServices,
  aPod,
  withConfiguration,
  withMorePods,
  withPods,
  withSettings,
  withUnknownKind,
  withoutSidecar,
  type MeshStates,
} from '@mesh-federation/fixtures';
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
