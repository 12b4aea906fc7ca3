import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import {
  RELATION_API_PROVIDED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  KUBERNETES_ID_ANNOTATION,
  KUBERNETES_LABEL_SELECTOR_ANNOTATION,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { EntityDirectory, EntitySnapshot } from './EntityDirectory';

const KEEP_MS = 60_000;

interface Options {
  readonly catalog: Pick<CatalogService, 'getEntities'>;
  readonly auth: AuthService;
  readonly logger: LoggerService;
  readonly now: () => Date;
}

/**
 * Reads the entities with the plugin's own credentials, at most once a minute, so that no request
 * waits for thousands of them. An older reading is used while a new one is under way, and when the
 * catalog does not answer.
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
    const { items } = await catalog.getEntities(
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
    this.#version += 1;
    const snapshot = toSnapshot(items, this.#version);
    this.#kept = { snapshot, until: now().getTime() + KEEP_MS };
    return snapshot;
  }
}

function toSnapshot(items: readonly Entity[], version: number): EntitySnapshot {
  const all = items.map(entity => ({
    entityRef: stringifyEntityRef(entity),
    entity,
  }));
  return {
    version,
    entities: all.filter(({ entity: { metadata } }) =>
      [KUBERNETES_ID_ANNOTATION, KUBERNETES_LABEL_SELECTOR_ANNOTATION].some(
        name => metadata.annotations?.[name],
      ),
    ),
    providers: new Map(
      all.map(({ entityRef, entity }) => [
        entityRef,
        (entity.relations ?? [])
          .filter(({ type }) => type === RELATION_API_PROVIDED_BY)
          .map(({ targetRef }) => targetRef)
          .sort(),
      ]),
    ),
  };
}
