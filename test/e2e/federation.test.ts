/**
 * The whole story on two real clusters: apart, joined (with the backend killed in the middle),
 * proved by independent programs, one cluster dead, apart again. The tests build on one another and
 * run in this order.
 */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Plan,
  RunWithEvents,
  ServiceReachabilityAnswer,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  kubectl,
  startCluster,
  startLoad,
  stopCluster,
  waitForWorkloads,
  type ClusterHandle,
  type Load,
} from '../bed/index.ts';
import { ApiError, signIn } from '../demo/api.ts';
import { startBackstage } from '../demo/backstage.ts';
import { approveAndFollow, followRun } from '../demo/runPlan.ts';
import { openSession, STATE_DIR, type Session } from '../demo/session.ts';
import { callAcross, measureAfter, measureBefore } from '../demo/traffic.ts';
import { phase } from '../times/phases.ts';
import {
  eventually,
  getObjects,
  ownedObjects,
  remoteClusters,
  rootOf,
  rootsInEnvoy,
} from './evidence.ts';
import {
  commandsIn,
  HOSTILE_COMPONENT,
  longestSilence,
  madeBy,
  removeHostileTexts,
  writeHostileTexts,
} from './hostileTexts.ts';
import { makeLoadClient } from './loadClient.ts';
import { inShell } from './oracle/applyLiterally.ts';
import { runCommands } from './runCommands.ts';
import { filesBelow, leaks, secretBytes } from './secrets.ts';

const PORT = 7017;
const FEDERATION = 'demo';
/** Finding: istiod says synced, although the token is rejected. */
const SYNCED_THOUGH_REJECTED = 'MF3010';
/** Finding: a remote secret that the plugin did not make is used. */
const FOREIGN_SECRET = 'MF3013';
const READER = 'mesh-federation-reader';
/** Finding: the address of an API server is unknown or refused. */
const ADDRESS_REFUSED = 'MF7003';
const ISTIOD = {
  kind: 'Deployment',
  namespace: 'istio-system',
  name: 'istiod',
} as const;
/** Role that lets Backstage ask istiod itself. */
const ASK_ISTIOD = 'mesh-federation-ask-istiod';
const JOIN = { kind: 'join', restartWorkloads: true } as const;
const ONLY_WEST = { namespace: 'shop', name: 'only-west' };
/** Half of what one such text once cost; a busy machine alone answers sooner. */
const SILENCE_MS = 10_000;

describe('two clusters', () => {
  let session: Session;
  let east: ClusterHandle;
  let west: ClusterHandle;
  let loads: readonly { readonly name: string; readonly load: Load }[];
  let beforeJoin: ReadonlyMap<string, number>;
  let untouched: readonly string[];
  let join: Plan;
  let joined: RunWithEvents;
  /** A line of a private key that lies in a ConfigMap. */
  let hostileKey: string;

  before(async () => {
    session = await openSession({
      clusters: 2,
      federate: true,
      once: true,
      keep: false,
      apart: true,
      app: false,
      port: PORT,
    });
    [east, west] = session.clusters as [ClusterHandle, ClusterHandle];
    for (const cluster of session.clusters) {
      await makeLoadClient(cluster);
    }
    loads = await Promise.all(
      session.clusters.map(async cluster => ({
        name: cluster.name,
        load: await startLoad(cluster, {
          namespace: 'load',
          url: `http://only-${cluster.name}.shop/`,
          rate: 5,
        }),
      })),
    );
    // Somebody made the reader's account already: it is used, and left where it is.
    await kubectl(east, [
      ...['create', 'serviceaccount', READER, '--namespace', 'istio-system'],
    ]);
    untouched = await foreignObjects();
  });

  after(async () => {
    await phase('closing', async () => session?.close());
  });

  /** Objects of Istio and of the sample that a join has no business with, by their data. */
  async function foreignObjects(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const cluster of session.clusters) {
      for (const name of ['istio', 'istio-ca-root-cert']) {
        const { stdout } = await kubectl(cluster, [
          ...[
            'get',
            'configmap',
            name,
            '--namespace',
            'istio-system',
            '--output',
            'json',
          ],
        ]);
        found.push(
          `${cluster.name} ${name} ${JSON.stringify(JSON.parse(stdout).data)}`,
        );
      }
      for (const { metadata } of await getObjects(
        cluster,
        'serviceaccounts',
        '--namespace',
        'istio-system',
      )) {
        if (metadata.name.startsWith('istio') || metadata.name === READER) {
          found.push(
            `${cluster.name} ServiceAccount ${metadata.name} ${JSON.stringify(
              metadata.labels ?? {},
            )}`,
          );
        }
      }
      const { stdout: env } = await kubectl(cluster, [
        ...['get', 'deployment', 'istiod', '--namespace', 'istio-system'],
        ...[
          '--output',
          'jsonpath={.spec.template.spec.containers[0].env[*].name}',
        ],
      ]);
      found.push(`${cluster.name} istiod env ${env}`);
    }
    return found;
  }

  async function restartBackstage(user?: string) {
    session.backstage = await phase('Backstage again', () =>
      startBackstage({
        clusters: session.access,
        stateDir: STATE_DIR,
        port: PORT,
        ...(user && { user }),
      }),
    );
    session.api = await signIn(session.backstage.baseUrl);
  }

  const stopBackstage = () =>
    phase('Backstage ends', () => session.backstage.stop());

  it('sees two control planes with two roots that do not trust each other', async () => {
    await session.api.observe();
    const { trust, discovery } = await session.api.trust();
    assert.deepEqual(
      trust.map(({ from, to, verdict }) => ({ from, to, verdict })),
      [
        { from: 'east', to: 'west', verdict: 'broken' },
        { from: 'west', to: 'east', verdict: 'broken' },
      ],
    );
    assert.deepEqual(
      discovery.map(({ verdict }) => verdict),
      ['absent', 'absent'],
    );
    const roots = (await session.api.clusters()).map(
      ({ roots: [root] }) => root?.fingerprint,
    );
    assert.deepEqual(roots, [await rootOf(east), await rootOf(west)]);
  });

  it('has no traffic between the clusters before the join', async () => {
    beforeJoin = await measureBefore(session.clusters);
    assert.deepEqual([...beforeJoin.keys()], ['east>west', 'west>east']);
    assert.ok(
      ![...beforeJoin.values()].includes(200),
      JSON.stringify([...beforeJoin]),
    );
  });

  it('refuses an address that the catalog sets to more than an address', async () => {
    const file = joinPath(STATE_DIR, 'clusters.yaml');
    const text = await readFile(file, 'utf8');
    const { url } = session.access.find(({ name }) => name === 'west')!;
    const refused = async () => {
      await session.api.request('POST', '/catalog/refresh', {
        entityRef: 'resource:default/west',
      });
      const { findings } = await session.api.createPlan(FEDERATION, JOIN);
      return findings.some(
        ({ code, cluster, blocking }) =>
          code === ADDRESS_REFUSED && cluster === 'west' && blocking,
      );
    };

    await session.api.putFederation(FEDERATION, ['east', 'west']);
    try {
      await writeFile(file, text.replace(url, `${url}/\${secret:token}`));
      await eventually('the plan is blocked', refused);
    } finally {
      await writeFile(file, text);
    }
    await eventually('the plan is free again', async () => !(await refused()));
  });

  it('plans the join without writing anything', async () => {
    join = await session.api.createPlan(FEDERATION, JOIN);
    assert.equal(join.status, 'ready', JSON.stringify(join.findings));
    assert.deepEqual(await ownedObjects(east), []);
    assert.deepEqual(await ownedObjects(west), []);
  });

  it('refuses to run a plan under another digest', async () => {
    await assert.rejects(
      session.api.request('POST', `/mesh-federation/plans/${join.id}/runs`, {
        digest: '0'.repeat(64),
      }),
      (error: ApiError) => error.status === 409,
    );
  });

  it('finishes the join although the backend is killed in the middle of it', async () => {
    const { id } = await session.api.startRun(join);
    await eventually('a step is done', async () =>
      (
        await session.api.run(id)
      ).steps.some(({ status }) => status === 'succeeded'),
    );
    await session.backstage.kill();
    await restartBackstage();
    joined = await followRun(session.api, id);
    assert.equal(joined.status, 'succeeded', JSON.stringify(joined.error));
    assert.ok(
      joined.events.some(({ type }) => type === 'run-resumed'),
      'the run was resumed, not finished before the kill',
    );
    assert.ok(joined.steps.every(({ status }) => status === 'succeeded'));
  });

  it('records a proof in which every step and every direction holds', () => {
    const { proof } = joined;
    assert.ok(proof);
    for (const step of proof.steps) {
      assert.equal(step.verdict, 'satisfied', `${step.stepId}: ${step.reason}`);
    }
    assert.deepEqual(
      proof.report.trust.map(({ verdict }) => verdict),
      ['verified', 'verified'],
    );
    assert.deepEqual(
      proof.proxies.map(({ from, to, verdict }) => ({ from, to, verdict })),
      [
        { from: 'east', to: 'west', verdict: 'satisfied' },
        { from: 'west', to: 'east', verdict: 'satisfied' },
      ],
    );
    assert.ok(
      proof.proxies.every(
        ({ inspected, holding }) => inspected > 0 && inspected === holding,
      ),
    );
  });

  it('verifies each direction by the root of the other side and has both remote secrets synced', async () => {
    const { trust, discovery } = await session.api.trust();
    assert.deepEqual(
      trust.map(({ from, to, verdict, root }) => ({ from, to, verdict, root })),
      [
        {
          from: 'east',
          to: 'west',
          verdict: 'verified',
          root: await rootOf(west),
        },
        {
          from: 'west',
          to: 'east',
          verdict: 'verified',
          root: await rootOf(east),
        },
      ],
    );
    assert.deepEqual(
      discovery.map(relation => [relation.in, relation.for, relation.verdict]),
      [
        ['east', 'west', 'synced'],
        ['west', 'east', 'synced'],
      ],
    );
  });

  it('carries requests to the other cluster through its east-west gateway', async () => {
    const rows = await measureAfter(session.clusters, beforeJoin);
    for (const row of rows) {
      assert.equal(row.after, 200, JSON.stringify(row));
      assert.equal(row.answeredBy, row.to);
      assert.ok(row.viaGateway, JSON.stringify(row));
    }
    assert.equal(rows.length, 2);
  });

  it('is confirmed by the secret dump of running Envoys and by istioctl', async () => {
    const both = [await rootOf(east), await rootOf(west)].sort();
    assert.deepEqual(await rootsInEnvoy(east, 'deploy/client.shop'), both);
    assert.deepEqual(await rootsInEnvoy(west, 'deploy/client.shop'), both);
    assert.equal((await remoteClusters(east)).west, 'synced');
    assert.equal((await remoteClusters(west)).east, 'synced');
  });

  it('plans nothing more, and asking again writes nothing', async () => {
    const owned = [await ownedObjects(east), await ownedObjects(west)];
    const second = await session.api.createPlan(FEDERATION, JOIN);
    assert.deepEqual(
      second.steps.map(({ title }) => title),
      [],
    );
    assert.equal(second.status, 'empty');
    await assert.rejects(
      session.api.startRun(second),
      (error: ApiError) => error.status === 409,
    );
    assert.deepEqual(
      [await ownedObjects(east), await ownedObjects(west)],
      owned,
    );
    assert.ok(owned.every(objects => objects.length > 0));
  });

  it('refuses the old leave of one federation once another one needs its clusters', async () => {
    const owned = [await ownedObjects(east), await ownedObjects(west)];
    const leave = await session.api.createPlan(FEDERATION, { kind: 'leave' });
    assert.equal(leave.status, 'ready', JSON.stringify(leave.findings));
    await session.api.putFederation('prod', ['east', 'west']);
    // Everything that it needs is there.
    assert.equal((await session.api.createPlan('prod', JOIN)).status, 'empty');

    await assert.rejects(
      session.api.startRun(leave),
      (error: ApiError) =>
        error.status === 409 && error.body.includes('MF7006'),
    );
    assert.deepEqual(
      [await ownedObjects(east), await ownedObjects(west)],
      owned,
    );
    await session.api.deleteFederation('prod');
    await assert.rejects(
      session.api.deleteFederation(FEDERATION),
      (error: ApiError) =>
        error.status === 409 && error.body.includes('still holds objects'),
    );
  });

  it('changes nothing while an object serves a federation that it does not know', async () => {
    const label = (change: string) =>
      kubectl(east, [
        ...['label', 'serviceaccount', 'mesh-federation-reader', change],
        ...['--namespace', 'istio-system'],
      ]);
    await label('mesh-federation/lost=member');
    for (const request of [JOIN, { kind: 'leave' } as const]) {
      const plan = await session.api.createPlan(FEDERATION, request);
      assert.equal(plan.status, 'blocked');
      assert.ok(
        plan.findings.some(
          ({ code, blocking }) => code === 'MF7021' && blocking,
        ),
        JSON.stringify(plan.findings),
      );
    }
    await label('mesh-federation/lost-');
    assert.equal(
      (await session.api.createPlan(FEDERATION, JOIN)).status,
      'empty',
    );
  });

  it('hears the right replica of istiod, and says why it hears none', async () => {
    const witness = async () => {
      const query = new URLSearchParams({
        from: 'west',
        to: 'east',
        port: '80',
        clientNamespace: 'shop',
        clientWorkload: 'client',
      });
      const answer = await session.api.request<ServiceReachabilityAnswer>(
        'GET',
        `/mesh-federation/services/shop/orders/reachability?${query}`,
      );
      const { confirmation } = answer.items[0]!.explanation!;
      return confirmation?.status === 'unconfirmed' &&
        confirmation.why.kind === 'not-asked'
        ? confirmation.why.reason.kind
        : confirmation?.status;
    };
    const scale = (replicas: number) =>
      kubectl(west, [
        ...['scale', 'deployment', 'istiod', '--replicas', String(replicas)],
        ...['--namespace', 'istio-system'],
      ]);
    assert.equal(await witness(), 'confirmed');
    await scale(2);
    await waitForWorkloads(west, [ISTIOD]);
    await session.api.observe();
    await eventually(
      'the replica of the proxy answers',
      async () => (await witness()) === 'confirmed',
    );
    await scale(1);
    const { stdout: role } = await kubectl(west, [
      ...['get', 'role', ASK_ISTIOD, '--namespace', 'istio-system'],
      ...['--output', 'json'],
    ]);
    await kubectl(west, [
      ...['delete', 'role', ASK_ISTIOD, '--namespace', 'istio-system'],
    ]);
    // The right is asked for when a connection is opened.
    await kubectl(west, [
      ...['rollout', 'restart', 'deployment', 'istiod'],
      ...['--namespace', 'istio-system'],
    ]);
    await waitForWorkloads(west, [ISTIOD]);
    try {
      await eventually(
        'the right is missed, and metrics tell which clusters istiod reads',
        async () => {
          await session.api.observe();
          return (
            (await witness()) === 'forbidden' &&
            (await session.api.trust()).discovery.every(
              ({ verdict }) => verdict === 'synced',
            )
          );
        },
      );
    } finally {
      await kubectl(west, ['apply', '-f', '-'], { input: role });
    }
    await eventually(
      'istiod answers again',
      async () => (await witness()) === 'confirmed',
    );
    await scale(0);
    await eventually('no istiod is there', async () => {
      await session.api.observe();
      return (await witness()) === 'no-istiod';
    });
  });

  it('starts an istiod that was stopped by the command of the finding', async () => {
    const stopped = async () => {
      await session.api.observe();
      return (await session.api.findings()).find(
        ({ code, cluster }) => code === 'MF1014' && cluster === 'west',
      );
    };
    await eventually(
      'istiod is seen to be stopped',
      async () => (await stopped()) !== undefined,
    );
    await inShell(west, (await stopped())!.remedy!);
    await waitForWorkloads(west, [ISTIOD]);
    await eventually(
      'everything holds again',
      async () =>
        (await stopped()) === undefined &&
        (
          await session.api.trust()
        ).discovery.every(({ verdict }) => verdict === 'synced'),
    );
  });

  it('plans again after the command of a conflict', async () => {
    await kubectl(east, [
      ...['patch', 'clusterrole', 'mesh-federation-reader', '--type=json'],
      ...[
        '--patch',
        JSON.stringify([
          {
            op: 'add',
            path: '/rules/-',
            value: { apiGroups: [''], resources: ['events'], verbs: ['get'] },
          },
        ]),
      ],
    ]);
    const blocked = await session.api.createPlan(FEDERATION, JOIN);
    assert.equal(blocked.status, 'blocked');
    const conflict = blocked.findings.find(({ code }) => code === 'MF7007');
    await inShell(east, conflict!.remedy!);
    assert.equal(
      (await session.api.createPlan(FEDERATION, JOIN)).status,
      'empty',
    );
  });

  it('sees a revoked token although istiod still says synced, and renews the secret in place', async () => {
    const secretUid = async () =>
      (
        await kubectl(east, [
          ...['get', 'secret', 'istio-remote-secret-west'],
          ...['--namespace', 'istio-system'],
          ...['--output', 'jsonpath={.metadata.uid}'],
        ])
      ).stdout;
    const uid = await secretUid();
    // A token is bound to its ServiceAccount: without, no API server accepts it.
    await kubectl(west, [
      ...['delete', 'serviceaccount', 'mesh-federation-reader'],
      ...['--namespace', 'istio-system'],
    ]);
    await eventually('the token is rejected', async () => {
      await session.api.observe();
      const { discovery } = await session.api.trust();
      return (
        discovery.find(relation => relation.in === 'east')?.verdict ===
        'not-synced'
      );
    });
    assert.equal((await remoteClusters(east)).west, 'synced');
    const codes = (await session.api.findings()).map(({ code }) => code);
    assert.ok(codes.includes(SYNCED_THOUGH_REJECTED), codes.join(' '));

    const repair = await session.api.createPlan(FEDERATION, JOIN);
    assert.deepEqual(repair.steps.map(({ step }) => step.id).sort(), [
      'reader:west',
      'remote-secret:east:west',
      'wait-sync:east:west',
    ]);
    await approveAndFollow(session.api, repair);
    assert.equal(await secretUid(), uid);
    const { discovery } = await session.api.trust();
    assert.deepEqual(
      discovery.map(({ verdict }) => verdict),
      ['synced', 'synced'],
    );
  });

  it('shows the token to nobody when somebody points a remote secret elsewhere, and takes it back by a choice', async () => {
    const secret = [
      ...['secret', 'istio-remote-secret-west', '--namespace', 'istio-system'],
    ];
    const { stdout } = await kubectl(east, [
      ...['get', ...secret, '--output', 'json'],
    ]);
    const { data } = JSON.parse(stdout) as { data: { west: string } };
    const elsewhere = Buffer.from(data.west, 'base64')
      .toString()
      .replace(/server: \S+/, 'server: https://192.0.2.1:6443');
    await kubectl(east, [
      ...['patch', ...secret, '--type', 'merge', '--patch'],
      JSON.stringify({
        data: { west: Buffer.from(elsewhere).toString('base64') },
      }),
    ]);
    await session.api.observe();
    const east2west = (await session.api.trust()).discovery.find(
      relation => relation.in === 'east' && relation.for === 'west',
    );
    assert.notEqual(east2west?.verdict, 'synced');

    const blocked = await session.api.createPlan(FEDERATION, JOIN);
    assert.equal(blocked.status, 'blocked');
    const fields = blocked.findings
      .flatMap(({ choices }) => choices ?? [])
      .filter(({ choice }) => choice === 'take-over');
    assert.deepEqual(
      fields.map(({ managers }) => managers),
      [['kubectl-patch']],
    );
    const plan = await session.api.createPlan(FEDERATION, { ...JOIN, fields });
    assert.equal(plan.status, 'ready', JSON.stringify(plan.findings));
    await approveAndFollow(session.api, plan);
    const { discovery } = await session.api.trust();
    assert.deepEqual(
      discovery.map(({ verdict }) => verdict),
      ['synced', 'synced'],
    );

    // istiod that reads a remote secret twice within seconds may wait for the first address for
    // good (istio/istio pkg/kube/multicluster/secretcontroller.go).
    const istiod = { namespace: 'istio-system', name: 'istiod' };
    await kubectl(east, [
      ...['rollout', 'restart', `deployment/${istiod.name}`],
      ...['--namespace', istiod.namespace],
    ]);
    await waitForWorkloads(east, [{ kind: 'Deployment', ...istiod }]);
    await eventually('istiod of east reads west again', async () => {
      return (await remoteClusters(east)).west === 'synced';
    });
  });

  it('stays well beside what the owners of a namespace and of an entity may write', async () => {
    const file = joinPath(STATE_DIR, 'clusters.yaml');
    const text = await readFile(file, 'utf8');
    const relations = async () => {
      await session.api.observe();
      const { trust, discovery } = await session.api.trust();
      return [...trust, ...discovery].map(({ verdict }) => verdict);
    };
    const known = await relations();
    hostileKey = await writeHostileTexts(west, ONLY_WEST);
    await writeFile(file, text + HOSTILE_COMPONENT);
    try {
      await eventually('the catalog has the component', async () => {
        await session.api.request('POST', '/catalog/refresh', {
          entityRef: 'resource:default/west',
        });
        return session.api
          .request('GET', '/catalog/entities/by-name/component/default/hostile')
          .then(
            () => true,
            () => false,
          );
      });
      const observed = relations();
      assert.ok((await longestSilence(session.api, observed)) < SILENCE_MS);
      assert.deepEqual(await observed, known);

      const answers = await Promise.all(
        [
          '/entities/by-name/component/default/hostile/mesh',
          '/entities/by-name/component/default/only-west/mesh',
          '/services/shop/only-west/reachability?from=east&to=west',
        ].map(path => session.api.request('GET', `/mesh-federation${path}`)),
      );
      const commands = commandsIn(answers);
      assert.ok(commands.length > 0);
      assert.deepEqual(await madeBy(commands), []);
    } finally {
      await writeFile(file, text);
      await removeHostileTexts(west, ONLY_WEST);
    }
  });

  it('keeps tokens and keys out of the database, the log, the events and every answer', async () => {
    const secrets = new Map([
      ...(await secretBytes(east)),
      ...(await secretBytes(west)),
      ['a key in a ConfigMap', hostileKey],
    ]);
    assert.ok(
      [...secrets.keys()].filter(where => where.includes('istio-remote-secret'))
        .length >= 2,
      'the test has tokens to look for',
    );
    const answers = await Promise.all(
      [
        ...['/clusters', '/trust', '/findings', '/federations', '/runs'],
        ...[`/federations/${FEDERATION}`, `/federations/${FEDERATION}/plans`],
        ...[`/plans/${join.id}`, `/runs/${joined.id}`],
        '/entities/by-name/component/default/orders/mesh',
      ].map(async path => ({
        name: path,
        bytes: Buffer.from(
          JSON.stringify(
            await session.api.request('GET', `/mesh-federation${path}`),
          ),
        ),
      })),
    );
    await stopBackstage();
    const files = await filesBelow(STATE_DIR);
    assert.ok(files.some(({ name }) => name.includes('database')));
    assert.deepEqual(leaks(secrets, [...answers, ...files]), []);
    for (const { token } of session.access) {
      assert.deepEqual(
        leaks(new Map([['Backstage token', token.split('.')[2]!]]), [
          ...answers,
          ...files,
        ]),
        [],
      );
    }
    await restartBackstage();
  });

  it('shows a dead cluster as unknown with the reason and the age, and the other one as it is', async () => {
    await stopCluster('west');
    const started = Date.now();
    await session.api.observe();
    assert.ok(Date.now() - started < 60_000, 'within the deadline');
    const [eastNow, westNow] = await session.api.clusters();
    assert.equal(eastNow?.reachable.status, 'observed');
    assert.equal(eastNow?.stale, false);
    assert.equal(westNow?.reachable.status, 'unknown');
    assert.ok(
      westNow?.reachable.status === 'unknown' &&
        westNow.reachable.reason.message,
    );
    assert.equal(westNow?.stale, true);
    assert.ok(
      westNow?.factsAt && Date.parse(westNow.factsAt) < started,
      'the age is that of the last answer',
    );
    const { trust, discovery } = await session.api.trust();
    assert.deepEqual(
      trust.map(({ verdict }) => verdict),
      ['unknown', 'unknown'],
    );
    assert.ok(
      discovery.every(({ verdict }) => verdict !== 'synced'),
      'synced in istiod is no proof',
    );
    await startCluster('west');
    await eventually(
      'west is back and everything holds again',
      async () => {
        await session.api.observe();
        const now = await session.api.trust();
        return (
          now.trust.every(({ verdict }) => verdict === 'verified') &&
          now.discovery.every(({ verdict }) => verdict === 'synced')
        );
      },
      { seconds: 180 },
    );
  });

  it('leaves: nothing of ours stays, nothing else is touched, traffic stops', async () => {
    // The load in west died with its cluster.
    await eventually(
      'requests pass again',
      async () => (await callAcross(east, 'west')).status === 200,
      { seconds: 120 },
    );
    const leave = await session.api.createPlan(FEDERATION, { kind: 'leave' });
    const run = await approveAndFollow(session.api, leave);
    assert.ok(
      run.steps
        .flatMap(({ receipts }) => receipts)
        .some(({ result }) => result === 'deleted'),
    );
    for (const cluster of session.clusters) {
      assert.deepEqual(await ownedObjects(cluster), []);
      // What istiod made of our Gateway goes with it.
      await eventually('the gateway is gone', async () =>
        (
          await getObjects(
            cluster,
            'deployments,services',
            '--namespace',
            'istio-system',
          )
        ).every(({ metadata }) => !metadata.name.includes('mesh-federation')),
      );
    }
    assert.deepEqual(await foreignObjects(), untouched);
    for (const cluster of session.clusters) {
      const { stdout } = await kubectl(cluster, [
        ...[
          'get',
          'namespace',
          'istio-system',
          '--output',
          'jsonpath={.metadata.labels}',
        ],
      ]);
      assert.ok(!stdout.includes('topology.istio.io/network'), stdout);
    }
    await sleep(2000);
    assert.notEqual((await callAcross(east, 'west')).status, 200);
    assert.notEqual((await callAcross(west, 'east')).status, 200);
  });

  it('joins and leaves as well by the commands that the steps of a plan show', async () => {
    // The leave before took the members out.
    await session.api.putFederation(FEDERATION, ['east', 'west']);
    const byCommands = async (kind: 'join' | 'leave') => {
      const plan = await session.api.createPlan(
        FEDERATION,
        kind === 'join' ? JOIN : { kind },
      );
      assert.equal(plan.status, 'ready', JSON.stringify(plan.findings));
      await phase(`${kind} by commands`, () =>
        runCommands(session.clusters, plan, async step => {
          if (step.type === 'wait-sync' || step.type === 'wait-forgotten') {
            const reader = step.cluster === east.name ? east : west;
            const wanted = step.type === 'wait-sync' ? 'synced' : undefined;
            await eventually(
              `${step.peer} in ${step.cluster} is ${wanted ?? 'forgotten'}`,
              async () => (await remoteClusters(reader))[step.peer] === wanted,
            );
          }
        }),
      );
      const next = await session.api.createPlan(FEDERATION, plan.request);
      assert.equal(next.status, 'empty', JSON.stringify(next.steps));
      // Even the remote secrets count as the plugin's own.
      assert.ok(next.findings.every(({ code }) => code !== FOREIGN_SECRET));
    };

    await byCommands('join');
    for (const row of await measureAfter(session.clusters, beforeJoin)) {
      assert.equal(row.after, 200, JSON.stringify(row));
      assert.ok(row.viaGateway, JSON.stringify(row));
    }
    await byCommands('leave');
    for (const cluster of session.clusters) {
      assert.deepEqual(await ownedObjects(cluster), []);
    }
    assert.deepEqual(await foreignObjects(), untouched);
    assert.notEqual((await callAcross(east, 'west')).status, 200);
    assert.notEqual((await callAcross(west, 'east')).status, 200);
  });

  it('never failed a local request while joining and leaving', async () => {
    const [eastLoad] = loads;
    const totals = await eastLoad!.load.stop();
    assert.equal(totals.failures, 0, JSON.stringify(totals));
    assert.ok(totals.requests > 100, JSON.stringify(totals));
  });

  it('lets a developer look, and refuses the rest', async () => {
    await stopBackstage();
    await restartBackstage('user:default/dana');
    assert.equal((await session.api.clusters()).length, 2);
    for (const attempt of [
      () => session.api.putFederation('other', ['east', 'west']),
      () => session.api.createPlan(FEDERATION, JOIN),
      () => session.api.observe(),
      () => session.api.request('GET', '/kubernetes/proxy/api/v1/namespaces'),
    ]) {
      await assert.rejects(attempt, (error: ApiError) => error.status === 403);
    }
  });
});
