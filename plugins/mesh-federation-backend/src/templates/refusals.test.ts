import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Life } from './__testUtils__/Life';
import { startBackstage, type Backstage } from './__testUtils__/startBackstage';
import { aTemplate, readTemplate } from './__testUtils__/templates';
import { World } from './__testUtils__/World';

// The first test starts Backstage.
jest.setTimeout(120_000);

const PAGE = resolve(__dirname, '../../../../docs/templates.md');

/** A join whose author has left the check of the clusters out. */
const UNCHECKED = aTemplate(
  'unchecked',
  `
- id: plan
  name: Plan
  action: mesh-federation:plan
  input: { federation: shop, clusters: '\${{ parameters.clusters }}' }
- id: start
  name: Start
  action: mesh-federation:run:start
  input:
    planId: \${{ steps.plan.output.planId }}
    digest: \${{ parameters.digest or steps.plan.output.digest }}
- id: wait
  name: Wait
  action: mesh-federation:run:wait
  input:
    planId: \${{ steps.plan.output.planId }}
    timeoutMinutes: \${{ parameters.timeoutMinutes }}
`,
);

const join = (clusters: readonly string[]) => ({
  template: 'join-clusters',
  values: { federation: 'shop', clusters, restartWorkloads: true },
});
const leave = (federation: string, clusters: readonly string[]) => ({
  template: 'leave-mesh',
  values: { federation, clusters, keepFlags: false },
});
const unchecked = (values: object = {}) => ({
  template: 'unchecked',
  values: { clusters: ['east', 'west'], timeoutMinutes: 5, ...values },
});

/** What a test does to Backstage and to what it works with. */
interface Bench {
  readonly world: World;
  readonly backstage: Backstage;
  readonly denied: Set<string>;
  /** Calls back as soon as something was done outside of Backstage, such as `POST /plans/…`. */
  once(
    effect: RegExp,
    work: (task: string, effect: string) => void | Promise<void>,
  ): void;
}

interface Refusal {
  readonly when: string;
  readonly template: string;
  readonly values: object;
  readonly arrange?: (bench: Bench) => void;
  readonly message: string;
}

const MAY_NOT =
  'The action has the permissions of whoever started the task: ask for what is missing, or let somebody start it who has it';

const BLOCKED =
  'Joining federation shop is blocked by 1 finding. Mend this, then start again:';

/** In the order in which they happen to the same clusters. */
const REFUSALS: readonly Refusal[] = [
  {
    when: 'A cluster is not known',
    ...join(['east', 'nowhere']),
    message:
      "clusters: the Kubernetes plugin does not know 'nowhere'. Correct the name, register the cluster, or wait longer with waitMinutes if it was registered just now",
  },
  {
    when: 'The same, in a template without `preflight`',
    ...unchecked({ clusters: ['east', 'nowhere'] }),
    message:
      "clusters: 'nowhere' is not a cluster of the Kubernetes plugin. Correct the name, or register the cluster",
  },
  {
    when: 'One cluster is to make a federation',
    ...join(['east']),
    message:
      "clusters: 'east' alone is no federation. Name a second cluster, or a federation that has members",
  },
  {
    when: 'A cluster belongs to another mesh',
    ...join(['east', 'west']),
    arrange: ({ world }) => world.setMeshId('west', 'another'),
    message: `${BLOCKED}
MF7001: east has mesh id "mesh1", west "another". Set global.meshID to one value at the installation of Istio in east and west.`,
  },
  {
    when: 'A cluster does not answer',
    ...join(['east', 'west']),
    arrange: ({ world }) => {
      world.setMeshId('west', 'mesh1');
      world.clusters.west.client.fail = () => ({
        reason: { kind: 'unreachable', message: 'connect ECONNREFUSED' },
      });
    },
    message: `${BLOCKED}
MF1001: west could not be observed: the cluster is unreachable (connect ECONNREFUSED). Check that the API server of west runs, and that the URL, the CA and the credentials that the Kubernetes backend of Backstage has for west are right.`,
  },
  {
    when: 'A federation to leave does not exist',
    ...leave('shp', []),
    arrange: ({ world }) => {
      world.clusters.west.client.fail = () => undefined;
    },
    message: "federation: there is none called 'shp'. Correct the name",
  },
  {
    when: 'Whoever started the task may not plan',
    ...join(['east', 'west']),
    arrange: ({ denied }) => {
      denied.add('mesh-federation.plan.create');
    },
    message: `Permission mesh-federation.plan.create is missing. ${MAY_NOT}`,
  },
  {
    when: 'They may not add members',
    ...join(['east', 'west']),
    arrange: ({ denied }) => {
      denied.clear();
      denied.add('mesh-federation.federation.manage');
    },
    message: `Permission mesh-federation.federation.manage is missing. ${MAY_NOT}`,
  },
  {
    when: 'The digest is that of another plan',
    ...unchecked({ digest: 'another' }),
    arrange: ({ denied }) => denied.clear(),
    message:
      'digest: it is not that of plan …. Give the digest that mesh-federation:plan gave with this plan',
  },
  {
    when: 'A cluster that leaves is no member',
    ...leave('shop', ['nowhere']),
    message:
      "clusters: 'nowhere' is not a member of federation shop. Correct the name, or leave it out",
  },
  {
    when: 'What is wanted has changed since the plan was made',
    ...unchecked(),
    arrange: ({ once, backstage }) =>
      once(/^POST .*\/plans$/, () =>
        backstage.call('PUT', '/mesh-federation/federations/shop', {
          members: ['east', 'west'],
          reader: 'without-secrets',
          version: 1,
        }),
      ),
    message:
      'Plan … is outdated: its clusters or what is wanted of them have changed since. Start the template again for a new plan',
  },
  {
    when: 'A cluster has changed since',
    ...unchecked(),
    arrange: ({ once, world }) =>
      once(/^POST .*\/plans$/, () =>
        world.setIstiodEnv('west', { ISTIO_MULTIROOT_MESH: 'false' }),
      ),
    message:
      'Run … stopped at something that was changed meanwhile. MF7006: Deployment istio-system/istiod in west has changed since the plan was approved. Make a new plan, and approve what it shows. See https://backstage.example/mesh-federation/runs/…',
  },
  {
    when: 'The time is over',
    ...unchecked({ timeoutMinutes: 0 }),
    arrange: ({ world, denied }) => {
      world.setIstiodEnv('west', {});
      denied.add('mesh-federation.plan.approve');
    },
    message:
      'timeoutMinutes: after 0 min plan … waits for approval, as user:default/mock asked at …. It goes on without the task: https://backstage.example/mesh-federation/plans/…. To wait longer, run mesh-federation:run:wait for plan … again, with a greater timeoutMinutes',
  },
  {
    when: 'Somebody declines the plan',
    ...unchecked(),
    arrange: ({ once, denied, backstage }) => {
      once(/approval-request$/, async (_, effect) => {
        denied.clear();
        const plan = effect.split('/')[2];
        const path = `/mesh-federation/plans/${plan}/decline`;
        await backstage.call('POST', path, { reason: 'Not on a Friday' });
      });
    },
    message:
      'Plan … was declined by user:default/mock at …: Not on a Friday. Start the template again for a new plan',
  },
  {
    when: 'The task is cancelled while it waits',
    ...unchecked(),
    arrange: ({ once, world, backstage }) => {
      world.hold();
      once(/^GET \/runs\//, task => backstage.cancel(task));
    },
    message:
      'The task was cancelled. Run … goes on: cancel it at https://backstage.example/mesh-federation/runs/… if it is not wanted any more',
  },
  {
    when: 'Another run is under way',
    ...unchecked(),
    message:
      'Cluster east is held by run …, which has not ended. Wait for its end, then plan again',
  },
];

/** A message as it is in every run of the test. */
function withoutIds(message: string | undefined): string | undefined {
  return message
    ?.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…');
}

/** As Prettier writes tables. */
function refusalTable(): string {
  const rows = [
    ['when', 'the task says'],
    ...REFUSALS.map(({ when, message }) => [
      when,
      message.replaceAll('\n', '<br>'),
    ]),
  ];
  const widths = [0, 1].map(column =>
    Math.max(...rows.map(row => row[column].length)),
  );
  const [head, ...body] = rows.map(
    row => `| ${row.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`,
  );
  const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
  return `${[head, rule, ...body].join('\n')}\n`;
}

describe('what a task says when it cannot go on', () => {
  const world = new World([
    readTemplate('join-clusters'),
    readTemplate('leave-mesh'),
    UNCHECKED,
  ]);
  const denied = new Set<string>();
  let expected: { is: RegExp; work: (effect: string) => unknown } | undefined;
  let backstage: Backstage;

  beforeAll(async () => {
    const life = new Life(effect => {
      if (expected?.is.test(effect)) {
        const { work } = expected;
        expected = undefined;
        work(effect);
      }
      return false;
    });
    backstage = await startBackstage({ world, life, denied });
  });

  afterAll(async () => {
    await backstage.stop();
    await world.remove();
  });

  it.each(REFUSALS)('$when', async ({ template, values, arrange, message }) => {
    let task = '';
    arrange?.({
      world,
      backstage,
      denied,
      once: (is, work) => {
        expected = { is, work: effect => work(task, effect) };
      },
    });

    task = await backstage.begin(template, values);
    const { error } = await backstage.end(task);

    expect(withoutIds(error?.message)).toBe(message);
  });

  it('is documented as it is (UPDATE_DOCS=1 writes it)', () => {
    const before = readFileSync(PAGE, 'utf8');
    const page = before.replace(/^\| when .*\n(\|.*\n)*/m, refusalTable());
    if (process.env.UPDATE_DOCS === '1') {
      writeFileSync(PAGE, page);
    }
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
    expect(page).toContain(refusalTable());
  });
});
