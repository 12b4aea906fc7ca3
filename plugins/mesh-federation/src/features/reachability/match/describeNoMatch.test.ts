import { inEnglish } from '../../../__testUtils__/inEnglish';
import { describeNoMatch } from './describeNoMatch';

const search = {
  selector: 'app=orders',
  presentIn: [],
  absentFrom: ['east'],
  unknownIn: [
    { cluster: 'north', presence: 'unknown', services: [] },
    { cluster: 'west', presence: 'unknown', services: [] },
  ],
} as const;

describe('describeNoMatch', () => {
  it.each([
    ['no-annotation', 'orders does not say which Services are its own.'],
    ['no-clusters', 'There is no cluster in which to look for orders.'],
    ['no-match', 'No cluster has a Service of orders.'],
    [
      'match-unknown',
      'It is unknown whether orders runs anywhere: north, west could not be looked in, and no other cluster has a Service of it.',
    ],
    ['no-ports', 'The Services of orders have no ports.'],
  ] as const)('says what there is to say in state %s', (state, sentence) => {
    expect(
      describeNoMatch({ state, search }, { name: 'orders', t: inEnglish() }),
    ).toBe(sentence);
  });
});
