import { unknown } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aClusterState, aJoinedPair } from '@mesh-federation/fixtures';
import {
  ADMIN,
  NOW,
  startTestServer,
  type TestServer,
} from '../__testUtils__/startTestServer';

// Each test starts a backend of its own.
jest.setTimeout(60_000);

describe('requests', () => {
  let server: TestServer;

  beforeEach(async () => {
    server = await startTestServer();
  });

  function get(path: string) {
    return server.call(ADMIN, 'get', path);
  }

  function put(path: string, body: object) {
    return server.call(ADMIN, 'put', path, body);
  }

  function post(path: string, body?: object) {
    return server.call(ADMIN, 'post', path, body);
  }

  async function aFederation(name = 'demo', members = ['east', 'west']) {
    const { body } = await put(`/federations/${name}`, { members });
    return body;
  }

  async function aPlan(federation = 'demo') {
    const { body } = await post(`/federations/${federation}/plans`, {
      kind: 'join',
    });
    return body;
  }

  async function aRun() {
    await aFederation();
    const { id, digest } = await aPlan();
    const { body } = await post(`/plans/${id}/runs`, { digest });
    return body;
  }

  describe('for federations', () => {
    it('store what was asked for, with who and when', async () => {
      const federation = {
        name: 'demo',
        description: 'Two',
        members: ['east', 'west'],
        reader: 'without-secrets',
        version: 1,
        createdAt: NOW.toISOString(),
        updatedAt: NOW.toISOString(),
        updatedBy: ADMIN,
      };
      const response = await put('/federations/demo', {
        description: 'Two',
        members: ['west', 'east'],
        reader: 'without-secrets',
      });

      expect(response.body).toEqual(federation);
      expect((await get('/federations/demo')).body).toEqual(federation);
      expect((await get('/federations')).body.items).toEqual([federation]);
    });

    it('change one and keep when it was created', async () => {
      await aFederation();
      server.clock.now = new Date('2026-06-02T00:00:00.000Z');

      const { body } = await put('/federations/demo', {
        members: ['east', 'north', 'west'],
      });

      expect(body).toMatchObject({
        members: ['east', 'north', 'west'],
        reader: 'with-secrets',
        createdAt: NOW.toISOString(),
        updatedAt: '2026-06-02T00:00:00.000Z',
      });
    });

    it('refuse a change of what somebody else has changed since it was read', async () => {
      const { version } = await aFederation();
      await put('/federations/demo', {
        members: ['east', 'north'],
        version,
      });

      const stale = await put('/federations/demo', {
        members: ['east', 'west'],
        version,
      });
      const again = await put('/federations/demo', {
        members: ['east', 'west'],
        version: version + 1,
      });

      expect(stale.status).toBe(409);
      expect(stale.body.error.message).toBe(
        `Federation demo was changed by ${ADMIN} at ${NOW.toISOString()} since it was read: it has version 2, not 1. Read it again and make the change anew`,
      );
      expect(again.body).toMatchObject({
        members: ['east', 'west'],
        version: 3,
      });
    });

    it('create no federation over one that exists', async () => {
      const spec = { members: ['east', 'west'], version: 0 };

      expect((await put('/federations/demo', spec)).body.version).toBe(1);
      const twice = await put('/federations/demo', spec);

      expect(twice.status).toBe(409);
      expect(twice.body.error.message).toBe('Federation demo exists already');
    });

    it('change no members while a run works on one of their clusters', async () => {
      const run = await aRun();
      const busy = `members: run ${run.id} works on east and has not ended`;

      const changed = await put('/federations/demo', {
        members: ['east', 'north'],
      });
      const other = await put('/federations/prod', {
        members: ['east', 'north'],
      });
      const described = await put('/federations/demo', {
        description: 'Two',
        members: ['east', 'west'],
      });
      const apart = await put('/federations/apart', {
        members: ['north', 'south'],
      });

      expect([changed.status, other.status]).toEqual([409, 409]);
      expect(changed.body.error.message).toContain(busy);
      expect(other.body.error.message).toContain(busy);
      expect([described.status, apart.status]).toEqual([200, 200]);
    });

    it('are listed page by page', async () => {
      for (const name of ['a', 'b', 'c']) {
        await aFederation(name);
      }

      const first = (await get('/federations?limit=2')).body;
      const second = (
        await get(`/federations?limit=2&cursor=${first.nextCursor}`)
      ).body;

      const names = (page: { items: { name: string }[] }) =>
        page.items.map(({ name }) => name);
      expect([names(first), names(second)]).toEqual([['a', 'b'], ['c']]);
      expect([first.leftOut, second.leftOut]).toEqual([1, undefined]);
      expect((await get('/federations?limit=501')).status).toBe(400);
      expect((await get('/federations?limit=0')).status).toBe(400);
      expect((await get('/federations?cursor=x')).status).toBe(400);
      expect((await get('/runs?cursor=x')).status).toBe(400);
    });

    it('delete one that no cluster holds anything of, with its plans', async () => {
      await aFederation();
      const plan = await aPlan();

      const { status } = await server.call(
        ADMIN,
        'delete',
        '/federations/demo',
      );

      expect(status).toBe(204);
      expect((await get('/federations/demo')).status).toBe(404);
      expect((await get(`/plans/${plan.id}`)).status).toBe(404);
      expect(
        (await server.call(ADMIN, 'delete', '/federations/demo')).status,
      ).toBe(404);
    });

    it.each([
      [
        'a cluster holds objects of it, member or not',
        async () => {
          for (const state of aJoinedPair()) {
            server.states.set(state.cluster, state);
          }
        },
        'east still holds objects of federation demo: plan and run its leave first',
      ],
      [
        'a member could not be observed',
        async () => {
          server.states.delete('north');
        },
        'Whether north still holds objects of federation demo is not known',
      ],
      [
        'a run of it has not ended',
        async () => {
          const { id, digest } = await aPlan();
          await post(`/plans/${id}/runs`, { digest });
        },
        'of federation demo has not ended: wait for it or cancel it',
      ],
    ])('do not delete one while %s', async (_, change, why) => {
      await aFederation('demo', ['north', 'south']);
      await change();

      const { status, body } = await server.call(
        ADMIN,
        'delete',
        '/federations/demo',
      );

      expect(status).toBe(409);
      expect(body.error.message).toContain(why);
      expect((await get('/federations/demo')).status).toBe(200);
    });

    it('do not take a member out of which only the reader is left', async () => {
      await aFederation('demo', ['east', 'north', 'west']);
      const [, west] = aJoinedPair();
      server.states.set('west', {
        ...aClusterState('west'),
        reader: west.reader,
      });

      const refused = await put('/federations/demo', {
        members: ['east', 'north'],
      });

      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toContain(
        "members: 'west' still holds objects of federation demo",
      );
    });

    it('do not take a member out that still holds objects of the federation', async () => {
      await aFederation('demo', ['east', 'north', 'west']);
      for (const state of aJoinedPair()) {
        server.states.set(state.cluster, state);
      }

      const refused = await put('/federations/demo', {
        members: ['east', 'north'],
      });
      const allowed = await put('/federations/demo', {
        members: ['east', 'west'],
      });

      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toContain(
        "members: 'west' still holds objects of federation demo",
      );
      expect(allowed.body.members).toEqual(['east', 'west']);
    });
  });

  describe('for plans', () => {
    it('observe the members and plan the join from what was seen', async () => {
      await aFederation();

      const response = await post('/federations/demo/plans', {
        kind: 'join',
        restartWorkloads: true,
      });

      expect(response.status).toBe(201);
      expect(server.observation.observe).toHaveBeenCalledWith({
        clusters: ['east', 'west'],
        checkAccess: true,
      });
      const plan = response.body;
      expect(plan).toMatchObject({
        id: 'id-1',
        status: 'ready',
        request: { kind: 'join', restartWorkloads: true },
        createdBy: ADMIN,
        createdAt: NOW.toISOString(),
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      const clusters = plan.basedOn.map(
        (item: { cluster: string }) => item.cluster,
      );
      expect(clusters).toEqual(['east', 'west']);
      expect(plan.steps.length).toBeGreaterThan(0);
      expect((await get('/plans/id-1')).body).toEqual(plan);
      expect((await get('/federations/demo/plans')).body.items).toEqual([
        {
          id: 'id-1',
          federation: 'demo',
          status: 'ready',
          request: plan.request,
          createdAt: plan.createdAt,
          createdBy: ADMIN,
          digest: plan.digest,
          steps: plan.steps.length,
        },
      ]);
    });

    it('observe the members of federations that share a cluster too', async () => {
      await aFederation();
      await aFederation('other', ['north', 'west']);
      await aFederation('apart', ['north', 'south']);
      server.observation.observe.mockClear();

      await aPlan('demo');

      expect(server.observation.observe).toHaveBeenCalledWith({
        clusters: ['east', 'north', 'west'],
        checkAccess: true,
      });
    });

    it('plan a leave of some or of all members', async () => {
      for (const state of aJoinedPair()) {
        server.states.set(state.cluster, state);
      }
      await aFederation();

      for (const request of [
        { kind: 'leave' },
        { kind: 'leave', clusters: ['west'], keepFlags: true },
      ]) {
        const { body } = await post('/federations/demo/plans', request);

        expect(body).toMatchObject({ status: 'ready', request });
        expect(body.steps).toContainEqual(
          expect.objectContaining({
            step: expect.objectContaining({ type: 'remove-remote-secret' }),
          }),
        );
      }
    });

    it('give an empty plan with nothing to approve when all is joined', async () => {
      for (const state of aJoinedPair()) {
        server.states.set(state.cluster, state);
      }
      await aFederation();

      const plan = await aPlan();
      const run = await post(`/plans/${plan.id}/runs`, { digest: plan.digest });

      expect(plan).toMatchObject({ status: 'empty', steps: [] });
      expect(run.status).toBe(409);
      expect(run.body.error.message).toBe(
        `Plan ${plan.id} is empty: there is nothing to run`,
      );
    });

    it('give a blocked plan with its findings when a member was not observed', async () => {
      server.states.delete('west');
      await aFederation();

      const plan = await aPlan();
      const run = await post(`/plans/${plan.id}/runs`, { digest: plan.digest });

      expect(plan.status).toBe('blocked');
      expect(plan.findings).toContainEqual(
        expect.objectContaining({ cluster: 'west', blocking: true }),
      );
      expect(run.status).toBe(409);
      expect(run.body.error.message).toContain('is blocked by findings');
      expect((await get('/runs')).body.items).toEqual([]);
    });

    it('plan no join of a federation whose members have left', async () => {
      const federation = await aFederation();
      await server.federations.putFederation({
        ...federation,
        members: [],
        version: 2,
      });

      const response = await post('/federations/demo/plans', { kind: 'join' });

      expect(response.status).toBe(409);
      expect(response.body.error.message).toContain('fewer than two members');
    });
  });

  describe('for runs', () => {
    it('start a run with one record for each step, wake the worker and tell', async () => {
      await aFederation();
      const plan = await aPlan();

      const response = await post(`/plans/${plan.id}/runs`, {
        digest: plan.digest,
      });

      expect(response.status).toBe(201);
      const run = response.body;
      expect(run).toEqual({
        id: 'id-2',
        planId: plan.id,
        federation: 'demo',
        kind: 'join',
        digest: plan.digest,
        status: 'running',
        approvedBy: ADMIN,
        startedAt: NOW.toISOString(),
        cancelRequested: false,
        steps: plan.steps.map(
          ({ step, title }: { step: { id: string }; title: string }) => ({
            id: step.id,
            title,
            status: 'pending',
            receipts: [],
          }),
        ),
      });
      expect((await get('/runs/id-2')).body).toEqual({ ...run, events: [] });
      expect(server.wake).toHaveBeenCalledTimes(1);
      expect(server.publish).toHaveBeenCalledWith({
        type: 'run',
        runId: 'id-2',
      });
    });

    it('are told of by their plan', async () => {
      await aFederation();
      const plan = await aPlan();
      const { body: run } = await post(`/plans/${plan.id}/runs`, {
        digest: plan.digest,
      });

      const of = { id: run.id, status: 'running' };
      expect((await get(`/plans/${plan.id}`)).body).toEqual({
        ...plan,
        run: of,
      });
      const { items } = (await get('/federations/demo/plans')).body;
      expect(items).toMatchObject([{ id: plan.id, run: of }]);
    });

    it('come with their newest events, and with those before when asked', async () => {
      const run = await aRun();
      for (let index = 0; index < 205; index += 1) {
        await server.runs.addEvent(run.id, {
          at: NOW.toISOString(),
          type: 'step-progress',
          message: `Event ${index}`,
        });
      }

      const { events, earlierEvents } = (await get(`/runs/${run.id}`)).body;
      const earlier = (
        await get(`/runs/${run.id}/events?cursor=${earlierEvents}`)
      ).body;

      expect(events).toHaveLength(200);
      expect(events[0].sequence).toBe(6);
      expect(events.at(-1).sequence).toBe(205);
      expect(
        earlier.items.map(({ sequence }: { sequence: number }) => sequence),
      ).toEqual([5, 4, 3, 2, 1]);
      expect((await get('/runs/none/events')).status).toBe(404);
    });

    it('list runs of one federation or of all', async () => {
      const { steps, ...run } = await aRun();
      const summary = { ...run, stepsDone: 0, stepsTotal: steps.length };

      expect((await get('/runs')).body.items).toEqual([summary]);
      expect((await get('/runs?federation=demo')).body.items).toEqual([
        summary,
      ]);
      expect((await get('/runs?federation=other')).body.items).toEqual([]);
    });

    it('refuse a digest that is not that of the plan', async () => {
      await aFederation();
      const plan = await aPlan();

      const response = await post(`/plans/${plan.id}/runs`, {
        digest: 'a'.repeat(64),
      });

      expect(response.status).toBe(409);
      expect(response.body.error).toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(/^MF7005: the digest is not that/),
      });
      expect(response.body.error.message).not.toContain(plan.digest);
      expect((await get('/runs')).body.items).toEqual([]);
      expect(server.wake).not.toHaveBeenCalled();
    });

    it('refuse a second run on a cluster that another run holds', async () => {
      await aFederation();
      await aFederation('other', ['north', 'west']);
      const plan = await aPlan('other');
      const run = await aRun();

      const response = await post(`/plans/${plan.id}/runs`, {
        digest: plan.digest,
      });

      expect(response.status).toBe(409);
      expect(response.body.error.message).toContain(`is held by run ${run.id}`);
      expect((await get('/runs')).body.items).toHaveLength(1);
    });

    it('refuse a plan after a newer one of the federation was run', async () => {
      await aFederation();
      const old = await aPlan();
      server.clock.now = new Date('2026-06-02T00:00:00.000Z');
      const young = await aPlan();
      const { body: run } = await post(`/plans/${young.id}/runs`, {
        digest: young.digest,
      });
      const lease = await server.runs.acquire({
        owner: 'w',
        now: NOW,
        ttlMs: 1000,
      });
      await server.runs.finish(lease!, {
        status: 'succeeded',
        at: NOW.toISOString(),
      });

      const refused = await post(`/plans/${old.id}/runs`, {
        digest: old.digest,
      });
      const again = await post(`/plans/${young.id}/runs`, {
        digest: young.digest,
      });

      const { items } = (await get('/federations/demo/plans')).body;

      // The one that was carried out is told by its run.
      expect(
        items.map(
          ({ id, outdated = false }: { id: string; outdated?: boolean }) => [
            id,
            outdated,
          ],
        ),
      ).toEqual([
        [young.id, false],
        [old.id, true],
      ]);
      expect(run.status).toBe('running');
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toContain(
        `MF7006: run ${run.id} of federation demo has worked on the clusters since`,
      );
      expect(again.status).toBe(201);
    });

    it.each([
      [
        'another federation came to share its clusters',
        () => aFederation('prod', ['east', 'west']),
      ],
      [
        'a member of it was taken out',
        () => aFederation('demo', ['east', 'north']),
      ],
      [
        'one that shares a cluster was changed',
        () => aFederation('other', ['east', 'west']),
      ],
      [
        'its reader was changed',
        () =>
          put('/federations/demo', {
            members: ['east', 'north', 'west'],
            reader: 'without-secrets',
          }),
      ],
    ])('refuse a plan when %s since', async (_, change) => {
      await aFederation('demo', ['east', 'north', 'west']);
      await aFederation('other', ['north', 'south']);
      const plan = await aPlan();
      expect((await get(`/plans/${plan.id}`)).body.outdated).toBeUndefined();
      await change();

      const response = await post(`/plans/${plan.id}/runs`, {
        digest: plan.digest,
      });

      expect((await get(`/plans/${plan.id}`)).body.outdated).toBe(true);
      expect(response.status).toBe(409);
      expect(response.body.error.message).toContain(
        'MF7006: members or reader of a federation that shares a cluster with demo have changed',
      );
      expect((await get('/runs')).body.items).toEqual([]);
    });

    it('allow a plan when only what has nothing to do with it was changed', async () => {
      await aFederation();
      const plan = await aPlan();
      await aFederation('apart', ['north', 'south']);
      await put('/federations/demo', {
        description: 'Two',
        members: ['east', 'west'],
      });

      const response = await post(`/plans/${plan.id}/runs`, {
        digest: plan.digest,
      });

      expect(response.status).toBe(201);
    });

    it('refuse the old leave of one federation once another one needs its clusters', async () => {
      for (const state of aJoinedPair()) {
        server.states.set(state.cluster, state);
      }
      await aFederation();
      const { body: leave } = await post('/federations/demo/plans', {
        kind: 'leave',
      });
      await aFederation('prod');
      const join = await aPlan('prod');

      const { status } = await post(`/plans/${leave.id}/runs`, {
        digest: leave.digest,
      });
      const { body: newLeave } = await post('/federations/demo/plans', {
        kind: 'leave',
      });

      expect(join.status).toBe('empty');
      expect(status).toBe(409);
      expect(newLeave.steps).toEqual([]);
    });

    it('refuse a plan after a federation that shares a cluster was run', async () => {
      await aFederation();
      await aFederation('other', ['north', 'west']);
      const plan = await aPlan();
      server.clock.now = new Date('2026-06-02T00:00:00.000Z');
      const other = await aPlan('other');
      const { body: run } = await post(`/plans/${other.id}/runs`, {
        digest: other.digest,
      });
      const lease = await server.runs.acquire({
        owner: 'w',
        now: NOW,
        ttlMs: 1000,
      });
      await server.runs.finish(lease!, {
        status: 'failed',
        at: NOW.toISOString(),
      });

      const response = await post(`/plans/${plan.id}/runs`, {
        digest: plan.digest,
      });

      expect(response.status).toBe(409);
      expect(response.body.error.message).toContain(
        `MF7006: run ${run.id} of federation other has worked on the clusters`,
      );
    });

    it('cancel a run, and say who asked', async () => {
      const { id } = await aRun();

      const response = await post(`/runs/${id}/cancel`);

      expect(response.body).toMatchObject({ id, cancelRequested: true });
      expect((await get(`/runs/${id}`)).body.events).toEqual([
        {
          sequence: 1,
          at: NOW.toISOString(),
          type: 'cancel-requested',
          message: `${ADMIN} asked to cancel`,
        },
      ]);
      expect(server.publish).toHaveBeenLastCalledWith({
        type: 'run',
        runId: id,
      });
    });

    async function aFailedRun() {
      const run = await aRun();
      const now = NOW;
      const lease = await server.runs.acquire({ owner: 'w', now, ttlMs: 1000 });
      await server.runs.updateStep(lease!, {
        ...run.steps[0],
        status: 'succeeded',
      });
      await server.runs.updateStep(lease!, {
        ...run.steps[1],
        status: 'failed',
        message: 'no answer',
        finishedAt: now.toISOString(),
        error: { code: 'MF7019', message: 'no answer', fix: 'Mend it' },
        receipts: [
          {
            cluster: 'east',
            ref: { apiVersion: 'v1', kind: 'Namespace', name: 'istio-system' },
            result: 'uncertain',
            attempted: 'updated',
          },
        ],
      });
      const at = now.toISOString();
      await server.runs.finish(lease!, { status: 'failed', at });
      const joined = aJoinedPair();
      joined.forEach(state => server.states.set(state.cluster, state));
      return run;
    }

    it('continue a failed run with what is left of it, and say who asked', async () => {
      const run = await aFailedRun();
      server.wake.mockClear();

      const response = await post(`/runs/${run.id}/continue`);

      expect(response.status).toBe(200);
      const continued = (await get(`/runs/${run.id}`)).body;
      expect(continued).toMatchObject({ status: 'running' });
      expect(continued.error).toBeUndefined();
      expect(continued.finishedAt).toBeUndefined();
      expect(continued.steps[0].status).toBe('succeeded');
      expect(continued.steps[1]).toMatchObject({
        status: 'pending',
        receipts: [{ result: 'uncertain' }],
      });
      expect(continued.steps[1].error).toBeUndefined();
      expect(continued.events).toEqual([
        expect.objectContaining({
          type: 'run-continued',
          message: `${ADMIN} continues the run`,
        }),
      ]);
      expect(server.wake).toHaveBeenCalledTimes(1);
    });

    it('do not continue a run whose finished steps were undone since', async () => {
      const run = await aFailedRun();
      server.states.set('east', aClusterState('east'));

      const response = await post(`/runs/${run.id}/continue`);

      expect(response.status).toBe(409);
      expect(response.body.error.message).toContain('MF7006');
      expect(response.body.error.message).toContain(run.steps[0].title);
    });

    it('do not continue a run while nobody knows whether its finished steps hold', async () => {
      const run = await aFailedRun();
      const reason = { kind: 'timeout', message: 'silent' } as const;
      const kubernetesVersion = unknown<string>(reason, NOW.toISOString());
      server.states.set('east', aClusterState('east', { kubernetesVersion }));

      const response = await post(`/runs/${run.id}/continue`);

      expect(response.status).toBe(409);
      expect(response.body.error.message).toContain(
        'Cluster east cannot be observed',
      );
    });

    it('do not continue a run whose federation has other members now', async () => {
      const run = await aFailedRun();
      await put('/federations/demo', { members: ['east', 'west', 'north'] });

      const response = await post(`/runs/${run.id}/continue`);

      expect(response.status).toBe(409);
      expect(response.body.error.message).toContain('MF7006');
    });

    it.each(['running', 'conflict'] as const)(
      'do not continue a run that is %s',
      async status => {
        const { id } = await aRun();
        if (status !== 'running') {
          const now = NOW;
          const owner = 'w';
          const lease = await server.runs.acquire({ owner, now, ttlMs: 1000 });
          await server.runs.finish(lease!, { status, at: now.toISOString() });
        }

        const response = await post(`/runs/${id}/continue`);

        expect(response.status).toBe(409);
        expect(response.body.error.message).toContain(status);
      },
    );

    it('do not cancel a run that has ended', async () => {
      const { id } = await aRun();
      const lease = await server.runs.acquire({
        owner: 'w',
        now: NOW,
        ttlMs: 1000,
      });
      await server.runs.finish(lease!, {
        status: 'failed',
        at: NOW.toISOString(),
      });

      const response = await post(`/runs/${id}/cancel`);

      expect(response.status).toBe(409);
      expect((await get(`/runs/${id}`)).body.events).toEqual([]);
    });
  });

  describe('for what was observed', () => {
    it('show every cluster of the inventory, those that cannot be observed too', async () => {
      const { items } = (await get('/clusters')).body;

      expect(
        items.map(
          (item: {
            cluster: { name: string };
            reachable: { status: string };
          }) => [item.cluster.name, item.reachable.status],
        ),
      ).toEqual([
        ['east', 'observed'],
        ['west', 'observed'],
        ['north', 'observed'],
        ['south', 'observed'],
        ['personal', 'unknown'],
      ]);
    });

    it('is shown page by page', async () => {
      await aFederation();
      const first = (await get('/clusters?limit=2')).body;
      const findings = (await get('/findings?limit=1')).body;

      expect(first.items).toHaveLength(2);
      expect(first).toMatchObject({ leftOut: 3, nextCursor: '2' });
      expect(findings.items).toHaveLength(1);
      expect(findings.leftOut).toBeGreaterThan(0);
    });

    it('tell trust of every ordered pair', async () => {
      const { body } = await get('/trust');

      expect(body.trust).toHaveLength(12);
      expect(body.discovery).toHaveLength(12);
      expect(body.trust[0]).toMatchObject({
        from: 'east',
        to: 'north',
        verdict: 'broken',
      });
    });

    it('tell trust page by page, of the same pairs as discovery', async () => {
      const whole = (await get('/trust')).body;
      const page = (await get('/trust?limit=5&cursor=5')).body;

      expect(page).toEqual({
        clusters: whole.clusters,
        trust: whole.trust.slice(5, 10),
        discovery: whole.discovery.slice(5, 10),
        nextCursor: '10',
        leftOut: 2,
      });
      for (const [index, { from, to }] of page.trust.entries()) {
        expect(page.discovery[index]).toMatchObject({ in: from, for: to });
      }
      expect((await get('/trust?limit=0')).status).toBe(400);
      expect((await get('/trust?cursor=x')).status).toBe(400);
    });

    it('find what federated clusters lack', async () => {
      const before = (await get('/findings')).body.items;
      await aFederation();
      const after = (await get('/findings')).body.items;

      expect(after.length).toBeGreaterThan(before.length);
      expect(after).toContainEqual(
        expect.objectContaining({
          code: expect.stringMatching(/^MF2\d{3}$/),
          fix: expect.any(String),
        }),
      );
    });

    it.each([
      [undefined, undefined, 5],
      [{}, undefined, 5],
      [{ clusters: ['west'] }, { clusters: ['west'] }, 1],
    ])('observe now on %j', async (body, asked, shown) => {
      const response = await post('/observations', body);

      expect(response.status).toBe(200);
      expect(server.observation.observe).toHaveBeenCalledWith(asked);
      expect(response.body.items).toHaveLength(shown);
      expect(server.publish).toHaveBeenCalledWith({ type: 'observation' });
    });

    it('show the mesh of an entity, read from the catalog as the caller', async () => {
      const cart = {
        namespace: 'shop',
        name: 'cart',
        labels: { 'backstage.io/kubernetes-id': 'cart' },
        type: 'ClusterIP' as const,
        ports: [],
        headless: false,
        publishNotReadyAddresses: false,
      };
      const east = server.states.get('east')!;
      server.states.set('east', {
        ...east,
        services: { status: 'observed', value: [cart], at: east.at },
      });

      const { body } = await get(
        '/entities/by-name/component/default/cart/mesh',
      );

      expect(server.getEntityByRef).toHaveBeenCalledWith(
        { kind: 'component', namespace: 'default', name: 'cart' },
        {
          credentials: expect.objectContaining({
            principal: expect.objectContaining({ userEntityRef: ADMIN }),
          }),
        },
      );
      expect(body).toMatchObject({
        entityRef: 'component:default/cart',
        matchedBy: 'kubernetes-id',
        clusters: [{ cluster: { name: 'east' } }],
      });
      expect(body.presence).toContainEqual({
        cluster: 'east',
        presence: 'present',
        services: [{ namespace: 'shop', name: 'cart' }],
      });
      const pairs = body.trust.map(
        ({ from, to }: { from: string; to: string }) => `${from} ${to}`,
      );
      expect(pairs).toEqual([
        'east north',
        'north east',
        'east south',
        'south east',
        'east west',
        'west east',
      ]);
      expect(body.discovery).toHaveLength(6);
    });
  });
});
