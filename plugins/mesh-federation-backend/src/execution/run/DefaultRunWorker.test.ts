import {
  FIELD_MANAGER,
  describeObject,
  type Plan,
  type PlannedObject,
  type Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { ISTIOD_PATH, rollOut } from '../__testUtils__/meshCluster';
import { reopenedRun } from '../../service/changes/reopenedRun';
import { PROOF, runBench, type RunBench } from '../__testUtils__/runBench';

// Whole joins: minutes of virtual time, and a slow machine.
jest.setTimeout(60_000);

const OWN_CONFIG = 'configmaps/istio-system/mesh-federation';
const SECRET_IN_EAST = 'secrets/istio-system/istio-remote-secret-west';

function step(run: Run | undefined, id: string) {
  return run!.steps.find(item => item.id === id)!;
}

function messages(bench: RunBench, type: string, runId = 'run-1') {
  return bench.runs.recorded
    .get(runId)!
    .filter(event => event.type === type)
    .map(event => event.message);
}

const proposedToOwner = (object: PlannedObject): PlannedObject => ({
  ...object,
  operation: 'propose',
});

describe('DefaultRunWorker', () => {
  it('runs every step, records proof, and says that it ended', async () => {
    const bench = runBench();

    const run = await bench.finish(await bench.begin());

    expect(run.error).toBeUndefined();
    expect(run.status).toBe('succeeded');
    expect(run.steps.map(({ status }) => status)).toEqual(
      bench.plan.steps.map(() => 'succeeded'),
    );
    expect(run.proof).toEqual(PROOF);
    const events = bench.runs.recorded.get('run-1')!;
    expect(events[0].type).toBe('run-started');
    expect(events.slice(-2).map(({ type }) => type)).toEqual([
      'proof-recorded',
      'run-finished',
    ]);
    expect(new Set(bench.published)).toEqual(new Set(['run-1']));
    expect(bench.counted).toEqual(['join succeeded proven']);
  });

  it('settles a run that succeeded although nothing can be proved, and says so', async () => {
    const bench = runBench();
    bench.proving.prove = () =>
      Promise.reject(new Error('the database is gone'));

    const run = await bench.finish(await bench.begin());

    expect(run.status).toBe('succeeded');
    expect(run.proof).toBeUndefined();
    expect(bench.settled).toEqual([bench.plan.id]);
    expect(messages(bench, 'run-finished')).toEqual([
      expect.stringContaining('could not be observed'),
    ]);
  });

  it('proves a failed run as well, and says what does not hold', async () => {
    const bench = runBench();
    bench.west.sync = 'timeout';
    const patience: boolean[] = [];
    bench.proving.prove = async (plan, { patient }) => {
      patience.push(patient);
      return {
        ...PROOF,
        steps: plan.steps.map(({ step: { id } }, index) => ({
          stepId: id,
          verdict: index === 0 ? 'violated' : 'satisfied',
          reason: 'so',
          evidence: [],
        })),
      };
    };

    const run = await bench.finish(await bench.begin());

    expect(run).toMatchObject({ status: 'failed', outcome: 'not-proven' });
    expect(run.proof?.steps).toHaveLength(bench.plan.steps.length);
    expect(run.noProof).toBeUndefined();
    expect(patience).toEqual([false]);
    expect(messages(bench, 'run-finished')[0]).toContain(
      'Not proven: something does not hold, see the proof.',
    );
  });

  it('promises no proof where nothing was written', async () => {
    const bench = runBench();
    bench.east.client.fail = () => ({
      status: 400,
      reason: { kind: 'error', message: 'no' },
    });
    bench.west.client.fail = bench.east.client.fail;
    bench.proving.prove = async () => {
      throw new Error('Nobody may ask');
    };

    const run = await bench.finish(await bench.begin());

    expect(run).toMatchObject({
      status: 'failed',
      outcome: 'unknown',
      noProof: 'There is nothing to prove',
    });
  });

  it('ends succeeded but not proven when something cannot be seen', async () => {
    const bench = runBench();
    bench.proving.prove = async (_, { patient }) => ({
      ...PROOF,
      proxies: [
        {
          from: 'east',
          to: 'west',
          verdict: patient ? 'unknown' : 'satisfied',
          reason: 'not seen',
          inspected: 0,
          holding: 0,
        },
      ],
    });

    const run = await bench.finish(await bench.begin());

    expect(run).toMatchObject({ status: 'succeeded', outcome: 'unknown' });
  });

  it('goes on with a failed run: gates are asked again, what was done is not repeated', async () => {
    const bench = runBench();
    bench.west.sync = 'timeout';
    const failed = await bench.finish(await bench.begin());
    const writes = bench.west.client.writes.length;
    bench.west.sync = 'synced';
    await bench.runs.reopenRun(reopenedRun(failed, bench.plan), [], {
      at: bench.time.now().toISOString(),
      type: 'run-continued',
      message: 'again',
    });

    const run = await bench.finish('run-1');

    expect(failed.status).toBe('failed');
    expect(run).toMatchObject({ status: 'succeeded', outcome: 'proven' });
    expect(bench.west.client.writes).toHaveLength(writes);
    expect(messages(bench, 'run-started')).toHaveLength(2);
    expect(messages(bench, 'run-resumed')).toEqual([]);
    const begun = (title: string) =>
      messages(bench, 'step-started').filter(text => text.startsWith(title));
    expect(begun('Name the network of east')).toHaveLength(1);
    expect(begun('Wait until istiod of east trusts')).toHaveLength(2);
    expect(begun('Wait until istiod of west reads east')).toHaveLength(2);
  });

  it('settles nothing when a step failed', async () => {
    const bench = runBench();
    bench.west.sync = 'timeout';

    await bench.finish(await bench.begin());

    expect(bench.settled).toEqual([]);
  });

  it('writes no remote secret before trust is verified in every cluster', async () => {
    const bench = runBench();
    bench.west.holdRollouts = true;
    await bench.begin();
    const worker = bench.worker();
    await worker.start();

    await bench.time.runUntil(() =>
      messages(bench, 'step-progress').some(text => text.includes('istiod')),
    );
    expect(bench.east.client.at(SECRET_IN_EAST)).toBeUndefined();

    bench.west.holdRollouts = false;
    rollOut(bench.west.client, bench.west.client.at(ISTIOD_PATH)!);
    await bench.time.runUntil(() => bench.ended('run-1'));
    expect(bench.east.client.at(SECRET_IN_EAST)).toBeDefined();
    await worker.stop();
  });

  it('writes nothing when a finished plan runs again', async () => {
    const bench = runBench();
    await bench.finish(await bench.begin());
    const versions = [bench.east, bench.west].map(({ client }) =>
      client.versions(),
    );
    const writes = bench.east.client.writes.length;

    const again = await bench.finish(await bench.begin('run-2'));

    expect(again.status).toBe('succeeded');
    expect(
      [bench.east, bench.west].map(({ client }) => client.versions()),
    ).toEqual(versions);
    expect(bench.east.client.writes).toHaveLength(writes);
    const results = again.steps
      .flatMap(({ receipts }) => receipts)
      .map(({ result }) => result);
    expect(new Set(results)).toEqual(new Set(['unchanged']));
  });

  it('goes on where a worker died, without repeating what succeeded', async () => {
    const bench = runBench();
    await bench.begin();
    const dead = bench.worker('dead');
    let killed = false;
    const die = () =>
      killed ? new Promise<never>(() => {}) : Promise.resolve();
    const { acquire, heartbeat, updateStep } = bench.runs;
    bench.runs.acquire = async options =>
      killed && options.owner === 'dead'
        ? undefined
        : acquire.call(bench.runs, options);
    bench.runs.heartbeat = async (lease, ...rest) => {
      if (lease.owner.startsWith('dead')) {
        await die();
      }
      return heartbeat.call(bench.runs, lease, ...rest);
    };
    bench.runs.updateStep = async (lease, change) => {
      if (lease.owner.startsWith('dead')) {
        await die();
      }
      return updateStep.call(bench.runs, lease, change);
    };
    const { apply } = bench.east.client;
    bench.east.client.apply = async (address, manifest, options) => {
      const result = await apply.call(
        bench.east.client,
        address,
        manifest,
        options,
      );
      // Killed between the write and its record: the worst moment.
      killed ||= address.plural === 'secrets';
      return result;
    };
    await dead.start();
    await bench.time.runUntil(() => killed);
    const written = bench.east.client.at(SECRET_IN_EAST);

    const run = await bench.finish('run-1');

    expect(run.status).toBe('succeeded');
    expect(messages(bench, 'run-resumed')).toHaveLength(1);
    expect(bench.east.client.at(SECRET_IN_EAST)).toEqual(written);
    expect(
      messages(bench, 'step-started').filter(text =>
        text.startsWith('Name the network of east'),
      ),
    ).toHaveLength(1);
  });

  it('neither keeps its place nor the process when the database hangs, and another worker goes on', async () => {
    const bench = runBench();
    await bench.begin();
    const hung = bench.worker('hung');
    let hangs = false;
    const { heartbeat, updateStep } = bench.runs;
    bench.runs.heartbeat = (lease, ...rest) =>
      hangs && lease.owner.startsWith('hung')
        ? new Promise(() => {})
        : heartbeat.call(bench.runs, lease, ...rest);
    bench.runs.updateStep = (lease, change) => {
      hangs ||= change.status === 'running';
      return hangs && lease.owner.startsWith('hung')
        ? new Promise(() => {})
        : updateStep.call(bench.runs, lease, change);
    };
    await hung.start();
    await bench.time.runUntil(() => hangs);
    const began = bench.time.now().getTime();

    let stopped = false;
    void hung.stop().then(() => {
      stopped = true;
    });
    await bench.time.runUntil(() => stopped);

    expect(bench.time.now().getTime() - began).toBeLessThanOrEqual(3 * 20_000);
    expect((await bench.finish('run-1')).status).toBe('succeeded');
  });

  it('leaves a proof that hangs to the next worker when it stops', async () => {
    const bench = runBench();
    await bench.begin();
    let proving = false;
    bench.proving.prove = () => {
      proving = true;
      return new Promise(() => {});
    };
    const worker = bench.worker();
    await worker.start();
    await bench.time.runUntil(() => proving);

    let stopped = false;
    void worker.stop().then(() => {
      stopped = true;
    });
    await bench.time.runUntil(() => stopped);

    expect(bench.ended('run-1')).toBe(false);
    bench.proving.prove = async () => PROOF;
    expect(await bench.finish('run-1')).toMatchObject({
      status: 'succeeded',
      outcome: 'proven',
    });
  });

  it('gives a run up whose record cannot be read, after some tries', async () => {
    const bench = runBench();
    const id = await bench.begin();
    const read = jest.fn(() =>
      Promise.reject(new SyntaxError('Unexpected end of JSON input')),
    );
    bench.runs.getRun = read;

    const run = await bench.finish(id);

    expect(run).toMatchObject({ status: 'failed', error: { code: 'MF7029' } });
    expect(read).toHaveBeenCalledTimes(5);
    expect(bench.east.client.writes).toEqual([]);
  });

  it('writes nothing more once another worker has the run', async () => {
    const bench = runBench();
    await bench.begin();
    bench.east.holdRollouts = true;
    bench.west.holdRollouts = true;
    const worker = bench.worker();
    await worker.start();
    await bench.time.runUntil(() =>
      messages(bench, 'step-progress').some(text => text.includes('istiod')),
    );
    const later = new Date(bench.time.now().getTime() + 3_600_000);
    bench.runs.steal('run-1', later);
    const versions = bench.east.client.versions();
    const events = bench.runs.recorded.get('run-1')!.length;
    const before = structuredClone(bench.runs.runs.get('run-1'));

    bench.east.holdRollouts = false;
    const end = bench.time.now().getTime() + 30_000;
    await bench.time.runUntil(() => bench.time.now().getTime() >= end);

    expect(bench.east.client.versions()).toEqual(versions);
    expect(bench.runs.recorded.get('run-1')).toHaveLength(events);
    expect(bench.runs.runs.get('run-1')).toEqual(before);
    expect(bench.counted).toEqual(['lease lost']);
    await worker.stop();
  });

  it('begins no step after a cancellation and says what was written', async () => {
    const bench = runBench();
    bench.east.holdRollouts = true;
    bench.west.holdRollouts = true;
    await bench.begin();
    const worker = bench.worker();
    await worker.start();
    await bench.time.runUntil(() =>
      messages(bench, 'step-progress').some(text => text.includes('istiod')),
    );

    await bench.runs.requestCancel('run-1');
    await bench.time.runUntil(() => bench.ended('run-1'));
    await worker.stop();

    const run = bench.runs.runs.get('run-1')!;
    expect(run.status).toBe('cancelled');
    expect(step(run, 'multi-root:east').status).toBe('cancelled');
    expect(step(run, 'remote-secret:east:west').status).toBe('cancelled');
    expect(step(run, 'trust-roots:east').status).toBe('succeeded');
    expect(messages(bench, 'run-finished')[0]).toContain(
      'ConfigMap istio-system/mesh-federation in east (created)',
    );
    expect(bench.east.client.at(SECRET_IN_EAST)).toBeUndefined();
  });

  it('gives the lease up when it stops, and leaves the step for the next worker', async () => {
    const bench = runBench();
    bench.east.holdRollouts = true;
    bench.west.holdRollouts = true;
    await bench.begin();
    const worker = bench.worker();
    await worker.start();
    await bench.time.runUntil(() =>
      messages(bench, 'step-progress').some(text => text.includes('istiod')),
    );

    await worker.stop();

    const run = bench.runs.runs.get('run-1')!;
    expect(run.status).toBe('running');
    expect(step(run, 'multi-root:east').status).toBe('running');
    const lease = await bench.runs.acquire({
      owner: 'next',
      now: bench.time.now(),
      ttlMs: 1000,
    });
    expect(lease?.runId).toBe('run-1');
  });

  it('ends in conflict when an object has moved since the plan, and asks for a new one', async () => {
    const bench = runBench(withPreconditionOn(OWN_CONFIG));
    bench.east.client.seed('configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'mesh-federation', namespace: 'istio-system' },
      data: { unrelated: 'value' },
    });

    const run = await bench.finish(await bench.begin());

    expect(run.status).toBe('conflict');
    expect(run.error).toMatchObject({
      code: 'MF7006',
      cluster: 'east',
      object: { kind: 'ConfigMap', name: 'mesh-federation' },
    });
    expect(step(run, 'trust-roots:east').status).toBe('failed');
    expect(step(run, 'multi-root:east').status).toBe('cancelled');
    expect(bench.east.client.at(OWN_CONFIG)!.data).toEqual({
      unrelated: 'value',
    });
  });

  it('ends in conflict when the plan is not the approved one', async () => {
    const bench = runBench();
    const id = await bench.begin();
    bench.runs.runs.set(id, { ...bench.runs.runs.get(id)!, digest: 'other' });

    const run = await bench.finish(id);

    expect(run).toMatchObject({
      status: 'conflict',
      error: { code: 'MF7005' },
    });
    expect(run.error!.message).not.toContain(bench.plan.digest);
    expect(bench.east.client.writes).toEqual([]);
  });

  it.each([
    [
      'another federation came to share its clusters',
      (bench: RunBench) => {
        const prod = { ...bench.plan.federation, name: 'prod' };
        bench.federations.set('prod', prod);
      },
    ],
    [
      'a member was taken out',
      (bench: RunBench) => {
        const { federation } = bench.plan;
        bench.federations.set('demo', { ...federation, members: ['east'] });
      },
    ],
  ])(
    'ends in conflict before it writes when %s after the approval',
    async (_, change) => {
      const bench = runBench();
      const id = await bench.begin();
      change(bench);

      const run = await bench.finish(id);

      expect(run).toMatchObject({
        status: 'conflict',
        error: {
          code: 'MF7006',
          message: expect.stringContaining('shares a cluster with demo'),
        },
      });
      expect(messages(bench, 'run-finished')[0]).toContain(
        'Nothing was written.',
      );
      expect(bench.east.client.writes).toEqual([]);
      expect(bench.west.client.writes).toEqual([]);
    },
  );

  it('finishes a run whose steps were all done, although its members have left by now', async () => {
    const bench = runBench();
    const id = await bench.begin();
    const run = bench.runs.runs.get(id)!;
    bench.runs.runs.set(id, {
      ...run,
      steps: run.steps.map(item => ({ ...item, status: 'succeeded' })),
    });
    bench.federations.set('demo', { ...bench.plan.federation, members: [] });

    expect((await bench.finish(id)).status).toBe('succeeded');
  });

  it('names the managers that own a field, and takes nothing by force', async () => {
    const bench = runBench();
    bench.east.client.seed(
      'configmaps',
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'mesh-federation', namespace: 'istio-system' },
        data: { mesh: 'theirs' },
      },
      'argocd-controller',
    );

    const run = await bench.finish(await bench.begin());

    expect(run.status).toBe('failed');
    expect(run.error?.code).toBe('MF7007');
    expect(run.error?.message).toContain('argocd-controller');
    expect(run.error?.fix).toContain('argocd-controller');
    expect(bench.east.client.at(OWN_CONFIG)!.data).toEqual({ mesh: 'theirs' });
  });

  it('names what a gate waited for when its deadline passes', async () => {
    const bench = runBench();
    bench.west.sync = 'timeout';

    const run = await bench.finish(await bench.begin());

    expect(run.status).toBe('failed');
    expect(run.error).toMatchObject({ code: 'MF7009', cluster: 'west' });
    expect(run.error?.message).toContain(
      'istiod istiod-1 of west says timeout about east',
    );
    expect(step(run, 'wait-sync:west:east').error?.fix).toContain(
      'says timeout about east',
    );
  });

  it.each([
    ['an hour', 1, 'succeeded', ''],
    ['three hours', 3, 'failed', 'east: waited 7200 s in vain'],
  ] as const)(
    'waits for a proposed change that its owner makes after %s',
    async (_, hours, status, reason) => {
      const bench = runBench(plan => ({
        ...plan,
        steps: plan.steps.map(planned =>
          planned.step.id === 'trust-roots:east'
            ? { ...planned, objects: planned.objects.map(proposedToOwner) }
            : planned,
        ),
      }));
      const [{ after }] = bench.plan.steps.find(
        ({ step: { id } }) => id === 'trust-roots:east',
      )!.objects;
      void bench.time
        .sleep(hours * 3_600_000)
        .then(() => bench.east.client.seed('configmaps', after as never));

      const run = await bench.finish(await bench.begin());

      expect(run.status).toBe(status);
      expect(step(run, 'trust-roots:east').status).toBe('proposed');
      expect(run.error?.message ?? '').toContain(reason);
    },
  );

  it.each([
    ['did not answer', 'timeout', 'Nothing else was written.', true],
    ['refused', 'error', 'Nothing was written.', false],
  ] as const)(
    'says what is known of a write that the cluster %s',
    async (_, kind, total, uncertain) => {
      const bench = runBench(plan => ({
        ...plan,
        steps: plan.steps.filter(
          ({ step: { id } }) => id === 'trust-roots:east',
        ),
      }));
      bench.east.client.fail = verb =>
        verb === 'apply' ? { reason: { kind, message: 'no' } } : undefined;

      const run = await bench.finish(await bench.begin());

      expect(run.status).toBe('failed');
      expect(run.error?.code).toBe('MF7019');
      expect(
        run.error?.message.includes('whether the write of ConfigMap'),
      ).toBe(uncertain);
      expect(messages(bench, 'run-finished')[0]).toContain(total);
    },
  );

  it('names the right that is missing', async () => {
    const bench = runBench();
    bench.east.client.fail = (verb, path) =>
      verb === 'apply' && path === OWN_CONFIG
        ? {
            status: 403,
            reason: {
              kind: 'forbidden',
              message: 'no',
              verb: 'patch',
              resource: 'configmaps',
            },
          }
        : undefined;

    const run = await bench.finish(await bench.begin());

    expect(run.error?.code).toBe('MF7010');
    expect(run.error?.fix).toContain('"patch" on "configmaps"');
  });

  it('tries a call again when the cluster does not answer', async () => {
    const bench = runBench();
    let failures = 2;
    bench.east.client.fail = verb => {
      if (verb === 'apply' && failures > 0) {
        failures -= 1;
        return { reason: { kind: 'unreachable', message: 'no route' } };
      }
      return undefined;
    };

    const run = await bench.finish(await bench.begin());

    expect(run.status).toBe('succeeded');
    expect(failures).toBe(0);
  });

  it('has every write and the end audited, with who approved it', async () => {
    const bench = runBench();

    const run = await bench.finish(await bench.begin());

    const written = run.steps.flatMap(({ id, receipts }) =>
      receipts.map(({ cluster, ref, result }) => [
        id,
        cluster,
        describeObject(ref),
        result,
      ]),
    );
    const writes = bench.audited.filter(
      ({ begun }) => begun.eventId === 'cluster-write',
    );
    expect(
      writes.map(({ begun: { meta } }) => [
        meta?.step,
        meta?.cluster,
        meta?.object,
        meta?.operation,
      ]),
    ).toEqual(expect.arrayContaining(written));
    expect(writes).toHaveLength(written.length);
    expect(new Set(writes.map(({ end }) => end))).toEqual(
      new Set(['succeeded']),
    );
    expect(bench.audited.at(-1)).toEqual({
      begun: {
        eventId: 'run-end',
        severityLevel: 'medium',
        meta: {
          run: 'run-1',
          plan: bench.plan.id,
          federation: 'demo',
          user: 'user:default/approver',
          status: 'succeeded',
          outcome: 'proven',
        },
      },
      end: 'succeeded',
    });
  });

  it.each(['timeout', 'error'] as const)(
    'has a write audited as failed when the cluster says %s, and the run',
    async kind => {
      const bench = runBench(plan => ({
        ...plan,
        steps: plan.steps.filter(
          ({ step: { id } }) => id === 'trust-roots:east',
        ),
      }));
      bench.east.client.fail = verb =>
        verb === 'apply' ? { reason: { kind, message: 'no' } } : undefined;

      await bench.finish(await bench.begin());

      expect(
        bench.audited.map(({ begun: { eventId, severityLevel }, end }) => [
          eventId,
          severityLevel,
          end,
        ]),
      ).toEqual([
        ['cluster-write', 'medium', 'failed'],
        ['run-end', 'high', 'failed'],
      ]);
    },
  );

  it('records no byte of a token, in any event, step, receipt, error or log', async () => {
    const bench = runBench();
    bench.west.sync = 'timeout';
    await bench.finish(await bench.begin());
    const tokens = [...bench.west.client.tokens, ...bench.east.client.tokens];

    const kept = JSON.stringify([
      [...bench.runs.runs.values()],
      [...bench.runs.recorded.values()],
      bench.plan,
      bench.logged,
      bench.audited,
      bench.published,
    ]);

    expect(tokens).toHaveLength(2);
    for (const token of tokens) {
      for (const part of [token, ...token.split('.').slice(1)]) {
        expect(kept).not.toContain(part);
        expect(kept).not.toContain(Buffer.from(part).toString('base64'));
      }
    }
    expect(
      Buffer.from(
        (bench.east.client.at(SECRET_IN_EAST)!.data as Record<string, string>)
          .west,
        'base64',
      ).toString(),
    ).toContain(tokens[0]);
  });

  it('adds two env entries to istiod and leaves those of others', async () => {
    const bench = runBench();
    await bench.finish(await bench.begin());

    const istiod = bench.east.client.at(ISTIOD_PATH)!;
    expect(istiod).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              {
                env: [
                  { name: 'CLUSTER_ID', value: 'east' },
                  { name: 'ISTIO_MULTIROOT_MESH', value: 'true' },
                  { name: 'SHARED_MESH_CONFIG', value: 'mesh-federation' },
                ],
              },
            ],
          },
        },
      },
    });
    expect(
      istiod.metadata.managedFields?.map(({ manager }) => manager),
    ).toEqual(['istio-operator', FIELD_MANAGER]);
  });
});

function withPreconditionOn(path: string): (plan: Plan) => Plan {
  return plan => ({
    ...plan,
    steps: plan.steps.map(planned => ({
      ...planned,
      objects: planned.objects.map(object =>
        path.endsWith(`/${object.ref.name}`)
          ? { ...object, precondition: { absent: true } as const }
          : object,
      ),
    })),
  });
}
