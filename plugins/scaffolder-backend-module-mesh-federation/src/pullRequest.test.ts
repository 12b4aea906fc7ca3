import {
  createBackendModule,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createPublishGithubPullRequestAction } from '@backstage/plugin-scaffolder-backend-module-github';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { aFederation } from '@mesh-federation/fixtures';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aPlan, NOBODY_AFFECTED } from './__testUtils__/aPlan';
import { clusterPage } from './__testUtils__/clusterPage';
import { meshBackend } from './__testUtils__/meshBackend';
import { readTemplate, startScaffolder } from './__testUtils__/startScaffolder';

// The first test starts a backend.
jest.setTimeout(60_000);

const VALUES_FILE = `# Ours, since 2021
pilot:
  env:
    PILOT_ENABLE_STATUS: "true" # keep
`;

/** Every repository has these files. */
const FILES: Readonly<Record<string, string>> = {
  'istiod/values.yaml': VALUES_FILE,
  'README.md': 'Clusters of ours.\n',
};

const REPOSITORIES = ['east', 'west'].map(cluster => ({
  cluster,
  url: `https://github.com/acme/${cluster}/tree/main`,
  repoUrl: `github.com?owner=acme&repo=${cluster}`,
  path: 'istiod/values.yaml',
}));

const ISTIOD = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'istio-system',
  name: 'istiod',
};

/** A plan that proposes an entry of istiod in east, and nothing in west. */
const PLAN = aPlan({
  steps: [
    {
      ...aPlan().steps[0],
      step: {
        id: 'multi-root:east',
        cluster: 'east',
        dependsOn: [],
        type: 'multi-root',
        controlPlane: {
          revision: 'default',
          deployment: ISTIOD,
          resourceVersion: '1',
          multiRootMesh: false,
        },
        enabled: true,
      },
      objects: [
        {
          cluster: 'east',
          ref: ISTIOD,
          operation: 'propose',
          after: {
            ...ISTIOD,
            metadata: { name: ISTIOD.name },
            spec: {
              template: {
                spec: {
                  containers: [
                    { env: [{ name: 'ISTIO_MULTIROOT_MESH', value: 'true' }] },
                  ],
                },
              },
            },
          },
        },
      ],
    },
  ],
});

/** A repository's files, as they are fetched. */
const reader: Pick<UrlReaderService, 'readTree'> = {
  readTree: async () =>
    ({
      dir: async ({ targetDir = '' } = {}) => {
        for (const [path, content] of Object.entries(FILES)) {
          mkdirSync(join(targetDir, path, '..'), { recursive: true });
          writeFileSync(join(targetDir, path), content);
        }
        return targetDir;
      },
    } as never),
};

interface Change {
  readonly owner: string;
  readonly repo: string;
  readonly head: string;
  readonly body: string;
  readonly createWhenEmpty?: boolean;
  readonly changes: readonly [
    { readonly files: Record<string, { content: string; encoding: string }> },
  ];
}

/** GitHub's own action, whose client keeps what it is asked for. */
function github(asked: Change[]) {
  return createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'github',
    register(env) {
      env.registerInit({
        deps: { actions: scaffolderActionsExtensionPoint },
        async init({ actions }) {
          actions.addActions(
            createPublishGithubPullRequestAction({
              integrations: ScmIntegrations.fromConfig(
                new ConfigReader({ integrations: {} }),
              ),
              clientFactory: async () =>
                ({
                  createPullRequest: async (change: Change) => {
                    asked.push(change);
                    return {
                      data: {
                        base: { ref: 'main' },
                        html_url: `https://github.com/acme/${change.repo}/pull/1`,
                        number: 1,
                      },
                    };
                  },
                } as never),
            }),
          );
        },
      });
    },
  });
}

describe('the example template that joins through pull requests', () => {
  const mesh = meshBackend();
  const asked: Change[] = [];
  let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;

  beforeAll(async () => {
    scaffolder = await startScaffolder({
      catalog: catalogServiceMock({
        entities: [readTemplate('join-by-pull-request')],
      }),
      features: [
        mesh.plugin,
        github(asked),
        mockServices.urlReader.mock(reader).factory,
      ],
    });
    Object.assign(mesh.answers, {
      'GET /clusters': clusterPage(['east', 'west']),
      'POST /federations/shop/plans?dryRun=true': PLAN,
      'PUT /federations/shop': aFederation(['east', 'west'], { name: 'shop' }),
      'POST /federations/shop/plans': PLAN,
      'GET /federations/shop/affected': NOBODY_AFFECTED,
      'GET /plans/p1': PLAN,
      'POST /plans/p1/runs': {
        status: 403,
        error: { name: 'NotAllowedError', message: 'Not allowed' },
      },
      'POST /plans/p1/approval-request': {
        ...PLAN,
        approvalRequest: { by: 'user:default/mock', at: PLAN.createdAt },
      },
    });
  });

  it('brings each owner the change in the file, and everything else unchanged', async () => {
    const { output, lines } = await scaffolder.runTask('join-by-pull-request', {
      federation: 'shop',
      clusters: ['east', 'west'],
      repositories: REPOSITORIES,
      restartWorkloads: true,
    });

    expect(lines.filter(line => /Error/.test(line))).toEqual([]);
    expect(output).toMatchObject({ text: [{ title: 'State' }, {}] });
    const filesOf = ({ changes: [{ files }] }: Change) =>
      Object.fromEntries(
        Object.entries(files).map(([path, { content, encoding }]) => [
          path,
          Buffer.from(content, encoding as BufferEncoding).toString('utf8'),
        ]),
      );
    expect(asked.map(change => [change.repo, filesOf(change)])).toEqual([
      [
        'east',
        {
          ...FILES,
          'istiod/values.yaml': VALUES_FILE.replace(
            '# keep\n',
            '# keep\n    ISTIO_MULTIROOT_MESH: "true"\n',
          ),
        },
      ],
      ['west', FILES],
    ]);
    expect(asked).toMatchObject([
      { owner: 'acme', head: 'mesh-federation-east', createWhenEmpty: false },
      { owner: 'acme', head: 'mesh-federation-west', createWhenEmpty: false },
    ]);
  });
});
