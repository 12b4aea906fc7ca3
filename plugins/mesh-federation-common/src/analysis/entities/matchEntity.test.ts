import { InputError } from '@backstage/errors';

import { observed, unknown } from '../../model';
import {
  OBSERVED_AT,
  aClusterState,
  aService,
  anObservation,
} from '@mesh-federation/fixtures';
import { matchEntity } from './matchEntity';
import { parseLabelSelector } from './parseLabelSelector';
import { matchesLabels } from '../labelSelectors';

const at = OBSERVED_AT;

function service(
  namespace: string,
  name: string,
  labels: Record<string, string>,
) {
  return aService(name, { namespace, labels });
}

const observations = [
  anObservation(
    aClusterState('west', {
      services: observed([service('prod', 'shop', { app: 'shop' })], at),
    }),
  ),
  anObservation(
    aClusterState('east', {
      services: observed(
        [
          service('prod', 'shop', {
            'backstage.io/kubernetes-id': 'shop',
            app: 'shop',
          }),
          service('test', 'shop', { 'backstage.io/kubernetes-id': 'shop' }),
        ],
        at,
      ),
    }),
  ),
  anObservation(
    aClusterState('north', {
      services: unknown({ kind: 'timeout', message: 'slow' }, at),
    }),
  ),
];

function match(annotations: Record<string, string>) {
  return matchEntity(
    { kind: 'Component', metadata: { name: 'shop', annotations } },
    observations,
  );
}

function presences(annotations: Record<string, string>) {
  return Object.fromEntries(
    match(annotations).presence.map(({ cluster, presence }) => [
      cluster,
      presence,
    ]),
  );
}

describe('matchEntity', () => {
  it('finds Services by the Kubernetes id', () => {
    expect(match({ 'backstage.io/kubernetes-id': 'shop' })).toEqual({
      matchedBy: 'kubernetes-id',
      presence: [
        {
          cluster: 'east',
          presence: 'present',
          services: [
            { namespace: 'prod', name: 'shop' },
            { namespace: 'test', name: 'shop' },
          ],
        },
        {
          cluster: 'north',
          presence: 'unknown',
          services: [],
          reason: expect.stringContaining('slow'),
        },
        { cluster: 'west', presence: 'absent', services: [] },
      ],
    });
  });

  it('prefers the label selector', () => {
    const annotations = {
      'backstage.io/kubernetes-id': 'other',
      'backstage.io/kubernetes-label-selector': 'app=shop',
    };
    expect(match(annotations).matchedBy).toBe('label-selector');
    expect(presences(annotations)).toEqual({
      east: 'present',
      north: 'unknown',
      west: 'present',
    });
  });

  it('narrows by namespace and cluster', () => {
    expect(
      match({
        'backstage.io/kubernetes-id': 'shop',
        'backstage.io/kubernetes-namespace': 'test',
        'backstage.io/kubernetes-cluster': 'east',
      }).presence,
    ).toEqual([
      {
        cluster: 'east',
        presence: 'present',
        services: [{ namespace: 'test', name: 'shop' }],
      },
    ]);
  });

  it('is unknown everywhere with a selector that is none', () => {
    const { presence } = match({
      'backstage.io/kubernetes-label-selector': 'app in shop',
    });
    expect(presence.map(item => item.presence)).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(presence[0]?.reason).toContain('"app in shop"');
  });

  it('matches nothing without an annotation', () => {
    expect(match({})).toEqual({ matchedBy: 'none', presence: [] });
  });

  it('takes a Resource of type kubernetes-cluster for its cluster', () => {
    expect(
      matchEntity(
        {
          kind: 'Resource',
          metadata: { name: 'north' },
          spec: { type: 'kubernetes-cluster' },
        },
        observations,
      ),
    ).toEqual({
      matchedBy: 'cluster',
      presence: [{ cluster: 'north', presence: 'present', services: [] }],
    });
  });
});

describe('parseLabelSelector', () => {
  const labels = { app: 'shop', 'example.com/tier': 'web', empty: '' };

  it.each<[string, boolean]>([
    ['app=shop', true],
    ['app == shop', true],
    ['app=cart', false],
    ['app!=cart', true],
    ['app!=shop', false],
    ['missing!=x', true],
    ['app in (cart, shop)', true],
    ['app in (cart)', false],
    ['app notin (cart,shop)', false],
    ['missing notin (a)', true],
    ['example.com/tier', true],
    ['missing', false],
    ['!missing', true],
    ['! app', false],
    ['empty=', true],
    ['app in (shop,x),example.com/tier=web,!missing', true],
    ['app in (shop,x),example.com/tier=db', false],
    ['toString', false],
  ])('%s is %s', (selector, expected) => {
    expect(matchesLabels(parseLabelSelector(selector), labels)).toBe(expected);
  });

  it('refuses what is longer than any selector, in few words', () => {
    expect(() => parseLabelSelector(','.repeat(98_304))).toThrow(
      'A label selector has at most 1024 characters, not 98304',
    );
  });

  it.each([
    '',
    'app in shop',
    'app=a,',
    'a b',
    'app=(x)',
    'app in (a b)',
    'app in (a',
    'app in (a,b,x=1',
    'app in a),b',
  ])('refuses "%s"', selector => {
    expect(() => parseLabelSelector(selector)).toThrow(InputError);
  });
});
