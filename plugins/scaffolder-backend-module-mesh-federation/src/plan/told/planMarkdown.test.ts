import { aFinding } from '../../__testUtils__/aFinding';
import { aPlan } from '../../__testUtils__/aPlan';
import { planMarkdown } from './planMarkdown';

const LINK = 'https://backstage.example/plans/p1';
const NOBODY = {
  workloads: 0,
  services: 0,
  entities: [],
  owners: [],
  unknown: [],
};

describe('planMarkdown', () => {
  it('tells what is done where, who notices it, and what is to be known', () => {
    const [first] = aPlan().steps;
    const plan = aPlan({
      steps: [{ ...first!, proposal: 'env: …' }],
      findings: [aFinding({ blocking: false })],
    });

    expect(
      planMarkdown({
        plan,
        affected: {
          ...NOBODY,
          workloads: 1,
          owners: ['group:default/shop'],
          unknown: ['west: not read'],
        },
        link: LINK,
      }).markdown,
    ).toBe(
      [
        '**Join shop\\: 1 step in east; 1 object to be changed by whoever owns it.** [All of it](https://backstage.example/plans/p1)',
        '1. **east**: Name the network of east (istiod rolls once; Whoever owns the object changes it)',
        'Affected: 1 workload and 0 Services (group\\:default/shop). There may be more: west\\: not read.',
        '- **MF1001** (error): west does not answer\\. _Look after west\\._',
      ].join('\n\n'),
    );
  });

  it('counts the steps that are too many to be listed', () => {
    const [step] = aPlan().steps;
    const plan = aPlan({ steps: Array.from({ length: 60 }, () => step!) });

    expect(
      planMarkdown({ plan, affected: NOBODY, link: LINK }).markdown,
    ).toContain('\n1. … and 10 more steps\n');
  });
});
