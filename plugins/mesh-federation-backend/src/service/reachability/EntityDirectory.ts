import type { Entity } from '@backstage/catalog-model';

/**
 * What the catalog knows of all entities that may have Services, whoever asks. Never to be shown
 * without asking the catalog as the reader.
 */
export interface EntitySnapshot {
  /** Another one for each reading. */
  readonly version: number;
  /** Entities with a Kubernetes annotation. */
  readonly entities: readonly {
    readonly entityRef: string;
    readonly entity: Entity;
  }[];
  /** Refs of the components that provide an API, by the API's ref. */
  readonly providers: ReadonlyMap<string, readonly string[]>;
}

export interface EntityDirectory {
  read(): Promise<EntitySnapshot>;
}
