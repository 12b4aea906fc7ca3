import { createHash } from 'node:crypto';

/** A DNS-1123 label, as the API asks of the name of a federation; every one is an entity's name. */
const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * The name of a federation's entity: its own where that is one, else one made from it. The same
 * name gives the same, two names never do: no label has the underscore of those that are made, and
 * entity refs do not tell upper from lower case, of which a label has only one.
 */
export function federationEntityName(name: string): string {
  if (LABEL.test(name)) {
    return name;
  }
  // JSON tells apart what UTF-8 does not: halves of surrogate pairs.
  const hash = createHash('sha256').update(JSON.stringify(name)).digest('hex');
  return `mesh_${hash.slice(0, 40)}`;
}
