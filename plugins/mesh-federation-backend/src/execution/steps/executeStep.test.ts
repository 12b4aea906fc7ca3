import { meshRootsYaml } from '../../istio/text/meshRootsYaml';
import { at } from '../../kubernetes/objects/json';
import type {
  PlannedStep,
  Receipt,
  Step,
  StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  ROOT_FIXTURES,
  aCertificate,
  aClusterState,
} from '@mesh-federation/fixtures';
import limiterFactory from 'p-limit';
import { renderStep } from './renderStep';
import { executeStep } from './executeStep';
import type { StepContext } from '../step/StepContext';
import { StepFailedError } from '../step/StepFailedError';
import { joinPlan } from '../__testUtils__/joinPlan';
import {
  API_SERVER_CAS,
  ISTIOD_PATH,
  meshCluster,
  rollOut,
  type MeshCluster,
} from '../__testUtils__/meshCluster';
import type { FakeCluster } from '../__testUtils__/FakeCluster';
import { VirtualTime } from '../__testUtils__/VirtualTime';

jest.setTimeout(60_000);

const CACERTS = 'secrets/istio-system/cacerts';

interface Outcome {
  readonly message?: string;
  readonly error?: StepFailedError;
  readonly receipts: readonly Receipt[];
  readonly progress: readonly string[];
  readonly remaining: readonly number[];
}

interface Bench {
  readonly time: VirtualTime;
  readonly east: MeshCluster;
  readonly west: MeshCluster;
  run(planned: PlannedStep): Promise<Outcome>;
  /** Something that happens after `ms`. */
  later(ms: number, what: () => void): void;
}

function bench(): Bench {
  const time = new VirtualTime('2026-06-01T00:00:10.000Z');
  const east = meshCluster('east', time.now);
  const west = meshCluster('west', time.now);
  const plan = joinPlan([east.client, west.client]);
  const run = async (planned: PlannedStep): Promise<Outcome> => {
    const receipts: Receipt[] = [];
    const progress: string[] = [];
    const remaining: number[] = [];
    const limit = limiterFactory(2);
    const context: StepContext = {
      step: planned.step,
      planned,
      plan,
      clients: {
        forCluster: name => (name === 'east' ? east.client : west.client),
      },
      config: {
        runs: {
          gateTimeoutMs: 20_000,
          proposalTimeoutMs: 86_400_000,
          leaseMs: 20_000,
        },
        tokenLifetimeSeconds: 2_592_000,
      },
      gateTimeoutMs: 20_000,
      now: time.now,
      random: () => 0.5,
      sleep: time.sleep,
      signal: new AbortController().signal,
      guard: async () => {},
      begin: async ({ cluster, ref }) => ({
        settle: async result => void receipts.push({ cluster, ref, result }),
        withdraw: async () => {},
        doubt: async () => {},
      }),
      tellSilence: async () => {},
      remaining: async count => void remaining.push(count),
      paced: work => limit(work),
      progress: async message => void progress.push(message),
      record: async receipt => void receipts.push(receipt),
    };
    let outcome: Outcome | undefined;
    executeStep(context).then(
      message => {
        outcome = { message, receipts, progress, remaining };
      },
      error => {
        outcome = { error, receipts, progress, remaining };
      },
    );
    await time.runUntil(() => outcome !== undefined);
    return outcome!;
  };
  return {
    time,
    east,
    west,
    run,
    later: (ms, what) => void time.sleep(ms).then(what),
  };
}

const REMOTE_SECRET: Step = {
  id: 'remote-secret:east:west',
  type: 'remote-secret',
  cluster: 'east',
  dependsOn: [],
  peer: 'west',
  clusterId: 'west',
  server: 'https://west.example:6443',
  caPem: API_SERVER_CAS.west,
  federations: ['demo'],
};

function waitSync(choice: 'with-secrets' | 'without-secrets'): PlannedStep {
  return renderStep(
    {
      id: 'wait-sync:east:west',
      type: 'wait-sync',
      cluster: 'east',
      dependsOn: [],
      peer: 'west',
      clusterId: 'west',
      choice,
    },
    undefined,
  );
}

const READER: Step = {
  id: 'reader:west',
  type: 'reader',
  cluster: 'west',
  dependsOn: [],
  choice: 'with-secrets',
  federations: ['demo'],
};

async function withRemoteSecret(): Promise<Bench> {
  const made = bench();
  await made.run(renderStep(READER, undefined));
  const { error } = await made.run(renderStep(REMOTE_SECRET, undefined));
  expect(error).toBeUndefined();
  return made;
}

describe('executeStep: an object that somebody makes between the read and the write', () => {
  it.each<[string, Step]>([
    ['serviceaccounts', READER],
    ['secrets', REMOTE_SECRET],
  ])('is left as it is: %s', async (plural, step) => {
    const made = bench();
    await made.run(renderStep(READER, undefined));
    const { client } = step.cluster === 'east' ? made.east : made.west;
    const planned = renderStep(step, undefined);
    const [object] = planned.objects;
    const { namespace, name } = object!.ref;
    const path = `${plural}/${namespace}/${name}`;
    client.drop(path);
    let raced = false;
    client.fail = (verb, target) => {
      if (verb === 'apply' && target === path && !raced) {
        raced = true;
        client.seed(plural, { metadata: { namespace: namespace!, name } });
      }
      return undefined;
    };

    const { error, receipts } = await made.run({
      ...planned,
      objects: [{ ...object!, precondition: { absent: true } }],
    });

    expect(raced).toBe(true);
    expect(error?.runError.code).toBe('MF7006');
    expect(receipts).toEqual([]);
    expect(client.at(path)?.metadata).not.toHaveProperty('labels');
  });
});

describe('executeStep: wait-sync', () => {
  it('opens when istiod has synced, the token is accepted and the API server answers', async () => {
    const made = await withRemoteSecret();

    const { message } = await made.run(waitSync('with-secrets'));

    expect(message).toContain('west is synced by 1 replica of istiod');
    expect(message).toContain('west accepts the token');
    expect(message).toContain('API server of west is ready');
  });

  it('says each reason once, however often it asks', async () => {
    const made = await withRemoteSecret();
    made.east.sync = 'syncing';
    made.later(10_000, () => {
      made.east.sync = 'synced';
    });

    const { progress } = await made.run(waitSync('with-secrets'));

    expect(progress).toEqual([
      'istiod istiod-1 of east says syncing about west',
    ]);
  });

  it('does not take timeout for synced where the reader may read Secrets', async () => {
    const made = await withRemoteSecret();
    made.east.sync = 'timeout';

    const { error } = await made.run(waitSync('with-secrets'));

    expect(error?.runError.code).toBe('MF7009');
  });

  it('takes timeout where the reader may not read Secrets, and says so', async () => {
    const made = await withRemoteSecret();
    made.east.sync = 'timeout';

    const { message } = await made.run(waitSync('without-secrets'));

    expect(message).toContain('which so never reports it synced');
  });

  it.each(['with-secrets', 'without-secrets'] as const)(
    'stays closed while the token is rejected although istiod says synced, %s',
    async choice => {
      const made = await withRemoteSecret();
      made.west.client.tokens.clear();

      const { error } = await made.run(waitSync(choice));

      expect(error?.runError.message).toContain('does not accept the token');
    },
  );

  it('shows the token to nobody when the secret names another API server', async () => {
    const made = await withRemoteSecret();
    const [path] = Object.keys(made.east.client.versions()).filter(name =>
      name.includes('istio-remote-secret-west'),
    );
    made.east.client.edit(path, secret => {
      const text = Buffer.from(secret.data.west, 'base64').toString();
      secret.data.west = Buffer.from(
        text.replace('west.example', 'elsewhere.example'),
      ).toString('base64');
    });
    const reviews: string[] = [];
    made.west.client.fail = (verb, name) => {
      if (verb === 'create') {
        reviews.push(name);
      }
      return undefined;
    };

    const { error } = await made.run(waitSync('with-secrets'));

    expect(error?.runError.message).toContain('names another API server');
    expect(reviews).toEqual([]);
  });

  it('does not take what speaks for the API server of the peer for it', async () => {
    const made = await withRemoteSecret();
    const { text } = made.west.client;
    made.west.client.text = path =>
      path === '/readyz' ? '<html>Log in</html>' : text(path);

    const { error } = await made.run(waitSync('with-secrets'));

    expect(error?.runError.message).toContain('is not Kubernetes');
  });

  it('stays closed while the API server of the peer does not answer', async () => {
    const made = await withRemoteSecret();
    made.west.client.fail = verb =>
      verb === 'text'
        ? { reason: { kind: 'unreachable', message: 'no route to host' } }
        : undefined;

    const { error } = await made.run(waitSync('with-secrets'));

    expect(error?.runError.message).toContain(
      'the API server of west is not ready: no route to host',
    );
  });

  it('stays closed while no replica of istiod is ready', async () => {
    const made = await withRemoteSecret();
    made.east.client.edit('pods/istio-system/istiod-1', pod => {
      pod.status.conditions[0].status = 'False';
    });

    const { error } = await made.run(waitSync('with-secrets'));

    expect(error?.runError.message).toContain('no replica of istiod of east');
  });
});

describe('executeStep: wait-forgotten', () => {
  it('opens when no replica knows the cluster any more', async () => {
    const made = await withRemoteSecret();
    made.later(3000, () =>
      made.east.client.drop('secrets/istio-system/istio-remote-secret-west'),
    );

    const { message, progress } = await made.run(
      renderStep(
        {
          id: 'wait-forgotten:east:west',
          type: 'wait-forgotten',
          cluster: 'east',
          dependsOn: [],
          peer: 'west',
          clusterId: 'west',
        },
        undefined,
      ),
    );

    expect(progress).toEqual(['istiod istiod-1 of east still knows west']);
    expect(message).toContain('west is forgotten by 1 replica');
  });
});

describe('executeStep: network', () => {
  it('does not make an object anew that is deleted between reading and writing', async () => {
    const made = bench();
    const path = 'namespaces//istio-system';
    let applies = 0;
    made.east.client.fail = verb => {
      applies += verb === 'apply' ? 1 : 0;
      // The first is the dry run.
      if (applies === 2) {
        made.east.client.drop(path);
      }
      return undefined;
    };
    const step: Step = {
      id: 'network:east',
      type: 'network',
      cluster: 'east',
      dependsOn: [],
      network: 'east',
      before: '',
    };

    const { error } = await made.run(renderStep(step, undefined));

    expect(error?.runError.code).toBe('MF7006');
    expect(made.east.client.at(path)).toBeUndefined();
    expect(made.east.client.writes).toEqual([]);
  });
});

describe('executeStep: remote-secret', () => {
  it('keeps a secret of its own that works', async () => {
    const made = await withRemoteSecret();
    const versions = made.east.client.versions();

    const { receipts } = await made.run(renderStep(REMOTE_SECRET, undefined));

    expect(receipts.map(({ result }) => result)).toEqual(['unchanged']);
    expect(made.east.client.versions()).toEqual(versions);
  });

  it.each([
    ['its token is rejected', (made: Bench) => made.west.client.tokens.clear()],
    [
      'its token ends soon',
      (made: Bench) => {
        made.time.advance(2_592_000_000 - 60_000);
      },
    ],
  ])('does not keep one when %s', async (_, happen) => {
    const made = await withRemoteSecret();
    happen(made);

    const { error } = await made.run(renderStep(REMOTE_SECRET, undefined));

    expect(error?.conflict).toBe(true);
    expect(error?.runError.code).toBe('MF7006');
  });

  it('asks for the configured lifetime and tells what was granted', async () => {
    const made = await withRemoteSecret();
    made.east.client.drop('secrets/istio-system/istio-remote-secret-west');

    const { message } = await made.run(renderStep(REMOTE_SECRET, undefined));

    expect(message).toBe(
      'The token of west is good until 2026-07-01T00:00:10.000Z',
    );
  });
});

describe('executeStep: a plugged-in CA', () => {
  const { east, west, north } = ROOT_FIXTURES;

  function seeded(rootPem: string, published: string): Bench {
    const made = bench();
    made.east.client.seed('secrets', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'cacerts', namespace: 'istio-system' },
      data: {
        'root-cert.pem': Buffer.from(rootPem).toString('base64'),
        'ca-key.pem': 'a2V5',
      },
    });
    publish(made, published);
    return made;
  }

  const rootPemOf = (made: Bench) =>
    Buffer.from(
      String(at(made.east.client.at(CACERTS), 'data', 'root-cert.pem')),
      'base64',
    ).toString();

  function publish(made: Bench, pem: string): void {
    made.east.client.edit('configmaps/istio-system/istio-ca-root-cert', map => {
      map.data['root-cert.pem'] = pem;
    });
  }

  function planned(made: Bench, rootPem: string, to: string, before: string) {
    const state = aClusterState('east');
    const step: Step = {
      id: 'trust-roots:east:cacerts',
      type: 'trust-roots',
      cluster: 'east',
      dependsOn: [],
      target: {
        kind: 'cacerts',
        resourceVersion:
          made.east.client.at(CACERTS)!.metadata.resourceVersion ?? '',
        rootPem,
      },
      roots: to ? [{ cluster: to, certificate: aCertificate(to) }] : [],
      before: before ? [aCertificate(before)] : [],
      federations: ['demo'],
    };
    const rendered = renderStep(step, state);
    return {
      ...rendered,
      objects: rendered.objects.map(object => ({
        ...object,
        operation: 'update' as const,
      })),
    };
  }

  it('patches root-cert.pem and no other key', async () => {
    const made = seeded(east.pem, east.pem);

    const { receipts } = await made.run(planned(made, east.pem, 'west', ''));

    expect(receipts.map(({ result }) => result)).toEqual(['updated']);
    expect(made.east.client.at(CACERTS)!.data).toEqual({
      'root-cert.pem': Buffer.from(east.pem + west.pem).toString('base64'),
      'ca-key.pem': 'a2V5',
    });
  });

  it('keeps the rest of the text byte-exact, which the plan does not show', async () => {
    const text = `# ours\r\n${east.pem}# end`;
    const made = seeded(text, east.pem);
    const step = planned(made, east.pem, 'west', '');

    const first = await made.run(step);
    const again = await made.run(step);

    expect(JSON.stringify(step)).not.toContain('# ours');
    expect(rootPemOf(made)).toBe(`${text}\n${west.pem}`);
    expect(first.receipts.map(({ result }) => result)).toEqual(['updated']);
    expect(again.receipts.map(({ result }) => result)).toEqual(['unchanged']);
  });

  it('does not edit a text that has come to hold a key', async () => {
    const made = seeded(east.pem, east.pem);
    const step = planned(made, east.pem, 'west', '');
    const text = `${east.pem}-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\n`;
    made.east.client.edit(CACERTS, secret => {
      secret.data['root-cert.pem'] = Buffer.from(text).toString('base64');
    });

    const { error } = await made.run(step);

    expect(error?.runError.code).toBe('MF7019');
    expect(rootPemOf(made)).toBe(text);
  });

  it('removes only after istiod has published what was added before', async () => {
    const bundle = east.pem + north.pem;
    const made = seeded(bundle, east.pem);
    made.east.client.edit(ISTIOD_PATH, istiod => {
      istiod.spec.template.spec.containers[0].env.push({
        name: 'ISTIO_MULTIROOT_MESH',
        value: 'true',
      });
    });
    let early: unknown;
    made.later(5000, () => {
      early = made.east.client.at(CACERTS)!.data;
      publish(made, bundle);
    });

    const { progress } = await made.run(planned(made, bundle, '', 'north'));

    expect(progress[0]).toContain('has not published its new bundle');
    expect(early).toMatchObject({
      'root-cert.pem': Buffer.from(bundle).toString('base64'),
    });
    expect(made.east.client.at(CACERTS)!.data).toMatchObject({
      'root-cert.pem': Buffer.from(east.pem).toString('base64'),
    });
  });

  it('refuses a CA that keeps its bundle under another key', async () => {
    const made = seeded(east.pem, east.pem);
    made.east.client.edit(CACERTS, secret => {
      secret.data = { 'ca.crt': secret.data['root-cert.pem'] };
    });

    const { error } = await made.run(planned(made, east.pem, 'west', ''));

    expect(error?.runError.code).toBe('MF7019');
    expect(error?.runError.message).toContain('no key root-cert.pem');
  });
});

describe('executeStep: the mesh config of somebody else', () => {
  const PATH = 'configmaps/istio-system/istio';
  const CONFIG = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: 'istio-system',
    name: 'istio',
  };
  const TEXT = '# ours\nfileMode: 0777\npassword: hidden\n';

  /** A step as planned for `text`, which is then edited to `live`. */
  function prepared(text: string, live = text) {
    const made = bench();
    const put = (mesh: string) =>
      made.east.client.edit(PATH, map => {
        map.data.mesh = mesh;
      });
    put(text);
    const { resourceVersion = '' } = made.east.client.at(PATH)!.metadata;
    const rendered = renderStep(
      {
        id: 'trust-roots:east:istio',
        type: 'trust-roots',
        cluster: 'east',
        dependsOn: [],
        target: {
          kind: 'foreign',
          configMap: CONFIG,
          resourceVersion,
          yaml: meshRootsYaml(text),
        },
        roots: [{ cluster: 'west', certificate: aCertificate('west') }],
        before: [],
        federations: ['demo'],
      },
      undefined,
    );
    put(live);
    const planned = {
      ...rendered,
      objects: rendered.objects.map(object => ({
        ...object,
        operation: 'update' as const,
      })),
    };
    return { made, planned };
  }
  const meshOf = (made: Bench) =>
    String(at(made.east.client.at(PATH), 'data', 'mesh'));

  it('keeps the rest of the text, which the plan does not show', async () => {
    const { made, planned } = prepared(TEXT);

    const first = await made.run(planned);
    const again = await made.run(planned);

    expect(JSON.stringify(planned)).not.toContain('hidden');
    expect(meshOf(made).startsWith(TEXT)).toBe(true);
    expect(meshOf(made)).toContain(ROOT_FIXTURES.west.pem.split('\n')[1]);
    expect(first.receipts.map(({ result }) => result)).toEqual(['updated']);
    expect(again.receipts.map(({ result }) => result)).toEqual(['unchanged']);
  });

  it('does not mind what else has changed since the plan', async () => {
    const { made, planned } = prepared(TEXT, `${TEXT}rootNamespace: new\n`);

    const { error } = await made.run(planned);

    expect(error).toBeUndefined();
    expect(meshOf(made)).toContain('rootNamespace: new');
  });

  it('stops when the list has changed since the plan', async () => {
    const { made, planned } = prepared(
      TEXT,
      `${TEXT}caCertificates: [{ spiffeBundleUrl: "https://x.example" }]\n`,
    );

    const { error } = await made.run(planned);

    expect(error?.runError.code).toBe('MF7006');
    expect(meshOf(made)).not.toContain('BEGIN');
  });
});

function exceedDeadline(client: FakeCluster, workload: string): void {
  client.edit(`deployments/${workload}`, live => {
    live.status = {
      observedGeneration: live.metadata.generation,
      conditions: [
        {
          type: 'Progressing',
          status: 'False',
          reason: 'ProgressDeadlineExceeded',
        },
      ],
    };
  });
}

describe('executeStep: restart-workloads', () => {
  const step: StepOf<'restart-workloads'> = {
    id: 'restart-workloads:east',
    type: 'restart-workloads',
    cluster: 'east',
    dependsOn: [],
    workloads: [
      { kind: 'Deployment', namespace: 'apps', name: 'shop', proxies: 1 },
      { kind: 'Deployment', namespace: 'apps', name: 'gone', proxies: 1 },
      { kind: 'Pod', namespace: 'apps', name: 'lonely', proxies: 1 },
    ],
  };

  it('restarts what is there and tells of the rest', async () => {
    const made = bench();

    const { receipts } = await made.run(renderStep(step, undefined));

    expect(
      Object.fromEntries(receipts.map(({ ref, result }) => [ref.name, result])),
    ).toEqual({ shop: 'restarted', gone: 'absent', lonely: 'left' });
  });

  it('waits for the rollout and names it', async () => {
    const made = bench();
    made.east.holdRollouts = true;

    const { error } = await made.run(renderStep(step, undefined));

    expect(error?.runError.code).toBe('MF7009');
    expect(error?.runError.message).toContain('Deployment apps/shop');
  });

  const WORKLOADS = ['a/one', 'a/two', 'a/three', 'b/one', 'c/one', 'd/one'];

  /** A cluster with these workloads; each is rolled out 5 s after it was restarted. */
  function paced(stuck?: string) {
    const made = bench();
    const rolling = new Set<string>();
    const seen: (readonly string[])[] = [];
    for (const namespace of new Set(WORKLOADS.map(name => name[0]))) {
      made.east.client.seed('namespaces', { metadata: { name: namespace } });
    }
    for (const workload of WORKLOADS) {
      const [namespace, name] = workload.split('/');
      made.east.client.seed('deployments', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { namespace, name },
        spec: { replicas: 1, template: {} },
      });
    }
    made.east.client.react = object => {
      const { namespace, name } = object.metadata;
      const workload = `${namespace}/${name}`;
      rolling.add(workload);
      seen.push([...rolling]);
      if (workload === stuck) {
        exceedDeadline(made.east.client, workload);
        return;
      }
      made.later(5000, () => {
        rolling.delete(workload);
        rollOut(made.east.client, object);
      });
    };
    const all: Step = {
      ...step,
      workloads: WORKLOADS.map(workload => {
        const [namespace, name] = workload.split('/');
        return { kind: 'Deployment' as const, namespace, name, proxies: 1 };
      }),
    };
    return { seen, run: () => made.run(renderStep(all, undefined)) };
  }

  it('restarts few side by side, one of a namespace at a time, and counts down', async () => {
    const { seen, run } = paced();

    const { error, remaining } = await run();

    expect(error).toBeUndefined();
    expect(Math.max(...seen.map(rolling => rolling.length))).toBe(2);
    const namespaces = seen.map(rolling => rolling.map(name => name[0]));
    expect(namespaces).toEqual(namespaces.map(names => [...new Set(names)]));
    expect(remaining).toEqual([6, 5, 4, 3, 2, 1, 0]);
  });

  it('restarts no further workload of the cluster when one does not come back', async () => {
    const { seen, run } = paced('a/one');

    const { error, receipts, remaining } = await run();

    expect(error?.runError).toMatchObject({ code: 'MF7028', cluster: 'east' });
    expect(error?.runError.message).toContain(
      'Deployment a/one: it exceeded its progress deadline',
    );
    expect(error?.confined).toBe(true);
    const restarted = receipts.map(({ ref }) => `${ref.namespace}/${ref.name}`);
    expect(restarted).not.toContain('a/two');
    expect(restarted.length).toBeLessThan(WORKLOADS.length);
    expect(seen.length).toBeLessThan(WORKLOADS.length);
    expect(remaining.at(-1)).toBeGreaterThan(0);
  });

  it.each([
    [{ paused: true }, 'paused'],
    [{ updateStrategy: { type: 'OnDelete' } }, 'OnDelete'],
    [{ updateStrategy: { rollingUpdate: { partition: 2 } } }, 'number 2'],
  ])('leaves a workload that would not roll, %p', async (spec, reason) => {
    const made = bench();
    made.east.client.edit('deployments/apps/shop', deployment => {
      Object.assign(deployment.spec, spec);
    });

    const { receipts } = await made.run(renderStep(step, undefined));

    expect(receipts.find(({ ref }) => ref.name === 'shop')).toMatchObject({
      result: 'left',
      reason: expect.stringContaining(reason),
    });
  });
});
