import type {
  Plan,
  ReachabilityCell,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  analyzeReachability,
  createReachabilityContext,
  verifyPlan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { ClusterClient, ObjectAddress } from '../kubernetes/ClusterClient';
import {
  FEDERATION,
  JOIN,
  observe,
  planFor,
} from './__testUtils__/observeAndPlan';
import { ISTIOD_PATH } from './__testUtils__/meshCluster';
import { runBench, type RunBench } from './__testUtils__/runBench';
import { seedService } from './__testUtils__/seedService';

// Whole joins: minutes of virtual time, and a slow machine.
jest.setTimeout(60_000);

const READER_PATH = (plural: string) =>
  `${plural}/istio-system/mesh-federation-reader`;

const THEIR_ACCOUNT = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { namespace: 'istio-system', name: 'mesh-federation-reader' },
  automountServiceAccountToken: false,
};

async function joined(): Promise<{
  readonly bench: RunBench;
  readonly plan: Plan;
}> {
  const bench = runBench();
  const plan = await planFor(bench, JOIN, 'join-1');
  const run = await bench.finish(await bench.begin('join-run', plan));
  expect(run.error).toBeUndefined();
  expect(run.status).toBe('succeeded');
  return { bench, plan };
}

/** As the Deployment controller does when a Pod is ready or no longer is. */
function moveStatus(deployment: { status?: object }): void {
  deployment.status = { ...deployment.status, unavailableReplicas: 0 };
}

/** A way to a cluster on which something happens after each object that is read. */
function afterGet(
  client: ClusterClient,
  happens: (address: ObjectAddress) => void,
): ClusterClient {
  return {
    cluster: client.cluster,
    get: async (address, ...rest) => {
      const found = await client.get(address, ...rest);
      happens(address);
      return found;
    },
    list: (...args) => client.list(...args),
    getText: (...args) => client.getText(...args),
    apply: (...args) => client.apply(...args),
    mergePatch: (...args) => client.mergePatch(...args),
    create: (...args) => client.create(...args),
    remove: (...args) => client.remove(...args),
  };
}

/** Whether clients of one cluster reach Service `apps/shop` in the other, both ways. */
async function reachabilityOf(
  bench: RunBench,
): Promise<readonly Pick<ReachabilityCell, 'verdict' | 'summary'>[]> {
  const context = createReachabilityContext(
    (await observe(bench)).map(state => ({ state })),
    bench.time.now().toISOString(),
    { federations: [FEDERATION] },
  );
  return [
    ['east', 'west'],
    ['west', 'east'],
  ].map(([cluster, provider]) => {
    const { verdict, summary } = analyzeReachability(context, {
      client: { cluster: cluster!, namespace: 'apps', workload: 'shop' },
      provider: provider!,
      service: { namespace: 'apps', name: 'shop' },
      port: 80,
    });
    return { verdict, summary };
  });
}

/** Names of the objects that are there and are ours. */
function ours(bench: RunBench): string[] {
  return [bench.east, bench.west].flatMap(({ client }) =>
    Object.keys(client.versions()).filter(path =>
      client
        .at(path)!
        .metadata.managedFields?.some(
          ({ manager, operation }) =>
            manager === 'backstage-mesh-federation' && operation === 'Apply',
        ),
    ),
  );
}

describe('the closed loop of observing, planning and applying', () => {
  it('plans nothing after a join, and every step is proved', async () => {
    const { bench, plan } = await joined();

    const again = await planFor(bench, JOIN, 'join-2');

    expect(plan.steps.map(({ step }) => step.type)).toEqual(
      expect.arrayContaining(['trust-roots', 'restart-workloads', 'wait-sync']),
    );
    expect(again.steps.map(({ step }) => step.id)).toEqual([]);
    expect(again.status).toBe('empty');
    const proof = verifyPlan({
      plan,
      after: await observe(bench),
      now: bench.time.now().toISOString(),
    });
    expect(
      proof.steps.filter(({ verdict }) => verdict !== 'satisfied'),
    ).toEqual([]);
  });

  it('puts a token into its own place and nowhere else, whatever an address looks like', async () => {
    const bench = runBench();
    // The inventory refuses such an address: this is what would happen if it did not.
    const urlOf = (cluster: string) =>
      `https://${cluster}.example:6443/\${secret:token}`;
    const states = await observe(bench, urlOf);
    const plan = await planFor(bench, JOIN, 'join-1', states);

    const run = await bench.finish(await bench.begin('join-run', plan));

    expect(run.status).toBe('succeeded');
    const tokens = [bench.east, bench.west].flatMap(({ client }) => [
      ...client.tokens,
    ]);
    expect(tokens).toHaveLength(2);
    const seen = JSON.stringify([plan, run, await observe(bench, urlOf)]);
    expect(seen).toContain('https://west.example:6443/${secret:token}');
    for (const token of tokens) {
      expect(seen).not.toContain(token);
    }
  });

  it('uses an account of somebody else for the reader, and leaves it where it is', async () => {
    const bench = runBench();
    const { client } = bench.west;
    client.seed('serviceaccounts', THEIR_ACCOUNT, 'terraform');
    const before = client.at(READER_PATH('serviceaccounts'));
    const plan = await planFor(bench, JOIN, 'join-1');
    const run = await bench.finish(await bench.begin('join-run', plan));
    const again = await planFor(bench, JOIN, 'join-2');
    const leave = await planFor(bench, { kind: 'leave' }, 'leave-1');
    const left = await bench.finish(await bench.begin('leave-run', leave));

    expect(run.status).toBe('succeeded');
    expect(again.status).toBe('empty');
    expect(left.status).toBe('succeeded');
    expect(client.at(READER_PATH('serviceaccounts'))).toEqual(before);
    expect(client.at(READER_PATH('roles'))).toBeUndefined();
    expect(ours(bench)).toEqual([]);
  });

  it('refuses a role of somebody else for the reader that grants too little', async () => {
    const bench = runBench();
    bench.west.client.seed(
      'clusterroles',
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'mesh-federation-reader' },
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
      },
      'terraform',
    );

    const plan = await planFor(bench, JOIN, 'join-1');

    expect(plan.status).toBe('blocked');
    expect(plan.findings.filter(({ blocking }) => blocking)).toMatchObject([
      {
        code: 'MF7022',
        cluster: 'west',
        message: expect.stringContaining(
          'does not grant "get" on "namespaces"',
        ),
        evidence: [{ value: 'terraform' }],
      },
    ]);
  });

  it('mends its own reader when somebody gave it more rights, and shows what changes', async () => {
    const { bench } = await joined();
    bench.west.client.edit(
      'clusterroles//mesh-federation-reader',
      role =>
        void role.rules.push({
          apiGroups: ['*'],
          resources: ['*'],
          verbs: ['*'],
        }),
    );

    const plan = await planFor(bench, JOIN, 'join-2');

    expect(plan.steps.map(({ step }) => step.id)).toEqual(['reader:west']);
    const changed = plan.steps[0].objects.filter(
      ({ before, after }) => JSON.stringify(before) !== JSON.stringify(after),
    );
    expect(changed).toMatchObject([
      {
        ref: { kind: 'ClusterRole' },
        operation: 'update',
        before: { rules: { length: 6 } },
        after: { rules: { length: 5 } },
        precondition: { resourceVersion: expect.any(String) },
      },
    ]);
    const run = await bench.finish(await bench.begin('mend-run', plan));
    expect(run.status).toBe('succeeded');
    expect((await planFor(bench, JOIN, 'join-3')).status).toBe('empty');
  });

  it('joins clusters whose cluster id is no name that Kubernetes takes', async () => {
    const bench = runBench();
    bench.west.client.edit(ISTIOD_PATH, istiod => {
      istiod.spec.template.spec.containers[0].env = [
        { name: 'CLUSTER_ID', value: 'Kubernetes' },
      ];
    });

    const plan = await planFor(bench, JOIN, 'join-1');
    const run = await bench.finish(await bench.begin('join-run', plan));

    expect(run.error).toBeUndefined();
    const [path] = Object.keys(bench.east.client.versions()).filter(name =>
      name.includes('istio-remote-secret-'),
    );
    expect(path).toMatch(/istio-remote-secret-kubernetes-[0-9a-f]{8}$/);
    expect(Object.keys(bench.east.client.at(path)!.data as object)).toEqual([
      'Kubernetes',
    ]);
    expect((await planFor(bench, JOIN, 'join-2')).status).toBe('empty');
  });

  it('blocks the plan where a cluster id can be no key of a Secret', async () => {
    const bench = runBench();
    bench.west.client.edit(ISTIOD_PATH, istiod => {
      istiod.spec.template.spec.containers[0].env = [
        { name: 'CLUSTER_ID', value: 'arn:aws:eks:a:1:cluster/b' },
      ];
    });

    const plan = await planFor(bench, JOIN, 'join-1');

    expect(plan.status).toBe('blocked');
    expect(plan.findings.filter(({ blocking }) => blocking)).toMatchObject([
      { code: 'MF7023', cluster: 'east' },
    ]);
  });

  it('makes a Service reachable between the clusters', async () => {
    const bench = runBench();
    for (const { client } of [bench.east, bench.west]) {
      seedService(client);
    }
    const before = await reachabilityOf(bench);
    const plan = await planFor(bench, JOIN, 'join-1');
    const run = await bench.finish(await bench.begin('join-run', plan));

    expect(before.map(({ verdict }) => verdict)).toEqual([
      'blocked',
      'blocked',
    ]);
    expect(run.status).toBe('succeeded');
    const throughGateway = {
      verdict: 'reachable',
      summary: expect.stringContaining('203.0.113.7:15443'),
    };
    expect(await reachabilityOf(bench)).toEqual([
      throughGateway,
      throughGateway,
    ]);
  });

  it('goes on when only the status of istiod has moved since the plan', async () => {
    const bench = runBench();
    const plan = await planFor(bench, JOIN, 'join-1');
    bench.west.client.edit(ISTIOD_PATH, moveStatus);

    const run = await bench.finish(await bench.begin('join-run', plan));

    expect(run.error).toBeUndefined();
    expect(run.status).toBe('succeeded');
  });

  it('writes nothing over a flag of istiod that somebody has set since the plan', async () => {
    const bench = runBench();
    const plan = await planFor(bench, JOIN, 'join-1');
    bench.west.client.edit(ISTIOD_PATH, ({ spec }) => {
      const [discovery] = spec.template.spec.containers;
      discovery.env = [
        ...(discovery.env ?? []),
        { name: 'ISTIO_MULTIROOT_MESH', value: 'false' },
      ];
    });
    const theirs = bench.west.client.at(ISTIOD_PATH);

    const run = await bench.finish(await bench.begin('join-run', plan));

    expect(run).toMatchObject({
      status: 'conflict',
      error: { code: 'MF7006', cluster: 'west' },
    });
    expect(bench.west.client.at(ISTIOD_PATH)).toEqual(theirs);
  });

  it.each([
    [3, 'succeeded'],
    [100, 'conflict'],
  ])(
    'reads istiod again whose status moves %s times between read and write: %s',
    async (times, status) => {
      const bench = runBench();
      const plan = await planFor(bench, JOIN, 'join-1');
      let left = times;
      bench.reaching.reach = client =>
        afterGet(client, ({ name }) => {
          if (name === 'istiod' && left > 0) {
            left -= 1;
            bench.west.client.edit(ISTIOD_PATH, moveStatus);
            bench.east.client.edit(ISTIOD_PATH, moveStatus);
          }
        });

      const run = await bench.finish(await bench.begin('join-run', plan));

      expect(run.status).toBe(status);
    },
  );

  it('mends only what drifted', async () => {
    const { bench } = await joined();
    bench.east.client.drop('secrets/istio-system/istio-remote-secret-west');

    const mend = await planFor(bench, JOIN, 'join-2');

    expect(mend.steps.map(({ step }) => step.id)).toEqual([
      'remote-secret:east:west',
      'wait-sync:east:west',
    ]);
    const run = await bench.finish(await bench.begin('mend-run', mend));
    expect(run.status).toBe('succeeded');
    expect((await planFor(bench, JOIN, 'join-3')).status).toBe('empty');
  });

  it.each([
    ['a day', 86_400],
    ['ten minutes', 600],
  ])(
    'plans nothing after a join although tokens are granted for %s only, until a third is left',
    async (_, seconds) => {
      const bench = runBench();
      for (const { client } of [bench.east, bench.west]) {
        client.maxTokenSeconds = seconds;
      }
      const plan = await planFor(bench, JOIN, 'join-1');
      const run = await bench.finish(await bench.begin('join-run', plan));
      expect(run.status).toBe('succeeded');

      const again = await planFor(bench, JOIN, 'join-2');
      bench.time.advance((seconds * 1000 * 2) / 3 + 1000);
      const late = await planFor(bench, JOIN, 'join-3');

      expect(again.status).toBe('empty');
      expect(late.steps.map(({ step }) => step.id)).toEqual(
        expect.arrayContaining([
          'remote-secret:east:west',
          'remote-secret:west:east',
        ]),
      );
    },
  );

  it('renews a rejected token in place', async () => {
    const { bench } = await joined();
    const path = 'secrets/istio-system/istio-remote-secret-west';
    const before = bench.east.client.at(path)!;
    bench.west.client.tokens.clear();
    const writes = bench.east.client.writes.length;

    const mend = await planFor(bench, JOIN, 'join-2');
    const run = await bench.finish(await bench.begin('mend-run', mend));

    expect(run.status).toBe('succeeded');
    expect(bench.east.client.writes.slice(writes)).toEqual([
      { verb: 'apply', path },
    ]);
    expect(bench.east.client.at(path)!.data).not.toEqual(before.data);
    expect((await planFor(bench, JOIN, 'join-3')).status).toBe('empty');
  });

  it('leaves nothing of ours after leaving, and nothing of others changed', async () => {
    const { bench } = await joined();
    const istiod = bench.east.client.at(ISTIOD_PATH)!;
    const leave = await planFor(bench, { kind: 'leave' }, 'leave-1');

    const run = await bench.finish(await bench.begin('leave-run', leave));

    expect(run.error).toBeUndefined();
    expect(run.status).toBe('succeeded');
    expect(ours(bench)).toEqual([]);
    expect(istiod.metadata.managedFields).toHaveLength(2);
    expect(bench.east.client.at(ISTIOD_PATH)).toMatchObject({
      spec: {
        template: {
          spec: { containers: [{ env: [{ name: 'CLUSTER_ID' }] }] },
        },
      },
    });
    const results = run.steps
      .flatMap(({ receipts }) => receipts)
      .map(({ ref, result }) => `${ref.kind} ${result}`);
    expect(results).toEqual(
      expect.arrayContaining([
        'Secret deleted',
        'ConfigMap deleted',
        'Gateway deleted',
        'ServiceAccount deleted',
        'Deployment updated',
      ]),
    );
  });

  it('removes remote secrets, waits until istiod has forgotten, and only then the roots', async () => {
    const { bench } = await joined();
    const writes = bench.east.client.writes.length;
    const leave = await planFor(bench, { kind: 'leave' }, 'leave-1');

    await bench.finish(await bench.begin('leave-run', leave));

    const order = bench.east.client.writes
      .slice(writes)
      .map(({ path }) => path.split('/')[0]);
    expect(order.indexOf('secrets')).toBe(0);
    expect(order.indexOf('configmaps')).toBeGreaterThan(
      order.indexOf('secrets'),
    );
    expect(order.indexOf('deployments')).toBeGreaterThan(
      order.indexOf('configmaps'),
    );
  });

  it.each([
    'secrets/istio-system/istio-remote-secret-west',
    'configmaps/istio-system/mesh-federation',
    'gateways/istio-system/mesh-federation-eastwest',
    'serviceaccounts/istio-system/mesh-federation-reader',
  ])(
    'deletes no %s that serves another federation since the plan',
    async path => {
      const { bench } = await joined();
      const leave = await planFor(bench, { kind: 'leave' }, 'leave-1');
      bench.east.client.edit(path, object => {
        object.metadata.labels['mesh-federation/prod'] = 'member';
      });

      const run = await bench.finish(await bench.begin('leave-run', leave));
      const again = await planFor(bench, { kind: 'leave' }, 'leave-2');

      expect(leave.status).toBe('ready');
      expect(run).toMatchObject({
        status: 'conflict',
        error: {
          code: 'MF7006',
          cluster: 'east',
          message: expect.stringContaining('serves federation prod'),
        },
      });
      expect(bench.east.client.at(path)).toBeDefined();
      expect(again.status).toBe('blocked');
      expect(again.findings).toContainEqual(
        expect.objectContaining({ code: 'MF7021', cluster: 'east' }),
      );
    },
  );

  it.each([
    ['a remote secret', 'secrets/istio-system/istio-remote-secret-west'],
    ['the roots', 'configmaps/istio-system/mesh-federation'],
  ])(
    'changes %s no more when its federations are others since the plan',
    async (_, path) => {
      for (const relabel of [
        (labels: Record<string, string>) => {
          labels['mesh-federation/prod'] = 'member';
        },
        (labels: Record<string, string>) => {
          delete labels['mesh-federation/demo'];
        },
      ]) {
        const { bench } = await joined();
        bench.west.client.tokens.clear();
        bench.east.client.edit(
          'configmaps/istio-system/mesh-federation',
          map => {
            map.data.mesh = 'caCertificates: []\n';
          },
        );
        const mend = await planFor(bench, JOIN, 'join-2');
        bench.east.client.edit(path, object => relabel(object.metadata.labels));
        const relabelled = bench.east.client.at(path);

        const run = await bench.finish(await bench.begin('mend-run', mend));

        expect(mend.status).toBe('ready');
        expect(run).toMatchObject({
          status: 'conflict',
          error: { code: 'MF7006', cluster: 'east' },
        });
        expect(bench.east.client.at(path)).toEqual(relabelled);
      }
    },
  );

  it('leaves what does not carry our label any more', async () => {
    const { bench } = await joined();
    const leave = await planFor(bench, { kind: 'leave' }, 'leave-1');
    const path = 'gateways/istio-system/mesh-federation-eastwest';
    bench.east.client.edit(path, gateway => {
      gateway.metadata.labels['app.kubernetes.io/managed-by'] = 'somebody';
    });

    const run = await bench.finish(await bench.begin('leave-run', leave));

    expect(bench.east.client.at(path)).toBeDefined();
    expect(run.steps.flatMap(({ receipts }) => receipts)).toContainEqual(
      expect.objectContaining({
        cluster: 'east',
        result: 'left',
        reason: expect.stringContaining('not ours'),
      }),
    );
  });
});
