import { callCluster } from './callCluster';
import type { StepContext } from './StepContext';

const place = {
  cluster: 'east',
  object: { apiVersion: 'v1', kind: 'ConfigMap', name: 'mesh-federation' },
};

describe('callCluster', () => {
  it('waits longer before each new attempt, by a time that is not known beforehand', async () => {
    const pauses: number[] = [];
    const context = {
      sleep: async ms => void pauses.push(ms),
      signal: new AbortController().signal,
    } as Pick<StepContext, 'sleep' | 'signal'> as StepContext;
    const unanswered = async () => ({
      ok: false as const,
      error: { reason: { kind: 'unreachable' as const, message: 'no route' } },
    });

    const failed = callCluster(context, place, unanswered);

    await expect(failed).rejects.toMatchObject({ unanswered: true });
    expect(pauses).toHaveLength(2);
    expect(pauses[0]).toBeGreaterThanOrEqual(500);
    expect(pauses[0]).toBeLessThan(1000);
    expect(pauses[1]).toBeGreaterThanOrEqual(1000);
    expect(pauses[1]).toBeLessThan(2000);
  });
});
