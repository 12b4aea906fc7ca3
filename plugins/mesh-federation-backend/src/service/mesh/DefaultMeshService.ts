import type { CompoundEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { CallerOptions } from '../caller/CallerOptions';
import { readEntity } from '../caller/readEntity';
import { entityMesh, findings, overviews, trustReport } from './meshViews';
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
    return overviews(await readKnowledge(this.#options));
  }

  async getTrust() {
    return trustReport(await readKnowledge(this.#options));
  }

  async listFindings() {
    return findings(await readKnowledge(this.#options));
  }

  async getEntityMesh(ref: CompoundEntityRef, caller: CallerOptions) {
    const entity = await readEntity(this.#options.catalog, ref, caller);
    return entityMesh({ entity, ...(await readKnowledge(this.#options)) });
  }
}
