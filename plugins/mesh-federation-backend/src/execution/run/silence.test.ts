import type {
  Receipt,
  Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { FrozenCluster } from '../__testUtils__/FrozenCluster';
import { runBench, type RunBench } from '../__testUtils__/runBench';

// Whole joins: minutes of virtual time, and a slow machine.
jest.setTimeout(120_000);

const MINUTE = 60_000;
const OWN_CONFIG = 'configmaps/istio-system/mesh-federation';

/** A join in which the API server of west stops for `ms` at its call number `atCall`. */
function frozenBench(options: {
  readonly atCall: number;
  readonly ms: number;
}): { readonly bench: RunBench; readonly west: FrozenCluster } {
  const bench = runBench(plan => plan, 5 * MINUTE);
  const west = new FrozenCluster(bench.time, options);
  bench.reaching.reach = client =>
    client.cluster === 'west' ? west.client(client) : client;
  return { bench, west };
}

function receipts(run: Run): readonly Receipt[] {
  return run.steps.flatMap(step => step.receipts);
}

function results(run: Run): readonly string[] {
  return receipts(run)
    .map(({ cluster, ref, result }) => `${cluster} ${ref.name} ${result}`)
    .sort();
}

describe('a run while a cluster is silent', () => {
  it('ends well and records every object, whichever call the silence begins at', async () => {
    const calm = frozenBench({ atCall: Infinity, ms: 0 });
    const undisturbed = await calm.bench.finish(await calm.bench.begin());
    const outcomes: unknown[] = [];

    for (let atCall = 1; atCall <= calm.west.calls; atCall += 4) {
      const { bench } = frozenBench({ atCall, ms: MINUTE });
      const run = await bench.finish(await bench.begin());
      outcomes.push({ atCall, status: run.status, results: results(run) });
    }

    expect(calm.west.calls).toBeGreaterThan(30);
    expect(outcomes).toEqual(
      outcomes.map((_, index) => ({
        atCall: 1 + 4 * index,
        status: 'succeeded',
        results: results(undisturbed),
      })),
    );
  });

  it('tells which cluster is silent, since when, and until when it waits', async () => {
    const { bench } = frozenBench({ atCall: 1, ms: MINUTE });
    await bench.begin();
    const worker = bench.worker();
    await worker.start();
    const begun = bench.time.now();
    const silences = () =>
      bench.runs.runs.get('run-1')!.steps.flatMap(step => step.silences ?? []);

    await bench.time.runUntil(() => silences().length > 0);

    const until = new Date(begun.getTime() + 5 * MINUTE).toISOString();
    expect(silences()[0]).toEqual({
      cluster: 'west',
      since: begun.toISOString(),
      until,
    });
    await bench.time.runUntil(() => bench.ended('run-1'));
    expect(silences()).toEqual([]);
    expect(
      bench.runs.recorded.get('run-1')!.map(({ message }) => message),
    ).toContain('west answers again after 60 s');
    await worker.stop();
  });

  it('goes on with what does not need the silent cluster', async () => {
    const { bench } = frozenBench({ atCall: 1, ms: 60 * MINUTE });

    const run = await bench.finish(await bench.begin());

    const statusOf = (cluster: string) =>
      Object.fromEntries(
        run.steps
          .filter(({ id }) => id.split(':')[1] === cluster)
          .map(({ id, status }) => [id.split(':')[0], status]),
      );
    expect(run.status).toBe('failed');
    expect(run.error).toMatchObject({ code: 'MF7019', cluster: 'west' });
    expect(statusOf('east')).toEqual({
      'trust-roots': 'succeeded',
      'multi-root': 'succeeded',
      'verify-trust': 'succeeded',
      'restart-workloads': 'succeeded',
      network: 'succeeded',
      gateway: 'succeeded',
      reader: 'succeeded',
      'remote-secret': 'cancelled',
      'wait-sync': 'cancelled',
    });
    expect(statusOf('west')).toMatchObject({
      'trust-roots': 'failed',
      'multi-root': 'cancelled',
    });
  });
});

describe('a write whose answer is lost', () => {
  const east = (bench: RunBench) => bench.east.client;

  it('is found to be written, and is in the record', async () => {
    const bench = runBench();
    let lost = 1;
    east(bench).lose = (verb, path) =>
      verb === 'apply' && path === OWN_CONFIG && lost-- > 0
        ? { reason: { kind: 'timeout', message: 'no answer' } }
        : undefined;

    const run = await bench.finish(await bench.begin());

    expect(run.status).toBe('succeeded');
    expect(results(run)).toContain('east mesh-federation created');
    expect(
      bench.east.client.writes.filter(({ path }) => path === OWN_CONFIG),
    ).toHaveLength(1);
  });

  it('leaves its object uncertain, by name, when the cluster stays silent', async () => {
    const bench = runBench(plan => ({
      ...plan,
      steps: plan.steps.filter(({ step }) => step.id === 'trust-roots:east'),
    }));
    let silent = false;
    east(bench).lose = verb => {
      silent ||= verb === 'apply';
      return silent
        ? { reason: { kind: 'unreachable', message: 'no route' } }
        : undefined;
    };
    east(bench).fail = () =>
      silent
        ? { reason: { kind: 'unreachable', message: 'no route' } }
        : undefined;

    const run = await bench.finish(await bench.begin());

    expect(run.status).toBe('failed');
    expect(receipts(run)).toEqual([
      expect.objectContaining({
        result: 'uncertain',
        attempted: 'created',
        ref: expect.objectContaining({ name: 'mesh-federation' }),
      }),
    ]);
    expect(run.error?.message).toContain(
      'whether the write of ConfigMap istio-system/mesh-federation in east has arrived is not known',
    );
  });

  it('is no conflict when somebody else has the object meanwhile as it was to be', async () => {
    const bench = runBench();
    const namespace = 'namespaces//istio-system';
    let answers = 0;
    // The first write arrives and moves the version, so that the second one is refused.
    east(bench).lose = (verb, path) => {
      answers += verb === 'apply' && path === namespace ? 1 : 0;
      return verb === 'apply' && path === namespace && answers === 2
        ? { reason: { kind: 'timeout', message: 'no answer' } }
        : undefined;
    };

    const run = await bench.finish(await bench.begin());

    expect(run.status).toBe('succeeded');
    expect(results(run)).toContain('east istio-system updated');
  });
});
