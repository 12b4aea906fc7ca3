import { aFederation } from '@mesh-federation/fixtures';
import { describeFederation } from './describeFederation';

const demo = aFederation(['east', 'west']);
const prod = aFederation(['east', 'north'], { name: 'prod' });

describe('describeFederation', () => {
  it.each([
    [['east', 'west'], 'federation demo'],
    [['east'], 'one of the federations demo, prod'],
    [['north', 'west'], 'a federation with north and west'],
  ])('of %j is %s', (clusters, words) => {
    expect(describeFederation([prod, demo], clusters)).toBe(words);
  });
});
