import {
  FIELD_MANAGER,
  type Manifest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type {
  ClusterClient,
  ClusterError,
  ClusterResult,
  KubernetesObject,
  ObjectAddress,
} from '../../kubernetes/ClusterClient';
import {
  fieldsV1Of,
  leavesOf,
  removeAt,
  setAt,
  valueAt,
  type FieldPath,
} from './managedFields';

interface Stored {
  object: KubernetesObject;
  /** Owned leaves by `<manager>/<operation>`. */
  owners: Map<string, Set<string>>;
}

/** One write that an API server has taken. */
export interface FakeWrite {
  readonly verb: 'apply' | 'patch' | 'create' | 'delete';
  readonly path: string;
}

const OURS = `${FIELD_MANAGER}/Apply`;

/**
 * An API server in memory, with server-side apply as far as this plugin's objects need it: ownership of leaves, lists that merge by name,
 * conflicts, removal of what is no longer applied, dry runs and versions that move only when something changes.
 */
export class FakeCluster implements ClusterClient {
  readonly writes: FakeWrite[] = [];
  readonly tokens = new Set<string>();
  /** Called after each change, to play the controllers. */
  react: (object: KubernetesObject, path: string) => void = () => {};
  /** A failure for a call, or undefined. */
  fail: (verb: string, path: string) => ClusterError | undefined = () =>
    undefined;
  /** Answers GETs of raw paths. */
  text: (path: string) => string | undefined = () => undefined;
  /** Answers other creates, such as reviews. */
  review: (plural: string, body: Manifest) => unknown = () => ({});

  readonly #objects = new Map<string, Stored>();
  #version = 100;
  #minted = 0;

  constructor(readonly cluster: string, readonly now: () => Date) {}

  /** Puts an object there as somebody else. Replaces what was there. */
  seed(plural: string, object: KubernetesObject, manager = 'somebody'): void {
    const path = pathOf(
      plural,
      object.metadata.namespace,
      object.metadata.name,
    );
    const owners = new Map([
      [`${manager}/Update`, new Set(leavesOf(object).keys())],
    ]);
    this.#store(path, { object: structuredClone(object), owners });
  }

  /** Changes an object as a controller does: its version moves. */
  edit(path: string, change: (object: Record<string, any>) => void): void {
    const stored = this.#objects.get(path)!;
    const object = structuredClone(stored.object);
    change(object);
    this.#objects.set(path, { ...stored, object });
    this.#bump(path, stored.object);
  }

  drop(path: string): void {
    this.#objects.delete(path);
  }

  at(path: string): KubernetesObject | undefined {
    const stored = this.#objects.get(path);
    return stored && this.#shown(stored);
  }

  /** Version of every object, to prove that nothing was written. */
  versions(): Readonly<Record<string, string | undefined>> {
    return Object.fromEntries(
      [...this.#objects].map(([path, { object }]) => [
        path,
        object.metadata.resourceVersion,
      ]),
    );
  }

  async get(
    address: ObjectAddress,
  ): Promise<ClusterResult<KubernetesObject | undefined>> {
    const path = addressPath(address);
    return this.#answer('get', path, () => ({
      ok: true,
      value: this.at(path),
    }));
  }

  async list(
    kind: Parameters<ClusterClient['list']>[0],
  ): Promise<ClusterResult<readonly KubernetesObject[]>> {
    return this.#answer('list', kind.plural, () => ({
      ok: true,
      value: [...this.#objects.values()]
        .filter(({ object }) => this.#matches(object, kind))
        .map(stored => this.#shown(stored)),
    }));
  }

  async apply(
    address: ObjectAddress,
    manifest: Manifest,
    options?: { readonly dryRun?: boolean },
  ): Promise<ClusterResult<KubernetesObject>> {
    const path = addressPath(address);
    return this.#answer<KubernetesObject>('apply', path, () => {
      const before = this.#objects.get(path);
      const version = versionIn(manifest);
      if (version && version !== before?.object.metadata.resourceVersion) {
        return conflict('resource-version');
      }
      const managers = this.#conflicting(before, manifest);
      if (managers.length > 0) {
        return conflict('field-manager', managers);
      }
      const after = merged(before, manifest);
      if (before && same(before, after)) {
        return { ok: true, value: this.#shown(before) };
      }
      if (options?.dryRun) {
        return { ok: true, value: this.#shown(after) };
      }
      this.writes.push({ verb: 'apply', path });
      this.#store(path, after, before?.object);
      return { ok: true, value: this.at(path)! };
    });
  }

  async mergePatch(
    address: ObjectAddress,
    patch: Manifest,
  ): Promise<ClusterResult<KubernetesObject>> {
    const path = addressPath(address);
    return this.#answer<KubernetesObject>('patch', path, () => {
      const before = this.#objects.get(path);
      if (!before) {
        return failure(404, 'not found');
      }
      const version = versionIn(patch);
      if (version && version !== before.object.metadata.resourceVersion) {
        return conflict('resource-version');
      }
      const object = structuredClone(before.object) as Record<string, any>;
      const { metadata, ...body } = patch as Record<string, any>;
      mergeInto(object, body);
      this.writes.push({ verb: 'patch', path });
      this.#store(
        path,
        { ...before, object: object as KubernetesObject },
        before.object,
      );
      return { ok: true, value: this.at(path)! };
    });
  }

  async create(
    address: Parameters<ClusterClient['create']>[0],
    body: Manifest,
  ): Promise<ClusterResult<KubernetesObject>> {
    const path = `${address.plural}/${address.subresource ?? ''}`;
    return this.#answer<KubernetesObject>('create', path, () => {
      if (address.subresource === 'token') {
        return this.#mint(address, body);
      }
      const status = this.#reviewed(address.plural, body);
      return {
        ok: true,
        value: { ...body, metadata: { name: '' }, status } as KubernetesObject,
      };
    });
  }

  async remove(
    address: ObjectAddress,
    options?: { readonly resourceVersion?: string },
  ): Promise<ClusterResult<'deleted' | 'absent'>> {
    const path = addressPath(address);
    return this.#answer<'deleted' | 'absent'>('delete', path, () => {
      const before = this.#objects.get(path);
      if (!before) {
        return { ok: true, value: 'absent' };
      }
      const version = options?.resourceVersion;
      if (version && version !== before.object.metadata.resourceVersion) {
        return conflict('resource-version');
      }
      this.writes.push({ verb: 'delete', path });
      this.#objects.delete(path);
      return { ok: true, value: 'deleted' };
    });
  }

  async getText(path: string): Promise<ClusterResult<string>> {
    return this.#answer<string>('text', path, () => {
      const value = this.text(path);
      return value === undefined
        ? failure(404, `no ${path}`)
        : { ok: true, value };
    });
  }

  async #answer<T>(
    verb: string,
    path: string,
    work: () => ClusterResult<T>,
  ): Promise<ClusterResult<T>> {
    const error = this.fail(verb, path);
    return error ? { ok: false, error } : structuredClone(work());
  }

  #conflicting(before: Stored | undefined, manifest: Manifest): string[] {
    const managers = [...leavesOf(manifest)].flatMap(([leaf, value]) => {
      const path = JSON.parse(leaf) as FieldPath;
      const equal =
        JSON.stringify(valueAt(before?.object, path)) === JSON.stringify(value);
      return equal || !before
        ? []
        : [...before.owners]
            .filter(([owner, leaves]) => owner !== OURS && leaves.has(leaf))
            .map(([owner]) => owner.split('/')[0]);
    });
    return [...new Set(managers)].sort();
  }

  #mint(
    address: Parameters<ClusterClient['create']>[0],
    body: Manifest,
  ): ClusterResult<KubernetesObject> {
    const account = pathOf('serviceaccounts', address.namespace, address.name!);
    if (!this.#objects.has(account)) {
      return failure(404, 'no such ServiceAccount');
    }
    const seconds = (body as Record<string, any>).spec.expirationSeconds;
    const expires = this.now().getTime() + seconds * 1000;
    this.#minted += 1;
    const encode = (value: unknown) =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = [
      encode({ alg: 'none' }),
      encode({
        sub: `system:serviceaccount:${address.namespace}:${address.name}`,
        exp: Math.floor(expires / 1000),
        jti: `${this.cluster}-${this.#minted}`,
      }),
      encode(`signature-${this.cluster}-${this.#minted}`),
    ].join('.');
    this.tokens.add(token);
    const expirationTimestamp = new Date(expires).toISOString();
    return {
      ok: true,
      value: {
        metadata: { name: '' },
        status: { token, expirationTimestamp },
      },
    };
  }

  #reviewed(plural: string, body: Manifest): unknown {
    if (plural === 'tokenreviews') {
      const { token } = (body as Record<string, any>).spec;
      return { authenticated: this.tokens.has(token) };
    }
    return this.review(plural, body);
  }

  #matches(
    object: KubernetesObject,
    kind: Parameters<ClusterClient['list']>[0],
  ): boolean {
    const path = pathOf(
      kind.plural,
      object.metadata.namespace,
      object.metadata.name,
    );
    const group = (object.apiVersion ?? 'v1').includes('/')
      ? object.apiVersion!.split('/')[0]
      : '';
    const [label, value] = (kind.labelSelector ?? '').split('=');
    const [, name] = (kind.fieldSelector ?? '').split('=');
    return (
      this.#objects.get(path)?.object === object &&
      group === kind.group &&
      (!kind.namespace || kind.namespace === object.metadata.namespace) &&
      (!label || object.metadata.labels?.[label] === value) &&
      (!name || object.metadata.name === name)
    );
  }

  #store(path: string, stored: Stored, before?: KubernetesObject): void {
    this.#objects.set(path, stored);
    this.#bump(path, before);
    this.react(this.at(path)!, path);
  }

  #bump(path: string, before: KubernetesObject | undefined): void {
    const stored = this.#objects.get(path)!;
    this.#version += 1;
    const specMoved =
      JSON.stringify(before?.spec) !== JSON.stringify(stored.object.spec);
    const generation = (before?.metadata.generation ?? 0) + (specMoved ? 1 : 0);
    stored.object = {
      ...stored.object,
      metadata: {
        ...stored.object.metadata,
        resourceVersion: String(this.#version),
        ...(stored.object.spec === undefined ? {} : { generation }),
      },
    };
  }

  #shown({ object, owners }: Stored): KubernetesObject {
    const managedFields = [...owners]
      .filter(([, leaves]) => leaves.size > 0)
      .map(([owner, leaves]) => {
        const [manager, operation] = owner.split('/');
        return { manager, operation, fieldsV1: fieldsV1Of(leaves) };
      });
    return structuredClone({
      ...object,
      metadata: { ...object.metadata, managedFields },
    });
  }
}

/** Path of an object in a fake cluster: `<plural>/<namespace>/<name>`. */
export function pathOf(
  plural: string,
  namespace: string | undefined,
  name: string,
): string {
  return [plural, namespace ?? '', name].join('/');
}

function addressPath(address: ObjectAddress): string {
  return pathOf(address.plural, address.namespace, address.name);
}

function merged(before: Stored | undefined, manifest: Manifest): Stored {
  const { metadata, ...rest } = manifest as Record<string, any>;
  const { resourceVersion, ...identity } = metadata;
  const object = structuredClone(
    before?.object ?? {
      apiVersion: rest.apiVersion,
      kind: rest.kind,
      metadata: {
        name: identity.name,
        ...(identity.namespace ? { namespace: identity.namespace } : {}),
      },
    },
  ) as Record<string, any>;
  const leaves = leavesOf(manifest);
  const owners = new Map(before?.owners ?? []);
  for (const leaf of owners.get(OURS) ?? []) {
    const others = [...owners].some(
      ([owner, owned]) => owner !== OURS && owned.has(leaf),
    );
    if (!leaves.has(leaf) && !others) {
      removeAt(object, JSON.parse(leaf) as FieldPath);
    }
  }
  for (const [leaf, value] of leaves) {
    setAt(object, JSON.parse(leaf) as FieldPath, value);
  }
  owners.set(OURS, new Set(leaves.keys()));
  return { object: object as KubernetesObject, owners };
}

function same(a: Stored, b: Stored): boolean {
  const text = ({ object, owners }: Stored) =>
    JSON.stringify([object, [...(owners.get(OURS) ?? [])].sort()]);
  return text(a) === text(b);
}

function mergeInto(target: Record<string, any>, patch: Record<string, any>) {
  for (const [key, value] of Object.entries(patch)) {
    if (value && typeof value === 'object' && !Array.isArray(value)) {
      target[key] ??= {};
      mergeInto(target[key], value);
    } else {
      target[key] = value;
    }
  }
}

function versionIn(manifest: Manifest): string | undefined {
  return (manifest as Record<string, any>).metadata?.resourceVersion;
}

function failure(status: number, message: string): ClusterResult<never> {
  return { ok: false, error: { status, reason: { kind: 'error', message } } };
}

function conflict(
  kind: 'field-manager' | 'resource-version',
  conflictingManagers?: readonly string[],
): ClusterResult<never> {
  return {
    ok: false,
    error: {
      status: 409,
      reason: { kind: 'error', message: `conflict: ${kind}` },
      conflict: kind,
      ...(conflictingManagers ? { conflictingManagers } : {}),
    },
  };
}
