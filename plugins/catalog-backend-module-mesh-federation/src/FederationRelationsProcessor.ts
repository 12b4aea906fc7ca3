import {
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_HAS_PART,
  RELATION_PART_OF,
  type Entity,
} from '@backstage/catalog-model';
import {
  processingResult,
  type CatalogProcessor,
  type CatalogProcessorEmit,
  type LocationSpec,
} from '@backstage/plugin-catalog-node';
import { LOCATION_TYPE } from './federationEntity';

/**
 * Makes the clusters that a federation's entity depends on parts of it. The relations are those of
 * the federation's entity: they come and go with it, and the clusters' entities stay as they were
 * written. That it depends on them follows from its own `dependsOn`.
 */
export class FederationRelationsProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'FederationRelationsProcessor';
  }

  async postProcessEntity(
    entity: Entity,
    location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    if (location.type !== LOCATION_TYPE) {
      return entity;
    }
    const federation = getCompoundEntityRef(entity);
    for (const ref of (entity.spec?.dependsOn as
      | readonly string[]
      | undefined) ?? []) {
      const cluster = parseEntityRef(ref);
      emit(
        processingResult.relation({
          source: cluster,
          type: RELATION_PART_OF,
          target: federation,
        }),
      );
      emit(
        processingResult.relation({
          source: federation,
          type: RELATION_HAS_PART,
          target: cluster,
        }),
      );
    }
    return entity;
  }
}
