import type { SharedEntities } from '../judging/known/SharedEntities';

/**
 * What the catalog knows of all entities that may have Services, whoever asks. Never to be shown
 * without asking the catalog as the reader.
 */
export interface EntitySnapshot {
  /** Entities with a Kubernetes annotation. */
  readonly shared: SharedEntities;
  /** Refs of the owners of each of them, by its ref. */
  readonly owners: ReadonlyMap<string, readonly string[]>;
  /** Refs of the components that provide an API, by the API's ref. */
  readonly providers: ReadonlyMap<string, readonly string[]>;
}

export interface EntityDirectory {
  read(): Promise<EntitySnapshot>;
}
