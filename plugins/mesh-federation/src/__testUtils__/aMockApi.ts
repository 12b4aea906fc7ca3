import type { MeshFederationApi } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { answers } from './answers';

/** The API as mocks with an answer for everything. */
export function aMockApi(
  overrides: Partial<MeshFederationApi> = {},
): jest.Mocked<MeshFederationApi> {
  const all = Object.entries({ ...answers(), ...overrides });
  return Object.fromEntries(
    all.map(([name, answer]) => [name, jest.fn(answer as () => unknown)]),
  ) as unknown as jest.Mocked<MeshFederationApi>;
}
