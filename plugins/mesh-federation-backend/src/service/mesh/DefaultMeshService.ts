import type {
  LoggerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  isClusterEntity,
  meshFederationTopologyReadPermission,
  type Inventory,
  type PageRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { WitnessStore } from '../../database/witness/WitnessStore';
import { readEntity } from '../caller/readEntity';
import { readOwnedEntities } from '../caller/readOwnedEntities';
import { pageOf } from '../lists/pageOf';
import { toMatchable } from '../judging/reachability/EntityQuestion';
import type { MeshService } from './MeshService';
import { readKnowledge, type KnowledgeSources } from './readKnowledge';
import { readWitness } from './readWitness';

export interface DefaultMeshServiceOptions extends KnowledgeSources {
  readonly catalog: Pick<CatalogService, 'getEntityByRef' | 'queryEntities'>;
  readonly userInfo: UserInfoService;
  readonly logger: LoggerService;
  /** What came of asking istiod in the background; absent when it is not asked. */
  readonly witnessed: Pick<WitnessStore, 'contradictions' | 'list'> | undefined;
}

/** Tells what is known. Whoever calls has been let in before. */
export class DefaultMeshService implements MeshService {
  readonly #options: DefaultMeshServiceOptions;

  constructor(options: DefaultMeshServiceOptions) {
    this.#options = options;
  }

  async listClusters(page: PageRequest) {
    const knowledge = await readKnowledge(this.#options);
    const { judging } = this.#options;
    return pageOf(await judging.ask('overviews', knowledge, {}), page);
  }

  async getTrust() {
    const knowledge = await readKnowledge(this.#options);
    return this.#options.judging.ask('trust', knowledge, {});
  }

  /** Both lists have one entry for each ordered pair, in the same order. */
  async listTrust(page: PageRequest) {
    const { clusters, trust, discovery } = await this.getTrust();
    const { items, ...rest } = pageOf(trust, page);
    return {
      clusters,
      trust: items,
      discovery: pageOf(discovery, page).items,
      ...rest,
    };
  }

  async listFindings(page: PageRequest) {
    const knowledge = await readKnowledge(this.#options);
    const { judging } = this.#options;
    return pageOf(await judging.ask('findings', knowledge, {}), page);
  }

  async getWitness() {
    const knowledge = await readKnowledge(this.#options);
    return readWitness(knowledge, this.#options);
  }

  async getEntityMesh(
    ref: CompoundEntityRef,
    caller: Parameters<MeshService['getEntityMesh']>[1],
  ) {
    const [entity, knowledge, owned] = await Promise.all([
      readEntity(this.#options.catalog, ref, caller),
      readKnowledge(this.#options),
      readOwnedEntities({ ...this.#options, caller }),
    ]);
    const entityRef = stringifyEntityRef(entity);
    const seesTopology = caller.seesTopology ?? false;
    if (!seesTopology) {
      checkCluster(entity, knowledge.inventory);
    }
    return this.#options.judging.ask('entityMesh', knowledge, {
      entityRef,
      entity: toMatchable(entity),
      seesTopology,
      owned: owned
        .map(item => ({
          entityRef: stringifyEntityRef(item),
          entity: toMatchable(item),
        }))
        .filter(item => item.entityRef !== entityRef),
    });
  }
}

/** Anybody can register a Resource by the name of a cluster. */
function checkCluster(entity: Entity, { clusters }: Inventory): void {
  if (!isClusterEntity(entity)) {
    return;
  }
  const entityRef = stringifyEntityRef(entity);
  if (!clusters.some(cluster => cluster.entityRef === entityRef)) {
    throw new NotAllowedError(
      `${entityRef} is not the entity by which the Kubernetes plugin knows a cluster: to see the cluster of that name takes ${meshFederationTopologyReadPermission.name}`,
    );
  }
}
