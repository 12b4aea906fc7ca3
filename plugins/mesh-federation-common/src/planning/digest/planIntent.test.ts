import { aFederation } from '@mesh-federation/fixtures';
import { planIntent } from './planIntent';

const CLUSTERS = ['east', 'west'];
const demo = aFederation(CLUSTERS);
const prod = aFederation(['east', 'north'], { name: 'prod' });
const apart = aFederation(['north', 'south'], { name: 'apart' });

describe('planIntent', () => {
  const intent = planIntent(CLUSTERS, [demo, prod]);

  it.each([
    ['the order of federations', [prod, demo]],
    ['a federation that shares no cluster', [demo, prod, apart]],
    [
      'what is only described',
      [
        { ...demo, description: 'Two', updatedBy: 'user:default/bob' },
        { ...prod, updatedAt: '2026-02-02T00:00:00.000Z' },
      ],
    ],
    ['the order of members', [{ ...demo, members: ['west', 'east'] }, prod]],
  ])('does not depend on %s', (_, federations) => {
    expect(planIntent(CLUSTERS, federations)).toBe(intent);
  });

  it.each([
    ['a member that is taken out', [aFederation(['east']), prod]],
    ['a member that comes', [aFederation([...CLUSTERS, 'south']), prod]],
    ['the reader', [{ ...demo, reader: 'without-secrets' as const }, prod]],
    ['the federation when it is gone', [prod]],
    [
      'a federation that comes to share a cluster',
      [demo, prod, aFederation(CLUSTERS, { name: 'third' })],
    ],
    [
      'the members of one that shares a cluster',
      [demo, aFederation(['east', 'south'], { name: 'prod' })],
    ],
    [
      'one that shares a cluster no more',
      [demo, aFederation([], { name: 'prod' })],
    ],
  ])('changes with %s', (_, federations) => {
    expect(planIntent(CLUSTERS, federations)).not.toBe(intent);
  });
});
