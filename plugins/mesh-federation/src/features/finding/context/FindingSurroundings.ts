import type { ClusterOverview } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** What a page knows of the places that its findings are about. */
export interface FindingSurroundings {
  readonly clusters: readonly (Pick<ClusterOverview, 'federations'> & {
    readonly cluster: Pick<
      ClusterOverview['cluster'],
      'name' | 'owner' | 'entityRef'
    >;
  })[];
  /** The entity of the page, and the namespace of its Service that findings are about. */
  readonly entity?: {
    readonly namespace: string;
    readonly owners: readonly string[];
  };
}
