/** Four clusters join in the same way: twelve ordered pairs. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { approveAndFollow } from '../demo/runPlan.ts';
import { openSession, type Session } from '../demo/session.ts';
import { measureAfter, measureBefore } from '../demo/traffic.ts';
import { phase } from '../times/phases.ts';

describe('four clusters', () => {
  let session: Session;

  before(async () => {
    session = await openSession({
      clusters: 4,
      federate: true,
      once: true,
      keep: false,
      apart: true,
      app: false,
      port: 7027,
    });
  });

  after(async () => {
    await phase('closing', async () => session?.close());
  });

  it('joins three, then adds the fourth with only the missing steps', async () => {
    const { api } = session;
    const names = session.clusters.map(({ name }) => name);
    const request = { kind: 'join', restartWorkloads: true } as const;
    const beforeJoin = await measureBefore(session.clusters);

    await api.putFederation('demo', names.slice(0, 3));
    const first = await api.createPlan('demo', request);
    await approveAndFollow(api, first);

    await api.putFederation('demo', names);
    const second = await api.createPlan('demo', request);
    const secretsOf = (plan: typeof first) =>
      plan.steps
        .filter(({ step }) => step.type === 'remote-secret')
        .map(({ step }) => step.id);
    assert.equal(secretsOf(first).length, 6);
    assert.equal(secretsOf(second).length, 6);
    assert.ok(
      second.steps.every(
        ({ step }) => step.type !== 'reader' || step.cluster === names[3],
      ),
    );
    await approveAndFollow(api, second);

    const { trust, discovery } = await api.trust();
    assert.equal(trust.length, 12);
    assert.deepEqual(
      [...new Set(trust.map(({ verdict }) => verdict))],
      ['verified'],
    );
    assert.deepEqual(
      [...new Set(discovery.map(({ verdict }) => verdict))],
      ['synced'],
    );
    for (const row of await measureAfter(session.clusters, beforeJoin)) {
      assert.notEqual(row.before, 200, JSON.stringify(row));
      assert.equal(row.after, 200, JSON.stringify(row));
      assert.equal(row.answeredBy, row.to);
      assert.ok(row.viaGateway, JSON.stringify(row));
    }
    assert.equal((await api.createPlan('demo', request)).status, 'empty');
  });
});
