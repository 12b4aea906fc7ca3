import { callCluster } from './callCluster';
import type { StepContext } from './StepContext';

const place = {
  cluster: 'east',
  object: { apiVersion: 'v1', kind: 'ConfigMap', name: 'mesh-federation' },
};

const unreachable = {
  ok: false as const,
  error: { reason: { kind: 'unreachable' as const, message: 'no route' } },
};

function waiting(random: () => number, gateTimeoutMs: number) {
  const pauses: number[] = [];
  let now = 0;
  const context = {
    config: {
      runs: { gateTimeoutMs, proposalTimeoutMs: 86_400_000, leaseMs: 20_000 },
      tokenLifetimeSeconds: 3600,
    },
    now: () => new Date(now),
    random,
    sleep: async ms => {
      pauses.push(ms);
      now += ms;
    },
    tellSilence: async () => {},
    signal: new AbortController().signal,
  } as Partial<StepContext> as StepContext;
  return { context, pauses };
}

describe('callCluster', () => {
  it('waits longer before each new attempt, by a time that chance decides', async () => {
    const calm = waiting(() => 0, 40_000);
    const jittered = waiting(() => 0.5, 40_000);

    await expect(
      callCluster(calm.context, place, async () => unreachable),
    ).rejects.toMatchObject({ confined: true });
    await expect(
      callCluster(jittered.context, place, async () => unreachable),
    ).rejects.toMatchObject({ confined: true });

    expect(calm.pauses.slice(0, 5)).toEqual([500, 1000, 2000, 4000, 5000]);
    expect(jittered.pauses.slice(0, 5)).toEqual([750, 1500, 3000, 6000, 7500]);
  });

  it('ends when the deadline does, and not before', async () => {
    const { context, pauses } = waiting(() => 0.9, 60_000);

    await expect(
      callCluster(context, place, async () => unreachable),
    ).rejects.toMatchObject({ runError: { code: 'MF7019' } });

    expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBe(60_000);
  });

  it.each([429, 500, 503])(
    'asks again when the API server answers %d',
    async status => {
      const { context } = waiting(() => 0, 60_000);
      const answers = [
        {
          ok: false as const,
          error: { status, reason: { kind: 'error' as const, message: 'no' } },
        },
        { ok: true as const, value: 'done' },
      ];

      expect(
        await callCluster(context, place, async () => answers.shift()!),
      ).toBe('done');
    },
  );
});
