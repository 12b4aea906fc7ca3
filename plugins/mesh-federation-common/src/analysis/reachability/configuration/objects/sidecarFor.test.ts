import { aMeshOfServices, withConfiguration } from '@mesh-federation/fixtures';
import type { Sidecar } from '../../../../model';
import { indexCluster } from '../../lookup/indexCluster';
import { aSidecar } from '../../legs/__testUtils__/trafficCases';
import { showsHost, sidecarFor } from './sidecarFor';

const inRoot = { namespace: 'istio-system', name: 'root' };

describe('sidecarFor', () => {
  it.each<[string, readonly Sidecar[], string | undefined]>([
    ['none', [], undefined],
    ['that of the root namespace', [aSidecar([], inRoot)], 'root'],
    [
      'that of the namespace first',
      [aSidecar([], inRoot), aSidecar([])],
      'default',
    ],
    [
      'one that selects the client first',
      [
        aSidecar([]),
        aSidecar([], { name: 'mine', workloadSelector: { app: 'client' } }),
      ],
      'mine',
    ],
    [
      'none that selects others, nor by labels in the root namespace',
      [
        aSidecar([], { name: 'theirs', workloadSelector: { app: 'x' } }),
        aSidecar([], { ...inRoot, workloadSelector: { app: 'client' } }),
      ],
      undefined,
    ],
  ])('takes %s', (_, sidecars, name) => {
    const [state] = withConfiguration(aMeshOfServices(['east']), 'east', {
      sidecars,
    });
    const found = sidecarFor(indexCluster(state!), {
      namespace: 'shop',
      labels: { app: 'client' },
    });
    expect(found).toMatchObject({ status: 'observed' });
    expect(found.status === 'observed' ? found.value?.object.name : found).toBe(
      name,
    );
  });
});

describe('showsHost', () => {
  it.each<[readonly string[], boolean]>([
    [['*/*'], true],
    [['./*'], false],
    [['shop/*'], true],
    [['shop/orders.shop.svc.cluster.local'], true],
    [['shop/*.shop.svc.cluster.local'], true],
    [['web/orders.shop.svc.cluster.local'], false],
    [['~/*'], false],
    [['*/*', '~shop/orders.shop.svc.cluster.local'], false],
    [['*/*', '~web/*'], true],
  ])('answers for hosts %j with %s', (hosts, expected) => {
    expect(
      showsHost(aSidecar(hosts), {
        host: 'orders.shop.svc.cluster.local',
        owner: 'shop',
        namespace: 'web',
        port: 80,
      }),
    ).toBe(expected);
  });

  it('takes the listener of the port before the one for all', () => {
    const sidecar = aSidecar([], {
      egress: [{ hosts: ['*/*'] }, { hosts: ['./*'], port: 80 }],
    });
    const to = (port: number) =>
      showsHost(sidecar, {
        host: 'orders.shop.svc.cluster.local',
        owner: 'shop',
        namespace: 'web',
        port,
      });
    expect([to(80), to(443)]).toEqual([false, true]);
  });
});
