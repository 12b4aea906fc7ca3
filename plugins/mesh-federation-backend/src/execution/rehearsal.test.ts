import type {
  FieldChoice,
  Plan,
  PlanRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { faultyTexts } from '@mesh-federation/fixtures';
import type { ClusterError } from '../kubernetes/ClusterClient';
import { withFindings } from '../service/changes/makePlan';
import { rehearsePlan } from './objects/rehearsePlan';
import { JOIN, planFor } from './__testUtils__/observeAndPlan';
import { runBench, type RunBench } from './__testUtils__/runBench';

// Whole joins: minutes of virtual time, and a slow machine.
jest.setTimeout(60_000);

const CONFIG = 'configmaps/istio-system/mesh-federation';

function rehearse(bench: RunBench, plan: Plan) {
  return rehearsePlan({
    steps: plan.steps,
    deadlineMs: 10_000,
    clients: {
      forCluster: name =>
        name === 'east' ? bench.east.client : bench.west.client,
    },
  });
}

async function planned(
  bench: RunBench,
  request: PlanRequest = JOIN,
  id = 'join-1',
): Promise<Plan> {
  const plan = await planFor(bench, request, id);
  return withFindings(plan, await rehearse(bench, plan));
}

/** A joined pair in which somebody has written over the roots of west by `kubectl patch`. */
async function drifted(): Promise<RunBench> {
  const bench = runBench();
  const run = await bench.finish(
    await bench.begin('join-run', await planFor(bench, JOIN, 'join-1')),
  );
  expect(run.status).toBe('succeeded');
  bench.west.client.patchAs('kubectl-patch', CONFIG, {
    data: { mesh: 'caCertificates: []\n' },
  });
  return bench;
}

function choicesOf(plan: Plan, what: FieldChoice['choice']) {
  return plan.findings
    .flatMap(({ choices }) => choices ?? [])
    .filter(({ choice }) => choice === what);
}

describe('a plan that is tried when it is made', () => {
  it('has nothing to tell where every object is taken, and writes nothing', async () => {
    const bench = runBench();
    const before = [bench.east, bench.west].map(({ client }) =>
      client.versions(),
    );

    const plan = await planned(bench);

    expect(plan.status).toBe('ready');
    expect(plan.findings.map(({ code }) => code)).not.toContain('MF7025');
    expect(
      [bench.east, bench.west].map(({ client }) => client.versions()),
    ).toEqual(before);
  });

  it('is blocked by a conflict, which names manager, field and ways out', async () => {
    const bench = await drifted();

    const plan = await planned(bench, JOIN, 'join-2');

    expect(plan.status).toBe('blocked');
    expect(plan.findings.filter(({ blocking }) => blocking)).toMatchObject([
      {
        code: 'MF7007',
        cluster: 'west',
        object: { kind: 'ConfigMap', name: 'mesh-federation' },
        message: expect.stringContaining(
          '.data.mesh, which the plan sets, belongs to kubectl-patch',
        ),
        remedy: {
          cluster: 'west',
          text: expect.stringMatching(
            /--field-manager backstage-mesh-federation .*[^]*mesh-federation\/demo[^]*resourceVersion: "\d+"/,
          ),
        },
        choices: [
          {
            choice: 'leave',
            managers: ['kubectl-patch'],
            fields: ['.data.mesh'],
          },
          { choice: 'take-over' },
        ],
      },
    ]);
  });

  it('mends the drift when the request agrees to take the field over', async () => {
    const bench = await drifted();
    const fields = choicesOf(await planned(bench, JOIN, 'join-2'), 'take-over');

    const plan = await planned(bench, { ...JOIN, fields }, 'join-3');
    const apply = jest.spyOn(bench.west.client, 'apply');
    const run = await bench.finish(await bench.begin('mend-run', plan));

    expect(plan.status).toBe('ready');
    // One question, whose answer is the conflict that was agreed to, and the write.
    expect(
      apply.mock.calls
        .filter(([{ plural }]) => plural === 'configmaps')
        .map(([, , how]) => how),
    ).toEqual([{ dryRun: true }, { force: true }]);
    expect(plan.findings).toContainEqual(
      expect.objectContaining({
        code: 'MF7026',
        message: expect.stringContaining('is taken over from kubectl-patch'),
      }),
    );
    expect(run.error).toBeUndefined();
    expect(run.status).toBe('succeeded');
    expect(
      bench.west.client.at(CONFIG)!.metadata.managedFields,
    ).not.toContainEqual(expect.objectContaining({ manager: 'kubectl-patch' }));
    expect((await planned(bench, JOIN, 'join-4')).status).toBe('empty');
  });

  it('takes a remote secret back that somebody pointed elsewhere', async () => {
    const bench = runBench();
    await bench.finish(
      await bench.begin('join-run', await planFor(bench, JOIN, 'join-1')),
    );
    const path = 'secrets/istio-system/istio-remote-secret-west';
    const { west } = bench.east.client.at(path)!.data as { west: string };
    const elsewhere = Buffer.from(west, 'base64')
      .toString()
      .replace('west.example', 'elsewhere.example');
    bench.east.client.patchAs('kubectl-patch', path, {
      data: { west: Buffer.from(elsewhere).toString('base64') },
    });
    const blocked = await planned(bench, JOIN, 'join-2');
    const fields = choicesOf(blocked, 'take-over');
    const plan = await planned(bench, { ...JOIN, fields }, 'join-3');

    const run = await bench.finish(await bench.begin('mend-run', plan));

    expect(blocked.status).toBe('blocked');
    expect(choicesOf(blocked, 'leave')).toEqual([]);
    expect(run.error).toBeUndefined();
    expect((await planned(bench, JOIN, 'join-4')).status).toBe('empty');
  });

  it('takes nothing over from somebody who came after the request', async () => {
    const bench = await drifted();
    const fields = choicesOf(await planned(bench, JOIN, 'join-2'), 'take-over');
    const plan = await planned(bench, { ...JOIN, fields }, 'join-3');
    bench.west.client.patchAs('argocd', CONFIG, {
      data: { mesh: 'caCertificates: []\n# Mine.\n' },
    });

    const run = await bench.finish(await bench.begin('mend-run', plan));

    expect(run.error?.code).toBe('MF7007');
    expect(bench.west.client.at(CONFIG)!.data).toEqual({
      mesh: 'caCertificates: []\n# Mine.\n',
    });
  });

  it('leaves the field when the request says so', async () => {
    const bench = await drifted();
    const fields = choicesOf(await planned(bench, JOIN, 'join-2'), 'leave');

    const plan = await planned(bench, { ...JOIN, fields }, 'join-3');

    const [object] = plan.steps[0].objects;
    expect(plan.status).toBe('ready');
    expect(object.left).toEqual(['.data.mesh']);
    expect(object.after).not.toHaveProperty('data');
  });

  it.each([0, 1, 2])(
    'tells in good English of %d fields and managers, given back, refused or taken over',
    async count => {
      const bench = runBench();
      const plan = await planFor(bench, JOIN, 'join-1');
      const managers = ['helm', 'argocd'].slice(0, count);
      const fields = ['.data.mesh', '.data.other'].slice(0, count);
      const conflict: ClusterError = {
        status: 409,
        reason: { kind: 'error', message: 'Apply failed.' },
        conflict: 'field-manager',
        conflictingManagers: managers,
        conflictingFields: fields,
      };
      const refusal: ClusterError = {
        status: 422,
        reason: { kind: 'error', message: 'The webhook said no.' },
      };
      const takenOver = {
        ...plan,
        steps: plan.steps.map(step => ({
          ...step,
          objects: step.objects.map(object => ({
            ...object,
            takeOver: { managers, fields },
          })),
        })),
      };
      const findings = [];
      for (const error of [conflict, refusal]) {
        bench.west.client.fail = verb => (verb === 'apply' ? error : undefined);
        findings.push(
          ...(await rehearse(bench, plan)),
          ...(await rehearse(bench, takenOver)),
        );
      }

      expect(new Set(findings.map(({ code }) => code))).toEqual(
        new Set(['MF7007', 'MF7024', ...(count > 0 ? ['MF7026'] : [])]),
      );
      expect(
        faultyTexts(
          findings.flatMap(({ message, fix }) => [message, fix]),
          { sentence: true, names: ['.data.mesh', '.data.mesh,'] },
        ),
      ).toEqual([]);
    },
  );

  it.each<[string, ClusterError, string, boolean]>([
    [
      'an admission controller',
      {
        status: 403,
        reason: {
          kind: 'forbidden',
          message: 'admission webhook "policy" denied the request: no',
          verb: 'patch',
          resource: 'gateways',
        },
      },
      'MF7024',
      true,
    ],
    [
      'validation',
      { status: 422, reason: { kind: 'error', message: 'Invalid value' } },
      'MF7024',
      true,
    ],
    [
      'a right that is missing',
      {
        status: 403,
        reason: {
          kind: 'forbidden',
          message: 'x is forbidden: User "u" cannot patch resource "gateways"',
          verb: 'patch',
          resource: 'gateways',
        },
      },
      'MF7010',
      true,
    ],
    [
      'a webhook that takes no dry run',
      {
        status: 400,
        reason: {
          kind: 'error',
          message: 'admission webhook "x" does not support dry run',
        },
      },
      'MF7025',
      false,
    ],
    [
      'silence',
      { reason: { kind: 'timeout', message: 'no answer' } },
      'MF7025',
      false,
    ],
  ])('tells %s for what it is', async (_, error, code, blocking) => {
    const bench = runBench();
    const plan = await planFor(bench, JOIN, 'join-1');
    bench.west.client.fail = (verb, path) =>
      verb === 'apply' && path.startsWith('gateways/') ? error : undefined;

    const findings = await rehearse(bench, plan);

    expect(findings).toMatchObject([
      {
        code,
        blocking,
        cluster: 'west',
        message: expect.stringContaining(error.reason.message),
      },
    ]);
    expect(
      faultyTexts(
        findings.flatMap(({ message, fix }) => [message, fix]),
        { sentence: true },
      ),
    ).toEqual([]);
  });
});
