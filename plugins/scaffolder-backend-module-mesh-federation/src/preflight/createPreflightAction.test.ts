import { aFederation } from '@mesh-federation/fixtures';
import { aFinding } from '../__testUtils__/aFinding';
import { aPlan } from '../__testUtils__/aPlan';
import { clusterPage } from '../__testUtils__/clusterPage';
import { refusal } from '../__testUtils__/fakeBackend';
import { setUp } from '../__testUtils__/setUp';
import { createPreflightAction } from './createPreflightAction';

const INPUT = { federation: 'shop', clusters: ['east', 'west'] };
const WARNING = aFinding({ severity: 'warning', blocking: false });

function setUpPreflight(findings = [WARNING], more = {}) {
  const status = findings.some(({ blocking }) => blocking)
    ? ('blocked' as const)
    : ('ready' as const);
  return setUp(createPreflightAction, {
    'GET /clusters': clusterPage(['east'], '1'),
    'GET /clusters?cursor=1': clusterPage(['west', 'north']),
    'POST /federations/shop/plans?dryRun=true': aPlan({ findings, status }),
    ...more,
  });
}

describe('mesh-federation:preflight', () => {
  it.each([false, true])(
    'tells what is to be known, and stores nothing (dry run: %s)',
    async isDryRun => {
      const { run, calls, changes } = setUpPreflight();

      const { output, lines, failure } = await run(INPUT, { isDryRun });

      expect(failure).toBeUndefined();
      expect(output).toEqual({
        findings: [
          {
            code: 'MF1001',
            severity: 'warning',
            blocking: false,
            cluster: 'west',
            message: 'west does not answer.',
            fix: 'Look after west.',
          },
        ],
        markdown: expect.stringContaining('MF1001'),
      });
      expect(lines).toEqual([
        'warn: MF1001: west does not answer. Look after west.',
        'info: east, west can be joined: 1 step',
      ]);
      expect(changes()).toEqual(['POST /federations/shop/plans?dryRun=true']);
      expect(calls.at(-1)?.body).toEqual({
        kind: 'join',
        members: ['east', 'west'],
      });
    },
  );

  it('counts the members that the federation has already', async () => {
    const { run, calls } = setUpPreflight([], {
      'GET /federations/shop': aFederation(['east', 'west']),
    });

    await run({ federation: 'shop', clusters: ['north'] });

    expect(calls.at(-1)?.body).toMatchObject({
      members: ['east', 'north', 'west'],
    });
  });

  it('fails on findings that block, with their fixes', async () => {
    const { run } = setUpPreflight([aFinding(), WARNING]);

    const { failure } = await run(INPUT);

    expect(failure?.message).toBe(
      'Joining federation shop is blocked by 1 finding. Mend this, then start again:\nMF1001: west does not answer. Look after west.',
    );
  });

  it('refuses a cluster that nobody knows, by its name', async () => {
    const { run, changes } = setUpPreflight();

    const { failure } = await run({
      federation: 'shop',
      clusters: ['east', 'nowhere'],
    });

    expect(failure?.message).toContain(
      "clusters: the Kubernetes plugin does not know 'nowhere'",
    );
    expect(changes()).toEqual([]);
  });

  it('refuses a single cluster', async () => {
    const { failure } = await setUpPreflight().run({
      federation: 'shop',
      clusters: ['east'],
    });

    expect(failure?.message).toContain("clusters: 'east' alone");
  });

  it('waits for a cluster that was registered just now', async () => {
    let asked = 0;
    const { run } = setUpPreflight([], {
      'GET /clusters': () =>
        asked++ < 3 ? clusterPage(['east']) : clusterPage(['east', 'west']),
    });

    const { failure, lines } = await run({ ...INPUT, waitMinutes: 1 });

    expect(failure).toBeUndefined();
    expect(asked).toBe(4);
    expect(lines[0]).toBe('info: Not known yet: west');
  });

  it('says which permission is missing', async () => {
    const { run } = setUpPreflight([], {
      'POST /federations/shop/plans?dryRun=true': refusal(
        403,
        'Permission mesh-federation.plan.create is missing',
      ),
    });

    const { failure } = await run(INPUT);

    expect(failure?.name).toBe('NotAllowedError');
    expect(failure?.message).toMatch(
      /^Permission mesh-federation.plan.create is missing\. The action has/,
    );
  });
});
