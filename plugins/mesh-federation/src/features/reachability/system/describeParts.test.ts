import type { NeedVerdict } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { languageFaults } from '@mesh-federation/fixtures';
import { inEnglish } from '../../../__testUtils__/inEnglish';
import { describeParts } from './describeParts';

const VERDICTS = Object.keys({
  blocked: true,
  unknown: true,
  partly: true,
  conditional: true,
  standby: true,
  reachable: true,
  'no-service': true,
} satisfies Record<NeedVerdict, true>) as NeedVerdict[];

describe('describeParts', () => {
  it.each(VERDICTS)(
    'is in good English for 0, 1 and 2 components that are %s',
    verdict => {
      for (const count of [0, 1, 2]) {
        for (const without of [0, 1, 2]) {
          const text = describeParts(
            {
              parts: [],
              partsLeftOut: [
                { verdict, count },
                { verdict: 'no-service', count: without },
              ],
            },
            { name: 'shop', t: inEnglish() },
          );
          expect([text, languageFaults(text, { sentence: true })]).toEqual([
            text,
            [],
          ]);
        }
      }
    },
  );

  it.each<[string, readonly NeedVerdict[]]>([
    [
      '1 of 3 components of shop is not reachable from every cluster.',
      ['reachable', 'blocked', 'unknown'],
    ],
    [
      '2 of 3 components of shop are not known to be reachable from every cluster.',
      ['unknown', 'unknown', 'reachable'],
    ],
    [
      '1 of 2 components of shop is reachable only in part.',
      ['partly', 'conditional'],
    ],
    [
      'All 2 components of shop with Services are reachable from every cluster. 2 more have no Service.',
      ['reachable', 'reachable', 'no-service', 'no-service'],
    ],
    [
      'The only component of shop with Services is reachable from every cluster. 1 more has no Service.',
      ['reachable', 'no-service'],
    ],
    ['No component of shop has Services.', ['no-service']],
  ])('says: %s', (sentence, verdicts) => {
    const parts = verdicts.map((verdict, index) => ({
      entityRef: `component:default/part-${index}`,
      verdict,
      summary: '',
    }));

    expect(describeParts({ parts }, { name: 'shop', t: inEnglish() })).toBe(
      sentence,
    );
  });

  it('counts those as well that the answer leaves out', () => {
    const parts = [
      {
        entityRef: 'component:default/a',
        verdict: 'blocked' as const,
        summary: '',
      },
    ];
    const partsLeftOut = [
      { verdict: 'blocked' as const, count: 2 },
      { verdict: 'reachable' as const, count: 3 },
      { verdict: 'no-service' as const, count: 1 },
    ];

    expect(
      describeParts({ parts, partsLeftOut }, { name: 'shop', t: inEnglish() }),
    ).toBe(
      '3 of 6 components of shop are not reachable from every cluster. 1 more has no Service.',
    );
  });
});
