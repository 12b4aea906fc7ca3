import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import {
  RELATION_API_PROVIDED_BY,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  compareStrings,
  KUBERNETES_ID_ANNOTATION,
  KUBERNETES_LABEL_SELECTOR_ANNOTATION,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { toMatchable } from '../judging/reachability/EntityQuestion';
import type { NamedEntity } from '../judging/known/SharedEntities';
import { toSharedJson } from '../judging/known/sharedJson';
import type { EntityDirectory, EntitySnapshot } from './EntityDirectory';

const KEEP_MS = 60_000;

interface Options {
  readonly catalog: Pick<CatalogService, 'streamEntities'>;
  readonly auth: AuthService;
  readonly logger: LoggerService;
  readonly now: () => Date;
}

/**
 * Reads the entities with the plugin's own credentials, page by page and at most once a minute, so
 * that no request waits for thousands of them. An older reading is used while a new one is under
 * way, and when the catalog does not answer.
 */
export class CatalogEntityDirectory implements EntityDirectory {
  readonly #options: Options;
  #kept:
    | { readonly snapshot: EntitySnapshot; readonly until: number }
    | undefined;
  #reading: Promise<EntitySnapshot> | undefined;
  #version = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  async read(): Promise<EntitySnapshot> {
    const kept = this.#kept;
    if (kept && this.#options.now().getTime() < kept.until) {
      return kept.snapshot;
    }
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    if (!kept) {
      return this.#reading;
    }
    this.#reading.catch(error => {
      this.#options.logger.warn(
        `Entities are shown as they were before: ${stringifyError(error)}`,
      );
    });
    return kept.snapshot;
  }

  async #read(): Promise<EntitySnapshot> {
    const { catalog, auth, now } = this.#options;
    const pages = catalog.streamEntities(
      {
        filter: [
          { kind: 'API' },
          ...[
            KUBERNETES_ID_ANNOTATION,
            KUBERNETES_LABEL_SELECTOR_ANNOTATION,
          ].map(name => ({
            [`metadata.annotations.${name}`]: CATALOG_FILTER_EXISTS,
          })),
        ],
        fields: [
          'kind',
          'metadata.namespace',
          'metadata.name',
          'metadata.annotations',
          'spec.type',
          'relations',
        ],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    const entities: NamedEntity[] = [];
    const owners = new Map<string, readonly string[]>();
    const providers = new Map<string, readonly string[]>();
    for await (const page of pages) {
      for (const entity of page) {
        const entityRef = stringifyEntityRef(entity);
        providers.set(entityRef, related(entity, RELATION_API_PROVIDED_BY));
        if (hasServices(entity)) {
          entities.push({ entityRef, entity: toMatchable(entity) });
          owners.set(entityRef, related(entity, RELATION_OWNED_BY));
        }
      }
    }
    this.#version += 1;
    const snapshot = {
      shared: { version: this.#version, entities: toSharedJson(entities) },
      owners,
      providers,
    };
    this.#kept = { snapshot, until: now().getTime() + KEEP_MS };
    return snapshot;
  }
}

function hasServices({ metadata }: Entity): boolean {
  return [KUBERNETES_ID_ANNOTATION, KUBERNETES_LABEL_SELECTOR_ANNOTATION].some(
    name => metadata.annotations?.[name],
  );
}

function related(
  { relations = [] }: Entity,
  relation: string,
): readonly string[] {
  return relations
    .filter(({ type }) => type === relation)
    .map(({ targetRef }) => targetRef)
    .sort(compareStrings);
}
