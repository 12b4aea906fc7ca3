import { anOverview } from '../../../__testUtils__/anOverview';
import { federationsOf } from './federationsOf';

const clusters = [
  anOverview('east', { federations: ['demo', 'prod'] }),
  anOverview('west', { federations: ['prod', 'test'] }),
];

describe('federationsOf', () => {
  it.each([
    [{ cluster: 'east' }, ['demo', 'prod']],
    [{ cluster: 'east', peer: 'west' }, ['prod']],
    [{ cluster: 'east', peer: 'unseen' }, []],
    [{ cluster: 'unseen' }, []],
    [{}, []],
  ])('of %j: %j', (finding, federations) => {
    expect(federationsOf(finding, { clusters })).toEqual(federations);
  });
});
