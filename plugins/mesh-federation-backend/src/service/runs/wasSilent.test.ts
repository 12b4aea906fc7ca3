import {
  observed,
  unknown,
  type ClusterState,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  OBSERVED_AT,
  aClusterState,
  aConfiguration,
  aRemoteSecret,
} from '@mesh-federation/fixtures';
import { wasSilent } from './wasSilent';

const silent = unknown<never>(
  { kind: 'timeout', message: 'no answer within 10000 ms' },
  OBSERVED_AT,
);
const stateWith = (section: Partial<ClusterState>) => ({
  ...aClusterState('east'),
  ...section,
});

describe('wasSilent', () => {
  it.each([
    ['a list', stateWith({ pods: silent })],
    [
      'a list of the configuration',
      stateWith({
        configuration: { ...aConfiguration(), sidecars: silent },
      }),
    ],
    ['a section', stateWith({ trustStore: silent })],
    [
      'one fact of a section',
      stateWith({
        remoteSecrets: observed(
          [aRemoteSecret('west', { token: silent })],
          OBSERVED_AT,
        ),
      }),
    ],
  ])('is so where nobody answered for %s', (_, state) => {
    expect(wasSilent(state)).toBe(true);
  });

  it.each([
    ['everything was answered', stateWith({})],
    [
      'something was refused',
      stateWith({
        pods: unknown(
          { kind: 'forbidden', message: 'no', verb: 'list', resource: 'pods' },
          OBSERVED_AT,
        ),
      }),
    ],
  ])('is not so where %s', (_, state) => {
    expect(wasSilent(state)).toBe(false);
  });

  it('looks through no list that grows with the cluster', () => {
    const pods = new Proxy([], {
      get: () => {
        throw new Error('looked through');
      },
      ownKeys: () => {
        throw new Error('looked through');
      },
    });

    expect(wasSilent(stateWith({ pods: observed(pods, OBSERVED_AT) }))).toBe(
      false,
    );
  });
});
