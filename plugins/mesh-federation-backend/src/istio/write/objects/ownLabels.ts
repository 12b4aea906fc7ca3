import {
  federationLabels,
  type Ownership,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Our labels of an object as it was observed; undefined for one that is not ours. */
export function ownLabels({
  owner,
  federations,
}: Ownership): Readonly<Record<string, string>> | undefined {
  return owner === 'self' ? federationLabels(federations) : undefined;
}
