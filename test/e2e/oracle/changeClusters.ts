import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import yaml from 'yaml';
import {
  startCluster,
  stopCluster,
  waitForWorkloads,
  type WorkloadName,
} from '../../bed/index.ts';
import { topologyOf } from '../../bed/topology.ts';
import { eventually } from '../evidence.ts';
import type { KubeApi, KubeObject, ObjectRef } from './KubeApi.ts';
import { OTHER, SCENE, WORKLOADS } from './scene.ts';
import type { Change } from './scenario.ts';
import type { Snapshots } from './Snapshots.ts';
import type { Stage } from './Stage.ts';

type Restart = Extract<Change, { kind: 'restart' }>;

const ISTIO = 'istio-system';
const REVOCATION_DEADLINE_MS = 30_000;

/**
 * Makes changes in their order. What they do to objects is remembered in `snapshots`; the rest is
 * undone by `undoChanges`. Rollouts that do not depend on each other are waited for together.
 */
export async function makeChanges(
  stage: Stage,
  snapshots: Snapshots,
  changes: readonly Change[],
): Promise<void> {
  for (const group of together(changes)) {
    for (const change of group) {
      await makeChange(stage, snapshots, change);
    }
    await Promise.all(group.map(change => rolledOut(stage, change)));
  }
}

/** Undoes what is not in objects, after those have been put back. */
export async function undoChanges(
  stage: Stage,
  changes: readonly Change[],
): Promise<void> {
  for (const group of together(changes)) {
    for (const change of group) {
      await undoChange(stage, change);
    }
    await Promise.all(group.map(change => rolledOut(stage, change)));
  }
}

/** Neighbors that only replace Pods which do not need each other. */
function together(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  const isRollout = (change: Change | undefined) =>
    change?.kind === 'patch' ||
    (change?.kind === 'restart' && change.what !== 'istiod');
  for (const change of changes) {
    const last = groups.at(-1);
    if (last && isRollout(last[0]) && isRollout(change)) {
      last.push(change);
    } else {
      groups.push([change]);
    }
  }
  return groups;
}

async function makeChange(
  stage: Stage,
  snapshots: Snapshots,
  change: Change,
): Promise<void> {
  const api = stage.api(change.cluster);
  switch (change.kind) {
    case 'delete':
      await snapshots.keep(change.cluster, change.object);
      return api.delete(change.object);
    case 'patch':
      await snapshots.keep(change.cluster, change.object);
      return api.mergePatch(change.object, change.with);
    case 'move': {
      const object = await present(
        api,
        change,
        await snapshots.keep(change.cluster, change.object),
      );
      const moved = structuredClone(object) as Record<string, unknown>;
      const value = take(moved, change.from);
      if (value === undefined) {
        throw new Error(
          `${change.object.kind} ${change.object.name} in ${change.cluster} has no field ${change.from}.`,
        );
      }
      put(moved, change.to, value);
      return api.replace(moved as unknown as KubeObject);
    }
    case 'copy': {
      const object = await present(api, change, await api.get(change.object));
      await snapshots.keep(change.cluster, {
        ...change.object,
        name: change.name,
      });
      const { labels, annotations, namespace } = object.metadata;
      return api.create({
        ...object,
        metadata: {
          name: change.name,
          ...(namespace && { namespace }),
          labels,
          annotations,
        },
      });
    }
    case 'meshConfig':
      return setMeshConfig(api, snapshots, change);
    case 'restart':
      return restart(stage, change);
    case 'revoke':
      return revoke(api, snapshots, change);
    case 'stop':
      await stopCluster(change.cluster);
      stage.setStopped(change.cluster, true);
      return undefined;
    case 'isolate':
      return isolate(stage, change.cluster, change.object);
    case 'joinPodNetworks':
      return routes(stage, change.cluster, 'replace');
    default:
      throw new Error(`unknown change ${change satisfies never}`);
  }
}

async function undoChange(stage: Stage, change: Change): Promise<void> {
  if (change.kind === 'restart') {
    await restart(stage, change);
  } else if (change.kind === 'isolate') {
    await letIn(change.cluster, change.object);
  } else if (change.kind === 'joinPodNetworks') {
    await routes(stage, change.cluster, 'delete');
  }
}

/** Waits until the Pods are replaced that a change replaces, and what follows from it is there. */
async function rolledOut(stage: Stage, change: Change): Promise<void> {
  const { cluster } = change;
  if (change.kind === 'restart') {
    return restarted(stage, change);
  }
  if (change.kind !== 'patch') {
    return undefined;
  }
  const { kind, namespace = 'default', name } = change.object;
  if (kind === 'Gateway') {
    return untilServiceFollows(stage.api(cluster), change.object);
  }
  if (kind === 'Deployment' || kind === 'StatefulSet') {
    await waitForWorkloads(stage.handle(cluster), [{ kind, namespace, name }]);
    stage.forgetCallers();
  }
  return undefined;
}

/** istiod makes the Service of a Gateway; of the type that an annotation asks for. */
async function untilServiceFollows(
  api: KubeApi,
  gateway: ObjectRef,
): Promise<void> {
  const found = await api.get(gateway);
  const { annotations = {} } = (found?.metadata ?? {}) as {
    readonly annotations?: Readonly<Record<string, string>>;
  };
  const wanted = annotations['networking.istio.io/service-type'];
  if (found && wanted !== undefined) {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      name: `${gateway.name}-istio`,
      ...(gateway.namespace && { namespace: gateway.namespace }),
    };
    await eventually(
      `Service ${service.name} is of type ${wanted}`,
      async () => {
        const now = await api.get(service);
        const { type } = (now?.spec ?? {}) as { readonly type?: string };
        return type === wanted;
      },
    );
  }
}

/**
 * Starts what was stopped. This comes before anything else is undone, because nothing can be
 * written to a cluster that is down.
 */
export async function startStopped(stage: Stage): Promise<void> {
  for (const cluster of stage.names) {
    if (!stage.alive.includes(cluster)) {
      await startCluster(cluster);
      stage.setStopped(cluster, false);
    }
  }
}

async function present(
  api: KubeApi,
  { object }: Extract<Change, { kind: 'move' | 'copy' }>,
  found: KubeObject | undefined,
): Promise<KubeObject> {
  if (!found) {
    throw new Error(
      `Cluster ${api.cluster.name} has no ${object.kind} ${
        object.namespace ?? ''
      }/${object.name}.`,
    );
  }
  return found;
}

function take(object: Record<string, unknown>, path: string): unknown {
  const keys = path.split('.');
  const last = keys.pop()!;
  const parent = keys.reduce<Record<string, unknown> | undefined>(
    (at, key) => at?.[key] as Record<string, unknown> | undefined,
    object,
  );
  const value = parent?.[last];
  if (parent) {
    delete parent[last];
  }
  return value;
}

function put(
  object: Record<string, unknown>,
  path: string,
  value: unknown,
): void {
  const keys = path.split('.');
  const last = keys.pop()!;
  const parent = keys.reduce<Record<string, unknown>>((at, key) => {
    at[key] ??= {};
    return at[key] as Record<string, unknown>;
  }, object);
  parent[last] = value;
}

/** RFC 7396. */
function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    return patch;
  }
  const base = (
    typeof target === 'object' && target !== null && !Array.isArray(target)
      ? { ...target }
      : {}
  ) as Record<string, unknown>;
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete base[key];
    } else {
      base[key] = merged(base[key], value);
    }
  }
  return base;
}

async function setMeshConfig(
  api: KubeApi,
  snapshots: Snapshots,
  { cluster, configMap, set }: Extract<Change, { kind: 'meshConfig' }>,
): Promise<void> {
  const ref = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: ISTIO,
    name: configMap,
  };
  const found = await snapshots.keep(cluster, ref);
  const data = (found?.data ?? {}) as { mesh?: string };
  await api.mergePatch(ref, {
    data: { mesh: asIstioReads(merged(yaml.parse(data.mesh ?? '{}'), set)) },
  });
}

/** Istio's YAML is of version 1.1, in which a bare `no` is not a text. */
function asIstioReads(config: unknown): string {
  return yaml.stringify(config, { version: '1.1' });
}

async function restart(stage: Stage, change: Restart): Promise<void> {
  const api = stage.api(change.cluster);
  const at = new Date().toISOString();
  const wanted = await deployments(api, change.what);
  await Promise.all(
    wanted.map(({ namespace, name }) =>
      api.mergePatch(
        { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name },
        {
          spec: {
            template: {
              metadata: {
                annotations: { 'kubectl.kubernetes.io/restartedAt': at },
              },
            },
          },
        },
      ),
    ),
  );
  stage.forgetCallers();
}

async function restarted(stage: Stage, change: Restart): Promise<void> {
  const { cluster, what } = change;
  const api = stage.api(cluster);
  const never = new Set(
    WORKLOADS.filter(({ ready }) => !ready).map(({ name }) => name),
  );
  const wanted = await deployments(api, what);
  await waitForWorkloads(
    stage.handle(cluster),
    wanted.filter(({ name }) => !never.has(name)),
    240_000,
  );
  stage.forgetCallers();
  if (what === 'istiod') {
    await untilRootPublished(api);
  }
}

/**
 * A Pod that starts with the former root never trusts an istiod that has made itself a new one.
 */
async function untilRootPublished(api: KubeApi): Promise<void> {
  const secret = await api.get({
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: ISTIO,
    name: 'istio-ca-secret',
  });
  const { 'ca-cert.pem': root } = (secret?.data ?? {}) as {
    'ca-cert.pem'?: string;
  };
  const wanted = Buffer.from(root ?? '', 'base64')
    .toString()
    .trim();
  await eventually(`the root of ${api.cluster.name} is published`, async () => {
    const published = await Promise.all(
      [ISTIO, SCENE, OTHER].map(namespace =>
        api.get({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          namespace,
          name: 'istio-ca-root-cert',
        }),
      ),
    );
    return published.every(found => {
      const { 'root-cert.pem': pem = '' } = (found?.data ?? {}) as {
        'root-cert.pem'?: string;
      };
      return pem.trim() === wanted;
    });
  });
}

async function deployments(
  api: KubeApi,
  what: 'istiod' | 'workloads' | 'gateways',
): Promise<readonly WorkloadName[]> {
  const kind = 'Deployment' as const;
  if (what === 'istiod') {
    return [{ kind, namespace: ISTIO, name: 'istiod' }];
  }
  if (what === 'workloads') {
    return WORKLOADS.map(({ namespace, name }) => ({ kind, namespace, name }));
  }
  const found = await api.list(
    { apiVersion: 'apps/v1', kind, namespace: ISTIO },
    'labelSelector=gateway.networking.k8s.io/gateway-name',
  );
  return found.map(({ metadata }) => ({
    kind,
    namespace: ISTIO,
    name: metadata.name,
  }));
}

/**
 * An API server goes on taking a token that it has just seen, for ten seconds
 * (kubernetes/kubernetes pkg/kubeapiserver/options/authentication.go).
 */
async function revoke(
  api: KubeApi,
  snapshots: Snapshots,
  { cluster, object }: Extract<Change, { kind: 'revoke' }>,
): Promise<void> {
  const { namespace, name } = object;
  const { status } = JSON.parse(
    await api.send(
      'POST',
      `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`,
      {
        body: {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec: { expirationSeconds: 600 },
        },
      },
    ),
  ) as { status: { token: string } };
  const isTaken = async () => {
    const review = JSON.parse(
      await api.send('POST', '/apis/authentication.k8s.io/v1/tokenreviews', {
        body: {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenReview',
          spec: { token: status.token },
        },
      }),
    ) as { status: { authenticated?: boolean } };
    return review.status.authenticated === true;
  };
  // Ours is remembered from here on, as the one in the remote secret is, which istiod uses.
  if (!(await isTaken())) {
    throw new Error(`A new token of ${namespace}/${name} is not taken.`);
  }
  await snapshots.keep(cluster, object);
  await api.delete(object);
  const deadline = Date.now() + REVOCATION_DEADLINE_MS;
  while (await isTaken()) {
    if (Date.now() > deadline) {
      throw new Error(`Tokens of ${namespace}/${name} are still taken.`);
    }
    await sleep(1000);
  }
  // The token in the remote secret may have been seen a moment later than ours.
  await sleep(2000);
}

/** Routes on the node to the Pods of the others. */
async function routes(
  stage: Stage,
  cluster: string,
  operation: 'replace' | 'delete',
): Promise<void> {
  const { namespace } = topologyOf(cluster);
  for (const other of stage.names.filter(name => name !== cluster)) {
    const { podRange, nodeAddress } = topologyOf(other);
    await promisify(execFile)('ip', [
      ...['-n', namespace, 'route', operation, podRange, 'via', nodeAddress],
    ]);
  }
}

/** The node itself, which asks whether Pods are well, is not on the way between them. */
async function isolate(
  stage: Stage,
  cluster: string,
  object: ObjectRef,
): Promise<void> {
  const pods = await stage.api(cluster).list(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      ...(object.namespace && { namespace: object.namespace }),
    },
    `labelSelector=${encodeURIComponent(`app=${object.name}`)}`,
  );
  for (const { status } of pods) {
    const { podIP } = status as { readonly podIP: string };
    await iptables(cluster, [
      ...['-I', 'FORWARD', '-d', podIP, '-m', 'comment'],
      ...['--comment', commentOf(object), '-j', 'DROP'],
    ]);
  }
}

/** Takes out the rules of `isolate`, whatever addresses the Pods have by now. */
async function letIn(cluster: string, object: ObjectRef): Promise<void> {
  const { stdout } = await iptables(cluster, ['-S', 'FORWARD']);
  for (const rule of stdout.split('\n')) {
    if (rule.includes(commentOf(object))) {
      const [, ...rest] = rule.replaceAll('"', '').split(' ');
      await iptables(cluster, ['-D', ...rest]);
    }
  }
}

const commentOf = ({ namespace, name }: ObjectRef) =>
  `isolated-${namespace}-${name}`;

/** In the network namespace of the cluster's node. */
const iptables = (cluster: string, args: readonly string[]) =>
  promisify(execFile)('nsenter', [
    `--net=/run/netns/${topologyOf(cluster).namespace}`,
    ...['iptables', '--wait'],
    ...args,
  ]);
