import type { CompoundEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  EntityReachabilityFilter,
  ServiceReachabilityFilter,
  ServiceReachabilityAnswer,
  ServiceName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { CallerOptions } from '../caller/CallerOptions';
import { readEntities } from '../caller/readEntities';
import { readEntity } from '../caller/readEntity';
import type { PackedKnowledge } from '../judging/known/PackedKnowledge';
import { readKnowledge, type KnowledgeSources } from '../mesh/readKnowledge';
import type { Witness } from '../../observation/witness/Witness';
import {
  checkReachabilityFilter,
  checkTableSize,
} from './checkReachabilityFilter';
import { confirmItems } from './confirmItems';
import { entityAnswer } from './entityAnswer';
import type { EntityDirectory } from './EntityDirectory';
import type { ReachabilityService } from './ReachabilityService';

export interface DefaultReachabilityServiceOptions extends KnowledgeSources {
  readonly catalog: Pick<
    CatalogService,
    'getEntityByRef' | 'getEntitiesByRefs'
  >;
  readonly directory: EntityDirectory;
  /** Absent when istiod is not to be asked. */
  readonly witness: Witness | undefined;
}

/** Answers from what is known. Whoever calls has been let in before. */
export class DefaultReachabilityService implements ReachabilityService {
  readonly #options: DefaultReachabilityServiceOptions;

  constructor(options: DefaultReachabilityServiceOptions) {
    this.#options = options;
  }

  async getEntityReachability(
    ref: CompoundEntityRef,
    filter: EntityReachabilityFilter,
    caller: CallerOptions,
  ) {
    const { catalog, directory, judging } = this.#options;
    const [entity, knowledge, snapshot] = await Promise.all([
      readEntity(catalog, ref, caller),
      readKnowledge(this.#options),
      directory.read(),
    ]);
    checkReachabilityFilter(filter, knowledge.clusters);
    const answer = await entityAnswer({
      judging,
      knowledge,
      snapshot,
      entity,
      filter,
      readEntities: refs => readEntities({ catalog, refs, caller }),
    });
    return this.#confirmed(answer, knowledge);
  }

  async getServiceReachability(
    service: ServiceName,
    filter: ServiceReachabilityFilter,
  ) {
    const knowledge = await readKnowledge(this.#options);
    checkReachabilityFilter(filter, knowledge.clusters);
    checkTableSize(filter, knowledge.clusters);
    const answer = await this.#options.judging.ask('service', knowledge, {
      service,
      filter,
    });
    return this.#confirmed(answer, knowledge);
  }

  async #confirmed<
    T extends Pick<ServiceReachabilityAnswer, 'items' | 'without'>,
  >(answer: T, knowledge: PackedKnowledge): Promise<T> {
    // istiod knows nothing of what would be.
    if (answer.without !== undefined) {
      return answer;
    }
    const { judging, witness, now } = this.#options;
    const options = { judging, knowledge, witness, now };
    return { ...answer, items: await confirmItems(answer.items, options) };
  }
}
