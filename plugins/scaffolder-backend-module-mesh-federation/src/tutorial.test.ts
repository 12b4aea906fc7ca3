import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { aFederation, codeBlocks } from '@mesh-federation/fixtures';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';
import { aPlan, NOBODY_AFFECTED } from './__testUtils__/aPlan';
import { clusterPage } from './__testUtils__/clusterPage';
import { meshBackend } from './__testUtils__/meshBackend';
import { startScaffolder } from './__testUtils__/startScaffolder';
import type { TemplateParts } from './__testUtils__/templateFaults';

// The first test starts a backend.
jest.setTimeout(60_000);

const PAGE = resolve(__dirname, '../../../docs/tutorial-templates.md');
const VALUES = {
  federation: 'shop',
  clusters: ['east', 'west'],
  restartWorkloads: true,
};

interface Output {
  readonly links?: readonly object[];
  readonly text?: readonly object[];
}

const documents = codeBlocks(readFileSync(PAGE, 'utf8'))
  .filter(({ code }) =>
    /^(# examples\/our-mesh|parameters|steps|output)/.test(code),
  )
  .map(({ code }) => parse(code));
const templates: readonly Entity[] = documents.filter(({ kind }) => kind);
const [first, finished]: readonly Required<TemplateParts>[] = templates.map(
  ({ spec }) => spec as never,
);
const parts: readonly TemplateParts[] = documents.filter(({ kind }) => !kind);
const FIRST = templates[0]!;
const FINISHED = templates.at(-1)!;

describe('the tutorial of templates', () => {
  const mesh = meshBackend();
  let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;
  const dryRun = (template: Entity) =>
    scaffolder.call('POST', '/v2/dry-run', {
      template,
      values: VALUES,
      directoryContents: [],
    });

  beforeAll(async () => {
    scaffolder = await startScaffolder({
      catalog: catalogServiceMock({ entities: [FINISHED] }),
      features: [mesh.plugin],
    });
  });

  beforeEach(() => {
    mesh.calls.length = 0;
    Object.assign(mesh.answers, {
      'GET /clusters': clusterPage(['east', 'west']),
      'POST /federations/shop/plans?dryRun=true': aPlan(),
      'PUT /federations/shop': aFederation(['east', 'west'], { name: 'shop' }),
      'POST /federations/shop/plans': aPlan(),
      'GET /federations/shop/affected': NOBODY_AFFECTED,
      'GET /plans/p1': aPlan(),
    });
  });

  it('adds to the template what is in it at the end', () => {
    expect(templates).toHaveLength(2);
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.flatMap(({ parameters = [] }) => parameters)).toEqual(
      finished!.parameters,
    );
    expect([
      ...first!.steps,
      ...parts.flatMap(({ steps = [] }) => steps),
    ]).toEqual(finished!.steps);
    const outputs = parts.map(({ output = {} }) => output as Output);
    expect({
      ...Object.assign({}, ...outputs),
      links: outputs.flatMap(({ links = [] }) => links),
      text: outputs.flatMap(({ text = [] }) => text),
    }).toEqual(finished!.output);
  });

  it('begins with a check that changes nothing', async () => {
    const { log } = await dryRun(FIRST);

    expect(JSON.stringify(log)).toContain('east, west can be joined: 1 step');
    expect(mesh.calls.join()).not.toContain('PUT');
  });

  it('can be tried in a dry run', async () => {
    const { output } = await dryRun(FINISHED);

    expect(output.text).toMatchObject([
      { title: 'Plan' },
      { content: 'A dry run starts nothing' },
      { title: 'Proof' },
    ]);
    expect(mesh.calls.join()).not.toContain('PUT');
  });

  it('ends well when somebody else has to approve', async () => {
    mesh.answers['POST /plans/p1/runs'] = {
      status: 403,
      error: { name: 'NotAllowedError', message: 'Not allowed' },
    };
    mesh.answers['POST /plans/p1/approval-request'] = aPlan();

    const { output } = await scaffolder.runTask('our-mesh', VALUES);

    expect(output).toMatchObject({
      meshFederationPlanId: 'p1',
      text: [
        { title: 'Plan' },
        { content: expect.stringContaining('Waiting for approval') },
      ],
    });
  });

  it.each([
    ['GET /clusters', clusterPage(['east']), 'No cluster was changed'],
    [
      'GET /plans/p1',
      aPlan({ run: { id: 'r1', status: 'failed' } }),
      'The plan was started and does not depend on this task',
    ],
  ])('says what is left when %s fails it', async (asked, answer, said) => {
    mesh.answers[asked] = answer;

    const { output, lines } = await scaffolder.runTask('our-mesh', VALUES);

    expect(output).toBeUndefined();
    expect(lines.join('\n')).toContain(said);
  });
});
