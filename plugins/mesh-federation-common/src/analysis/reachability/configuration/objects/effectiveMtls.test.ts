import {
  NOW,
  aMeshOfServices,
  withConfiguration,
} from '@mesh-federation/fixtures';
import type { MtlsMode, PeerAuthentication } from '../../../../model';
import { indexCluster } from '../../lookup/indexCluster';
import { aPeerAuthentication } from '../../legs/__testUtils__/policyCases';
import { effectiveMtls } from './effectiveMtls';

const EARLIER = '2020-01-01T00:00:00Z';

function modeOf(policies: readonly PeerAuthentication[], port = 8080) {
  const [state] = withConfiguration(aMeshOfServices(['east']), 'east', {
    peerAuthentications: policies,
  });
  const result = effectiveMtls(indexCluster(state!), {
    namespace: 'shop',
    labels: { app: 'orders' },
    port,
  });
  return result.status === 'observed' ? result.value : result;
}

const mesh = (mode: MtlsMode, more: Partial<PeerAuthentication> = {}) =>
  aPeerAuthentication(mode, {
    namespace: 'istio-system',
    name: 'mesh',
    ...more,
  });
const workload = (mode: MtlsMode, more: Partial<PeerAuthentication> = {}) =>
  aPeerAuthentication(mode, {
    name: 'workload',
    selector: { app: 'orders' },
    ...more,
  });

describe('effectiveMtls', () => {
  it.each<[string, readonly PeerAuthentication[], string, string | undefined]>([
    ['PERMISSIVE by default', [], 'PERMISSIVE', undefined],
    ['the mesh', [mesh('STRICT')], 'STRICT', 'mesh'],
    [
      'the namespace over the mesh',
      [mesh('STRICT'), aPeerAuthentication('DISABLE')],
      'DISABLE',
      'mode',
    ],
    [
      'the workload over the namespace',
      [aPeerAuthentication('STRICT'), workload('DISABLE')],
      'DISABLE',
      'workload',
    ],
    [
      'the port over its workload',
      [workload('STRICT', { portModes: { 8080: 'DISABLE' } })],
      'DISABLE',
      'workload',
    ],
    [
      'no port of the Service',
      [workload('STRICT', { portModes: { 80: 'DISABLE' } })],
      'STRICT',
      'workload',
    ],
    [
      'no port without a selector',
      [aPeerAuthentication('STRICT', { portModes: { 8080: 'DISABLE' } })],
      'STRICT',
      'mode',
    ],
    [
      'what lies above UNSET',
      [mesh('STRICT'), workload('UNSET', { portModes: { 8080: 'UNSET' } })],
      'STRICT',
      'mesh',
    ],
    [
      'the oldest of one scope',
      [
        aPeerAuthentication('STRICT', { name: 'young', createdAt: NOW }),
        aPeerAuthentication('DISABLE', { name: 'old', createdAt: EARLIER }),
      ],
      'DISABLE',
      'old',
    ],
    [
      'no selector of the root namespace',
      [mesh('DISABLE', { selector: { app: 'orders' } })],
      'PERMISSIVE',
      undefined,
    ],
    [
      'no selector of other labels',
      [workload('DISABLE', { selector: { app: 'other' } })],
      'PERMISSIVE',
      undefined,
    ],
  ])('takes %s', (_, policies, mode, name) => {
    const result = modeOf(policies);
    expect(result).toMatchObject({ mode });
    expect('object' in result ? result.object?.name : undefined).toBe(name);
  });
});
