import { aClusterState, anInventory, NOW } from '@mesh-federation/fixtures';
import { packForTest } from '../../../__testUtils__/packForTest';
import type { Task } from './Judging';
import type { PackedKnowledge } from '../known/PackedKnowledge';
import { keepReplies } from './keepReplies';

function knowledge(overrides: Partial<PackedKnowledge> = {}): PackedKnowledge {
  return {
    inventory: anInventory(['east']),
    clusters: [packForTest({ state: aClusterState('east') })],
    federations: [],
    contradictions: [],
    now: NOW,
    ...overrides,
  };
}

function later(seconds: number): string {
  return new Date(Date.parse(NOW) + seconds * 1000).toISOString();
}

function aTask(
  overrides: Partial<PackedKnowledge> = {},
  options = {},
): Task<'overviews'> {
  return { question: 'overviews', knowledge: knowledge(overrides), options };
}

describe('keepReplies', () => {
  it('shares one reply among all who ask the same, as of one time', async () => {
    const keep = keepReplies();
    const run = jest.fn(async () => ({ value: [] }));

    const replies = await Promise.all([
      keep(aTask(), run),
      keep(aTask({ now: later(59) }), run),
    ]);

    expect(replies[1]).toBe(replies[0]);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('asks other questions as of the same time', async () => {
    const keep = keepReplies();
    const run = jest.fn(async (_: Task) => ({ value: [] }));

    await keep(aTask(), run);
    await keep({ ...aTask({ now: later(30) }), question: 'trust' }, run);

    expect(run.mock.calls.map(([task]) => task.knowledge.now)).toEqual([
      NOW,
      NOW,
    ]);
  });

  it.each<[string, Partial<PackedKnowledge>]>([
    [
      'something else was seen',
      { clusters: [packForTest({ state: aClusterState('west') })] },
    ],
    ['the inventory has changed', { inventory: anInventory(['west']) }],
    ['a minute has passed', { now: later(60) }],
    ['the clock was set back', { now: later(-1) }],
  ])('asks anew when %s', async (_, change) => {
    const keep = keepReplies();
    const run = jest.fn(async () => ({ value: [] }));

    await keep(aTask(), run);
    await keep(aTask(change), run);

    expect(run).toHaveBeenCalledTimes(2);
  });

  it('does not keep a failure', async () => {
    const keep = keepReplies();
    const run = jest.fn(async () => ({ value: [] }));
    run.mockRejectedValueOnce(new Error('the thread is gone'));

    await expect(keep(aTask(), run)).rejects.toThrow('the thread is gone');
    await expect(keep(aTask(), run)).resolves.toEqual({ value: [] });
  });

  it('does not keep replies without end', async () => {
    const keep = keepReplies();
    const run = jest.fn(async () => ({ value: [] }));
    const ask = (number: number) => keep(aTask({}, { number }), run);

    for (let number = 0; number <= 100; number++) {
      await ask(number);
    }
    await ask(100);
    expect(run).toHaveBeenCalledTimes(101);
    await ask(0);
    expect(run).toHaveBeenCalledTimes(102);
  });
});
