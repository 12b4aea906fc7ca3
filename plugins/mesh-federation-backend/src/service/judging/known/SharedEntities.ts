import type { MatchableEntity } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { SharedJson } from './sharedJson';

/** An entity, as far as its Services are found by it. */
export interface NamedEntity {
  readonly entityRef: string;
  readonly entity: MatchableEntity;
}

/** Entities of the catalog that may have Services, whoever asks. */
export interface SharedEntities {
  /** Another one for each reading. */
  readonly version: number;
  readonly entities: SharedJson<readonly NamedEntity[]>;
}
