import { aFederation, NOW } from '@mesh-federation/fixtures';
import { refusal, type Answers } from '../__testUtils__/fakeBackend';
import { setUp } from '../__testUtils__/setUp';
import { createVerifyAction } from './createVerifyAction';

const INPUT = { federation: 'shop' };
const REACH = 'GET /services/shop/orders/reachability';
const OBSERVE = 'POST /observations';
const LINK = 'https://backstage.example/mesh-federation/federations/shop';

function pair(from: string, to: string, verdict = 'verified') {
  return {
    trust: [{ from, to, verdict, reason: 'Roots.' }],
    discovery: [{ in: from, for: to, verdict: 'synced', reason: 'Synced.' }],
  };
}

function reach(client: string, verdict = 'reachable') {
  return {
    items: [
      {
        port: { number: 80 },
        clusters: ['east', 'west'],
        providers: ['east'],
        cells: [
          {
            client: { cluster: client },
            provider: 'east',
            verdict,
            summary: 'Through the gateway.',
          },
        ],
      },
    ],
  };
}

function setUpVerify(more: Answers = {}) {
  return setUp(createVerifyAction, {
    'GET /federations/shop': aFederation(['east', 'west']),
    [OBSERVE]: {
      items: ['east', 'west'].map(name => ({
        cluster: { name },
        reachable: { status: 'observed', value: true, at: NOW },
        stale: false,
      })),
    },
    'GET /trust': { ...pair('east', 'west'), nextCursor: '1' },
    'GET /trust?cursor=1': pair('west', 'east'),
    [`${REACH}?from=east`]: reach('east'),
    [`${REACH}?from=west`]: reach('west'),
    [`${REACH}?from=west&to=east&port=80`]: reach('west'),
    ...more,
  });
}

describe('mesh-federation:verify', () => {
  it.each([false, true])(
    'proves what holds after it has observed the members (dry run: %s)',
    async isDryRun => {
      const { run, calls, changes } = setUpVerify();

      const { output, lines, failure } = await run(INPUT, { isDryRun });

      expect(failure).toBeUndefined();
      expect(changes()).toEqual([OBSERVE]);
      expect(calls[1]?.body).toEqual({ clusters: ['east', 'west'] });
      expect(output).toMatchObject({ holds: true, link: LINK });
      expect(lines).toEqual([
        `info: east answers: yes. Observed at ${NOW}`,
        `info: west answers: yes. Observed at ${NOW}`,
        'info: east verifies west: yes. Roots.',
        'info: istiod of east reads west: yes. Synced.',
        'info: west verifies east: yes. Roots.',
        'info: istiod of west reads east: yes. Synced.',
      ]);
      expect(output.markdown).toContain('6 of 6 hold**\n\n- ✓ east answers');
    },
  );

  it('asks for a Service from each member, or from one to one', async () => {
    const { run } = setUpVerify();

    const { output } = await run({
      ...INPUT,
      services: [
        { namespace: 'shop', name: 'orders' },
        {
          namespace: 'shop',
          name: 'orders',
          from: 'west',
          to: 'east',
          port: 80,
        },
      ],
    });

    expect(
      (output.claims as { claim: string }[]).slice(-3).map(c => c.claim),
    ).toEqual([
      'east reaches Service shop/orders:80',
      'west reaches Service shop/orders:80',
      'west reaches Service shop/orders:80 in east',
    ]);
  });

  it('fails when something does not hold or is not known', async () => {
    const { run } = setUpVerify({
      'GET /trust': pair('east', 'west', 'broken'),
      [`${REACH}?from=west`]: reach('west', 'unknown'),
    });

    const { failure, output } = await run({
      ...INPUT,
      services: [{ namespace: 'shop', name: 'orders', from: 'west' }],
    });

    expect(output).toEqual({});
    expect(failure?.message.split('\n')).toEqual([
      'Federation shop: 3 of 7 hold. What does not:',
      'east verifies west: no. Roots.',
      'west verifies east: not known. Nothing is reported of the two',
      'istiod of west reads east: not known. Nothing is reported of the two',
      'west reaches Service shop/orders:80: not known. Through the gateway.',
    ]);
  });

  it('tells in a dry run what does not hold, without failing', async () => {
    const { run } = setUpVerify({
      'GET /trust': pair('east', 'west', 'broken'),
    });

    const { failure, output } = await run(INPUT, { isDryRun: true });

    expect(failure).toBeUndefined();
    expect(output.holds).toBe(false);
  });

  it('needs a federation of two', async () => {
    const { run } = setUpVerify({
      'GET /federations/shop': refusal(404, 'No federation shop'),
    });

    const { failure } = await run(INPUT);

    expect(failure?.message).toContain("federation: 'shop' has no two members");
    const { output } = await run(INPUT, { isDryRun: true });
    expect(output).toMatchObject({
      holds: false,
      claims: [{ holds: 'unknown' }],
    });
  });

  it('says which permission is missing', async () => {
    const { run } = setUpVerify({
      [OBSERVE]: refusal(
        403,
        'Permission mesh-federation.observation.create is missing',
      ),
    });

    const { failure } = await run(INPUT);

    expect(failure?.message).toContain('mesh-federation.observation.create');
  });
});
