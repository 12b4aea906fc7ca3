import type { MeshFederationSignal } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { paceSignals } from './paceSignals';

const RUN = { type: 'run', runId: 'run-1' } as const;

describe('paceSignals', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function paced() {
    const published: MeshFederationSignal[] = [];
    const publish = paceSignals(async signal => void published.push(signal));
    return { published, publish };
  }

  it('tells of a change at once, and of all that follow within a second once', async () => {
    const { published, publish } = paced();

    await publish(RUN);
    expect(published).toEqual([RUN]);
    for (let change = 0; change < 20; change++) {
      await publish(RUN);
    }
    jest.advanceTimersByTime(999);
    expect(published).toEqual([RUN]);
    jest.advanceTimersByTime(1);

    expect(published).toEqual([RUN, RUN]);
  });

  it('never tells more often than once a second, and always of the last change', async () => {
    const { published, publish } = paced();

    for (let change = 0; change < 30; change++) {
      await publish(RUN);
      jest.advanceTimersByTime(100);
    }
    expect(published).toHaveLength(4);
    await publish(RUN);
    jest.advanceTimersByTime(1000);
    expect(published).toHaveLength(5);
    jest.advanceTimersByTime(60_000);

    expect(published).toHaveLength(5);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('lets no run wait for another one, and holds up nothing else', async () => {
    const { published, publish } = paced();
    const other = { type: 'run', runId: 'run-2' } as const;
    const observed = { type: 'observation' } as const;

    await publish(RUN);
    await publish(other);
    await publish(observed);
    await publish(observed);

    expect(published).toEqual([RUN, other, observed, observed]);
  });
});
