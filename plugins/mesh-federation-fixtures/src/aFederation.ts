import type {
  Federation,
  Inventory,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { NOW } from './times';

/** Federation `demo` of the members. */
export function aFederation(
  members: readonly string[],
  overrides: Partial<Federation> = {},
): Federation {
  return {
    name: 'demo',
    members: [...members].sort(),
    reader: 'with-secrets',
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
    updatedBy: 'user:default/guest',
    ...overrides,
  };
}

/** Clusters that the backend can observe, each with its catalog entity. */
export function anInventory(names: readonly string[]): Inventory {
  return {
    clusters: names.map(name => ({
      name,
      authProvider: 'serviceAccount',
      usable: true,
      entityRef: `resource:default/${name}`,
    })),
    findings: [],
  };
}
