import { isFederationName } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { createHash } from 'node:crypto';

/**
 * The name of a federation's entity: its own where that is one, else one made from it. The same
 * name gives the same, two names never do: no label has the underscore of those that are made, and
 * entity refs do not tell upper from lower case, of which a label has only one.
 */
export function federationEntityName(name: string): string {
  if (isFederationName(name)) {
    return name;
  }
  // JSON tells apart what UTF-8 does not: halves of surrogate pairs.
  const hash = createHash('sha256').update(JSON.stringify(name)).digest('hex');
  return `mesh_${hash.slice(0, 40)}`;
}
