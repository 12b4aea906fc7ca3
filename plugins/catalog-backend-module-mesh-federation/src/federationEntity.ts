import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  optional,
  type ClusterName,
  type Federation,
  type PageLinks,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { federationEntityName } from './federationEntityName';

/** Type of the Resource that stands for a federation. */
const TYPE = 'mesh-federation';

/** Of their own, so that a federation may have the name of a cluster or of another Resource. */
const NAMESPACE = 'mesh-federation';

/** Type of the location that says where the entities come from. */
export const LOCATION_TYPE = 'mesh-federation';

const LONGEST_TITLE = 100;

/** No longer than the API takes one. */
const LONGEST_DESCRIPTION = 1000;

export type KnownFederation = Pick<
  Federation,
  'name' | 'description' | 'members'
>;

/**
 * The catalog's Resource of a federation. It depends on those members that have an entity of their
 * own, and has their owner where they have one and the same.
 */
export function federationEntity(
  { name, description, members }: KnownFederation,
  options: {
    /** Entities of type `kubernetes-cluster`, with their relations. */
    readonly clusters: ReadonlyMap<ClusterName, Entity>;
    readonly links: PageLinks;
    /** Entity ref. */
    readonly defaultOwner: string;
  },
): Entity {
  const { clusters, links, defaultOwner } = options;
  const entityName = federationEntityName(name);
  const location = `${LOCATION_TYPE}:${entityName}`;
  const known = members.flatMap(member => clusters.get(member) ?? []);
  const dependsOn = known.map(entity => stringifyEntityRef(entity));
  const [owner, ...otherOwners] = new Set(known.flatMap(ownerOf));
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      namespace: NAMESPACE,
      name: entityName,
      title: shortened(name, LONGEST_TITLE),
      ...optional({
        description:
          description === undefined
            ? undefined
            : shortened(description, LONGEST_DESCRIPTION),
      }),
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
      },
      links: [{ url: links.federation(name), title: 'Mesh federation' }],
    },
    spec: {
      type: TYPE,
      owner:
        owner === undefined || otherOwners.length > 0 ? defaultOwner : owner,
      ...optional({ dependsOn: dependsOn.length > 0 ? dependsOn : undefined }),
    },
  };
}

function ownerOf({ relations = [] }: Entity): readonly string[] {
  const owned = relations.find(({ type }) => type === RELATION_OWNED_BY);
  return owned ? [owned.targetRef] : [];
}

function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
