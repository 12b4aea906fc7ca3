import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { aFederation } from '@mesh-federation/fixtures';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aPlan, NOBODY_AFFECTED } from './__testUtils__/aPlan';
import { clusterPage } from './__testUtils__/clusterPage';
import { meshBackend } from './__testUtils__/meshBackend';
import {
  github,
  gitlab,
  moduleOf,
  type Change,
  type PublishAction,
} from './__testUtils__/publishActions';
import { serveGitLab } from './__testUtils__/serveGitLab';
import { readTemplate, startScaffolder } from './__testUtils__/startScaffolder';

// The first test starts a backend.
jest.setTimeout(60_000);

const TEMPLATE = 'join-by-pull-request';

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

const ANSWERS = {
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
};

/** As the documentation says it for GitLab. */
function forGitLab(): Entity {
  const template = readTemplate(TEMPLATE);
  const { spec } = template as unknown as {
    spec: { steps: { action: string; input: Record<string, unknown> }[] };
  };
  for (const step of spec.steps) {
    if (step.action !== 'publish:github:pull-request') continue;
    step.action = 'publish:gitlab:merge-request';
    delete step.input.update;
    delete step.input.createWhenEmpty;
  }
  return template;
}

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

/** The template, and a mesh whose plan waits for the owner of istiod in east. */
function start(template: Entity, action: PublishAction) {
  const mesh = meshBackend();
  Object.assign(mesh.answers, ANSWERS);
  return startScaffolder({
    catalog: catalogServiceMock({ entities: [template] }),
    features: [
      mesh.plugin,
      moduleOf(action),
      mockServices.urlReader.mock(reader).factory,
    ],
  });
}

const CHANGED_FILE = VALUES_FILE.replace(
  '# keep\n',
  '# keep\n    ISTIO_MULTIROOT_MESH: "true"\n',
);

const decoded = (content: string, encoding: string) =>
  Buffer.from(content, encoding as BufferEncoding).toString('utf8');

describe('the example template that joins through pull requests', () => {
  it('brings each owner the change in the file, and everything else unchanged', async () => {
    const asked: Change[] = [];
    const scaffolder = await start(readTemplate(TEMPLATE), github(asked));

    const { output, lines } = await scaffolder.runTask(TEMPLATE, {
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
          decoded(content, encoding),
        ]),
      );
    expect(asked.map(change => [change.repo, filesOf(change)])).toEqual([
      ['east', { ...FILES, 'istiod/values.yaml': CHANGED_FILE }],
      ['west', FILES],
    ]);
    expect(asked).toMatchObject([
      { owner: 'acme', head: 'mesh-federation-east', createWhenEmpty: false },
      { owner: 'acme', head: 'mesh-federation-west', createWhenEmpty: false },
    ]);
  });

  it('does so with GitLab’s action too, as its API is asked', async () => {
    const server = await serveGitLab(FILES);
    try {
      const scaffolder = await start(forGitLab(), gitlab(server.host));

      const { lines } = await scaffolder.runTask(TEMPLATE, {
        federation: 'shop',
        clusters: ['east', 'west'],
        repositories: [
          {
            ...REPOSITORIES[0],
            repoUrl: `${server.host}?owner=acme&repo=east`,
          },
        ],
        restartWorkloads: true,
      });

      expect(lines.filter(line => /Error/.test(line))).toEqual([]);
      const { branches, commits, mergeRequests } = server.asked;
      expect(branches).toEqual(['mesh-federation-east']);
      expect(
        commits.map(({ branch, actions }) => ({
          branch,
          actions: actions.map(({ action, file_path, content, encoding }) => [
            action,
            file_path,
            decoded(content, encoding),
          ]),
        })),
      ).toEqual([
        {
          branch: 'mesh-federation-east',
          actions: [['update', 'istiod/values.yaml', CHANGED_FILE]],
        },
      ]);
      expect(mergeRequests).toMatchObject([
        {
          source_branch: 'mesh-federation-east',
          target_branch: 'main',
          title: 'Federate the mesh of east',
        },
      ]);
    } finally {
      await server.stop();
    }
  });
});
