import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  pagesOf,
  yamlText,
  type ClusterName,
  type MeshFederationApi,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ActionTools } from '../connect/ActionTools';
import { giveOutput } from '../definition/giveOutput';
import { writeWorkspaceFile } from '../definition/writeWorkspaceFile';
import { CATALOG_INFO_EXAMPLES } from './catalogInfoExamples';
import { CATALOG_INFO_INPUT } from './catalogInfoInput';
import { clusterEntity } from './clusterEntity';
import { refuseSecond } from './refuseSecond';

const DEFAULT_PATH = 'catalog-info.yaml';

export interface CatalogInfoOptions extends Pick<ActionTools, 'connect'> {
  readonly catalog: Pick<CatalogService, 'getEntities'>;
}

/** Writes the catalog entity of a cluster, for other actions to publish and to register. */
export function createCatalogInfoAction({
  connect,
  catalog,
}: CatalogInfoOptions) {
  return createTemplateAction({
    id: 'mesh-federation:cluster:catalog-info',
    description:
      'Writes the Resource of a cluster into the workspace, for actions such as publish:github and catalog:register. Refuses what would make two clusters of one. A dry run writes the same file.',
    examples: CATALOG_INFO_EXAMPLES,
    supportsDryRun: true,
    schema: {
      input: CATALOG_INFO_INPUT,
      output: {
        entityRef: z => z.string(),
        registered: z =>
          z
            .boolean()
            .describe(
              'The catalog has it already, because the task is tried again after it was registered. Publish and register it only where this is false.',
            ),
        path: z => z.string().describe('In the workspace.'),
        content: z => z.string().describe('The file as it was written.'),
      },
    },
    async handler(ctx) {
      const { path = DEFAULT_PATH, ...description } = ctx.input;
      const entity = clusterEntity(description);
      const entityRef = stringifyEntityRef(entity);
      const { items } = await catalog.getEntities(
        { filter: { kind: 'Resource', 'spec.type': 'kubernetes-cluster' } },
        { credentials: await ctx.getInitiatorCredentials() },
      );
      // A task that is tried again must not be refused for what it has registered itself.
      await ctx.checkpoint({
        key: `catalog-info.${entityRef}`,
        fn: async () =>
          refuseSecond({
            entity,
            connects: description.connection !== undefined,
            clusters: await clusterNames(connect(ctx)),
            entities: items,
          }),
      });
      const registered = items.some(
        other => stringifyEntityRef(other) === entityRef,
      );
      const content = yamlText(entity);
      await writeWorkspaceFile(ctx.workspacePath, path, content);
      ctx.logger.info(`${entityRef} is in ${path}`);
      giveOutput(ctx, { entityRef, registered, path, content });
    },
  });
}

async function clusterNames(
  api: MeshFederationApi,
): Promise<readonly ClusterName[]> {
  const pages = await pagesOf(page => api.listClusters(page));
  return pages.flatMap(({ items }) => items.map(({ cluster }) => cluster.name));
}
