import type { MeshChange, Subject } from './MeshChange';
import { configurationChanges } from './configurationChanges';
import { FEDERATION_CHANGES } from './federationChanges';
import { packetChanges } from './packetChanges';
import { placeChanges } from './placeChanges';
import { settingsChanges } from './settingsChanges';
import { workloadChanges } from './workloadChanges';

/** Service `orders` of the builders. */
const ORDERS: Subject = {
  namespace: 'shop',
  service: 'orders',
  server: 'orders',
  client: 'client',
};

/** Everything that a law may change in a mesh, by name. */
export function meshChanges(
  subject: Subject = ORDERS,
): Readonly<Record<string, MeshChange>> {
  return {
    ...FEDERATION_CHANGES,
    ...workloadChanges(subject),
    ...configurationChanges(subject),
    ...settingsChanges(subject),
    ...placeChanges(subject),
    ...packetChanges(subject),
  };
}
