import { healthOf } from './health';

const STARTED = new Date('2026-06-01T00:00:00.000Z');
const after = (seconds: number) => new Date(STARTED.getTime() + seconds * 1000);

function health(
  options: Partial<Parameters<typeof healthOf>[0]> & { readonly now: Date },
) {
  return healthOf({
    askedAt: [],
    usableClusters: 1,
    frequencySeconds: 60,
    turnSeconds: 300,
    startedAt: STARTED,
    ...options,
  });
}

describe('healthOf', () => {
  it('takes what had no time yet since the start to be alive', () => {
    expect(health({ now: after(20) })).toEqual({
      status: 'ok',
      worker: { alive: true, allowedSilenceSeconds: 30 },
      schedule: { alive: true, allowedSilenceSeconds: 480 },
    });
  });

  it('calls a worker dead that never looked', () => {
    const { status, worker } = health({ now: after(31) });

    expect([status, worker.alive]).toEqual(['degraded', false]);
  });

  it('calls a worker dead that looked too long ago', () => {
    const { worker } = health({ workerLookedAt: after(60), now: after(91) });

    expect(worker).toEqual({
      alive: false,
      lastSeenAt: after(60).toISOString(),
      allowedSilenceSeconds: 30,
    });
  });

  it('calls a schedule dead that missed three turns', () => {
    const now = after(700);
    const alive = (seconds: number) =>
      health({
        workerLookedAt: now,
        askedAt: [after(0), after(seconds)].map(at => at.toISOString()),
        now,
      }).schedule.alive;

    expect([alive(220), alive(219)]).toEqual([true, false]);
  });

  it('does not count a cluster that nobody has asked', () => {
    const { schedule } = health({ now: after(700) });

    expect(schedule).toEqual({ alive: false, allowedSilenceSeconds: 480 });
  });

  it('needs no trace of a schedule that has nothing to observe', () => {
    const { schedule } = health({ usableClusters: 0, now: after(9000) });

    expect(schedule.alive).toBe(true);
  });
});
