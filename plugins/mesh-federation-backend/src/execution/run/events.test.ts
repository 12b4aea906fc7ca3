import { mockCredentials } from '@backstage/backend-test-utils';
import type {
  Plan,
  RunEvent,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { faultyTexts } from '@mesh-federation/fixtures';
import {
  DefaultChangeService,
  type DefaultChangeServiceOptions,
} from '../../service/changes/DefaultChangeService';
import { runBench, type RunBench } from '../__testUtils__/runBench';

jest.setTimeout(60_000);

const USER = { credentials: mockCredentials.user('user:default/approver') };

/** The plan with these steps alone, each as `change` makes it. */
function only(
  ids: readonly string[],
  change: (planned: Plan['steps'][number]) => Plan['steps'][number] = same =>
    same,
): RunBench {
  return runBench(plan => ({
    ...plan,
    steps: plan.steps.filter(({ step }) => ids.includes(step.id)).map(change),
  }));
}

/** As many steps, which depend on nothing. */
function ofSteps(count: number): RunBench {
  return only(['trust-roots:east', 'trust-roots:west'].slice(0, count));
}

/** One step that proposes or restarts as many objects. */
function ofObjects(
  id: string,
  count: number,
  operation: 'propose' | 'restart',
): RunBench {
  return only([id], planned => ({
    ...planned,
    objects: Array.from({ length: count }, (_, index) => ({
      ...planned.objects[0],
      ref: { ...planned.objects[0].ref, name: `shop-${index}` },
      operation,
    })),
  }));
}

/** Writes that fail, with an answer that is a sentence, as that of a webhook is. */
function refusing(bench: RunBench, managers?: number): RunBench {
  for (const { client } of [bench.east, bench.west]) {
    client.fail = verb =>
      verb === 'apply'
        ? {
            status: managers === undefined ? 400 : 409,
            reason: { kind: 'error', message: 'The webhook said no.' },
            ...(managers === undefined
              ? {}
              : {
                  conflict: 'field-manager',
                  conflictingManagers: ['helm', 'argocd'].slice(0, managers),
                }),
          }
        : undefined;
  }
  return bench;
}

function eventsOf(bench: RunBench): readonly RunEvent[] {
  return bench.runs.recorded.get('run-1')!;
}

async function finished(bench: RunBench): Promise<readonly RunEvent[]> {
  await bench.finish(await bench.begin());
  return eventsOf(bench);
}

/** What people do to runs: of its options the service needs these. */
function changesOf({ runs, federations, plan, time }: RunBench) {
  runs.runSince = () => Promise.resolve(undefined as never);
  return new DefaultChangeService({
    runs,
    federations: {
      getPlan: async () => plan,
      listFederations: async () => [...federations.values()],
    },
    observation: { observe: async () => [] },
    worker: { wake: () => {} },
    publish: async () => {},
    now: time.now,
  } as unknown as DefaultChangeServiceOptions);
}

/** A write that gets no answer for some seconds, or never. */
async function silent(seconds: number): Promise<readonly RunEvent[]> {
  const bench = ofSteps(2);
  const begun = bench.time.now().getTime();
  bench.east.client.fail = () =>
    bench.time.now().getTime() - begun < seconds * 1000
      ? { reason: { kind: 'timeout', message: 'no answer within 1 s' } }
      : undefined;
  return finished(bench);
}

/** For every kind of event runs in which it tells of no, one and several things. */
const EVENTS: Readonly<
  Record<
    RunEvent['type'],
    (count: number) => Promise<readonly (readonly RunEvent[])[]>
  >
> = {
  'run-started': async count => [await finished(ofSteps(count))],
  'run-resumed': async count => {
    const bench = ofSteps(count);
    await bench.begin();
    await bench.runs.addEvent('run-1', {
      at: bench.time.now().toISOString(),
      type: 'run-started',
      message: 'Begun.',
    });
    await bench.finish('run-1');
    return [eventsOf(bench)];
  },
  'run-continued': async count => {
    const bench = refusing(ofSteps(Math.max(count, 1)));
    await bench.finish(await bench.begin());
    await changesOf(bench).continueRun('run-1', USER);
    return [eventsOf(bench)];
  },
  'step-started': async count => [
    await finished(ofSteps(count)),
    await finished(ofObjects('restart-workloads:east', count, 'restart')),
  ],
  'step-progress': async count => [
    await silent([1, 5, 100][count]),
    await finished(ofObjects('restart-workloads:east', count, 'restart')),
  ],
  'step-succeeded': async count => [
    await finished(runBench()),
    await finished(ofObjects('restart-workloads:east', count, 'restart')),
  ],
  'step-failed': async count => [
    await finished(refusing(ofSteps(Math.max(count, 1)))),
    await finished(refusing(ofSteps(1), count)),
    await silent(100),
  ],
  'step-proposed': async count => [
    await finished(ofObjects('trust-roots:east', count, 'propose')),
  ],
  'object-written': async count => [await finished(ofSteps(count))],
  'cancel-requested': async count => {
    const bench = ofSteps(count);
    await bench.begin();
    await changesOf(bench).cancelRun('run-1', USER);
    return [await bench.finish('run-1').then(() => eventsOf(bench))];
  },
  'run-finished': async count => [
    await finished(ofSteps(count)),
    await finished(refusing(ofSteps(count))),
    await finished(refusing(ofSteps(1), count)),
    await silent([1, 5, 100][count]),
  ],
  'proof-recorded': async count => [await finished(ofSteps(count))],
};

describe('the events of a run', () => {
  it.each(Object.keys(EVENTS) as (keyof typeof EVENTS)[])(
    'of type %s tell in good English of 0, 1 and 2',
    async type => {
      const told: RunEvent[] = [];
      for (const count of [0, 1, 2]) {
        told.push(...(await EVENTS[type](count)).flat());
      }

      expect(told.map(event => event.type)).toContain(type);
      expect(faultyTexts(told.map(({ message }) => message))).toEqual([]);
    },
  );
});
