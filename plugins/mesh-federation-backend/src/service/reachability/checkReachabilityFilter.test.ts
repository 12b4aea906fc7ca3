import { checkTableSize } from './checkReachabilityFilter';

const clusters = (count: number) => Array.from({ length: count });

describe('checkTableSize', () => {
  it('refuses a table that nobody reads, and says what to ask instead', () => {
    expect(() => checkTableSize({}, clusters(101))).toThrow(
      'from: 101 clusters make 10201 cells for each port, more than 10000; ask from one cluster, or to one',
    );
  });

  it.each([
    ['as many clusters as make a table that is sent', {}, 100],
    ['one column', { to: 'east' }, 500],
    ['one row', { from: 'east' }, 500],
  ])('lets %s pass', (_, filter, count) => {
    expect(() => checkTableSize(filter, clusters(count))).not.toThrow();
  });
});
