import type { CompoundEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { CallerOptions } from '../caller/CallerOptions';
import { readEntity } from '../caller/readEntity';
import type { MeshService } from './MeshService';
import { readKnowledge, type KnowledgeSources } from './readKnowledge';

export interface DefaultMeshServiceOptions extends KnowledgeSources {
  readonly catalog: Pick<CatalogService, 'getEntityByRef'>;
}

/** Tells what is known. Whoever calls has been let in before. */
export class DefaultMeshService implements MeshService {
  readonly #options: DefaultMeshServiceOptions;

  constructor(options: DefaultMeshServiceOptions) {
    this.#options = options;
  }

  async listClusters() {
    const knowledge = await readKnowledge(this.#options);
    return this.#options.judging.ask('overviews', knowledge, {});
  }

  async getTrust() {
    const knowledge = await readKnowledge(this.#options);
    return this.#options.judging.ask('trust', knowledge, {});
  }

  async listFindings() {
    const knowledge = await readKnowledge(this.#options);
    return this.#options.judging.ask('findings', knowledge, {});
  }

  async getEntityMesh(ref: CompoundEntityRef, caller: CallerOptions) {
    const [entity, knowledge] = await Promise.all([
      readEntity(this.#options.catalog, ref, caller),
      readKnowledge(this.#options),
    ]);
    return this.#options.judging.ask('entityMesh', knowledge, { entity });
  }
}
