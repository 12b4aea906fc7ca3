import {
  aContradiction,
  aFederation,
  aMeshOfServices,
  anInventory,
  NOW,
  withUnknown,
} from '@mesh-federation/fixtures';
import type { MeshKnowledge } from './MeshKnowledge';
import { keepAnswers } from './KeptAnswers';

const STATES = aMeshOfServices();

/** New lists of the same states, as each request has them. */
function knowledge(overrides: Partial<MeshKnowledge> = {}): MeshKnowledge {
  return {
    inventory: anInventory(['east', 'west']),
    observations: STATES.map(state => ({ state })),
    federations: [aFederation(['east', 'west'])],
    contradictions: [],
    now: NOW,
    ...overrides,
  };
}

function later(seconds: number): string {
  return new Date(Date.parse(NOW) + seconds * 1000).toISOString();
}

describe('keepAnswers', () => {
  it('works an answer out once as long as nothing else is known', () => {
    const answers = keepAnswers();
    const work = jest.fn(() => ({}));

    const first = answers(knowledge()).once('question', work);
    const second = answers(knowledge({ now: later(59) })).once(
      'question',
      work,
    );

    expect(second).toBe(first);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it.each<[string, Partial<MeshKnowledge>]>([
    [
      'a cluster was observed again',
      {
        observations: withUnknown(STATES, 'west', 'pods').map(state => ({
          state,
        })),
      },
    ],
    ['a cluster is gone', { observations: [{ state: STATES[0]! }] }],
    ['a federation has changed', { federations: [] }],
    [
      'istiod said something against an answer',
      { contradictions: [aContradiction()] },
    ],
    ['a minute has passed', { now: later(60) }],
    ['the clock was set back', { now: later(-1) }],
  ])('begins anew when %s', (_, change) => {
    const answers = keepAnswers();
    const work = jest.fn(() => ({}));

    answers(knowledge()).once('question', work);
    answers(knowledge(change)).once('question', work);

    expect(work).toHaveBeenCalledTimes(2);
  });

  it('does not keep answers without end', () => {
    const answers = keepAnswers()(knowledge());
    const work = jest.fn(() => ({}));

    answers.once('first', work);
    for (let number = 0; number < 2_000; number++) {
      answers.once(`question ${number}`, () => number);
    }
    answers.once('first', work);

    expect(work).toHaveBeenCalledTimes(2);
  });
});
