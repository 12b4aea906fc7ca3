import {
  FIELD_MANAGER,
  type Manifest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { at, textOf } from '../../kubernetes/objects/json';
import type {
  ClusterClient,
  ClusterError,
  ClusterResult,
  KubernetesObject,
  ObjectAddress,
} from '../../kubernetes/ClusterClient';
import { conflict, failure, invalid, unsupported } from './clusterFailures';
import {
  applied,
  conflictsOf,
  createdBy,
  hasMoved,
  patched,
  sameOwned,
  shown,
  takenOver,
  type OwnedObject,
} from './fieldOwnership';
import { ObjectMemory, pathOf } from './ObjectMemory';
import { isBound, mintToken } from './serviceAccountTokens';

/** One write that an API server has taken. */
export interface FakeWrite {
  readonly verb: 'apply' | 'patch' | 'create' | 'delete';
  readonly path: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests change any field
type Editable = Record<string, any>;

/**
 * An API server in memory, with server-side apply as far as this plugin's objects need it:
 * ownership of leaves, lists that merge by name, conflicts, removal of what is no longer applied,
 * dry runs and versions that move only when something changes. Keeps the contract of
 * `clusterClientContract`, as a real API server does.
 */
export class FakeCluster implements ClusterClient {
  readonly writes: FakeWrite[] = [];
  readonly tokens = new Set<string>();
  /** Called after each change, to play the controllers. */
  react: (object: KubernetesObject, path: string) => void = () => {};
  /** A failure for a call, or undefined. */
  fail: (verb: string, path: string) => ClusterError | undefined = () =>
    undefined;
  /** A failure on the way back of a call that was done, or undefined. */
  lose: (verb: string, path: string) => ClusterError | undefined = () =>
    undefined;
  /** As --service-account-max-token-expiration. */
  maxTokenSeconds = Infinity;
  /** Answers GETs of raw paths. */
  text: (path: string) => string | undefined = () => undefined;
  /** Answers reviews, but of tokens. */
  review: (plural: string, body: Manifest) => unknown = () => ({});

  readonly #objects: ObjectMemory;
  #minted = 0;

  constructor(readonly cluster: string, readonly now: () => Date) {
    this.#objects = new ObjectMemory(cluster);
  }

  /** Puts an object there as somebody else. Replaces what was there. */
  seed(plural: string, object: KubernetesObject, manager = 'somebody'): void {
    const { namespace, name } = object.metadata;
    const path = pathOf(plural, namespace, name);
    this.#store(path, createdBy(manager, object));
  }

  /** Changes an object as a controller does: its version moves. */
  edit(path: string, change: (object: Editable) => void): void {
    const stored = this.#objects.get(path)!;
    const object = structuredClone(stored.object);
    change(object);
    this.#objects.put(path, { ...stored, object });
  }

  /** Changes an object by a merge patch of somebody else, who owns the fields then. */
  patchAs(manager: string, path: string, patch: Manifest): void {
    this.#store(path, patched(this.#objects.get(path)!, patch, manager));
  }

  drop(path: string): void {
    this.#objects.delete(path);
  }

  at(path: string): KubernetesObject | undefined {
    const stored = this.#objects.get(path);
    return stored && shown(stored);
  }

  /** Version of every object, to prove that nothing was written. */
  versions(): Readonly<Record<string, string | undefined>> {
    return this.#objects.versions();
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
    return this.#answer<readonly KubernetesObject[]>('list', kind.plural, () =>
      this.#objects.knows(kind)
        ? { ok: true, value: this.#objects.list(kind) }
        : unsupported(kind),
    );
  }

  async apply(
    address: ObjectAddress,
    manifest: Manifest,
    options: { readonly dryRun?: boolean; readonly force?: boolean } = {},
  ): Promise<ClusterResult<KubernetesObject>> {
    const path = addressPath(address);
    return this.#answer<KubernetesObject>('apply', path, () => {
      const found = this.#objects.get(path);
      const before = options.force ? takenOver(found, manifest) : found;
      if (hasMoved(before?.object, manifest)) {
        return conflict('resource-version');
      }
      const { managers, fields } = conflictsOf(before, manifest);
      if (managers.length > 0) {
        return conflict('field-manager', { managers, fields });
      }
      return (
        this.#homeless(address) ??
        this.#write('apply', path, {
          before,
          after: applied(before, manifest),
          dryRun: options.dryRun,
        })
      );
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
        return failure(404, `${path} not found`);
      }
      return hasMoved(before.object, patch)
        ? conflict('resource-version')
        : this.#write('patch', path, {
            before,
            after: patched(before, patch),
          });
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
      if (!address.plural.endsWith('reviews')) {
        return this.#create(address, body as unknown as KubernetesObject);
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
      if (hasMoved(before.object, { metadata: { ...options } })) {
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
    if (error) {
      return { ok: false, error };
    }
    const result = structuredClone(work());
    const lost = this.lose(verb, path);
    return lost ? { ok: false, error: lost } : result;
  }

  #create(
    address: Parameters<ClusterClient['create']>[0],
    object: KubernetesObject,
  ): ClusterResult<KubernetesObject> {
    const { name, namespace } = object.metadata;
    const path = pathOf(address.plural, namespace, name);
    return this.#objects.get(path)
      ? conflict('already-exists')
      : this.#homeless(address) ??
          this.#write('create', path, {
            after: createdBy(FIELD_MANAGER, object),
          });
  }

  #write(
    verb: FakeWrite['verb'],
    path: string,
    write: {
      readonly before?: OwnedObject;
      readonly after: OwnedObject;
      readonly dryRun?: boolean;
    },
  ): ClusterResult<KubernetesObject> {
    const { before, after, dryRun } = write;
    if (dryRun || (before && sameOwned(before, after))) {
      return invalid(after.object) ?? { ok: true, value: shown(after) };
    }
    const refused = invalid(after.object);
    if (!refused) {
      this.writes.push({ verb, path });
      this.#store(path, after);
    }
    return refused ?? { ok: true, value: this.at(path)! };
  }

  #homeless(address: {
    readonly namespace?: string;
  }): ClusterResult<never> | undefined {
    const { namespace } = address;
    return namespace && !this.#objects.hasNamespace(namespace)
      ? failure(404, `namespaces "${namespace}" not found`)
      : undefined;
  }

  #mint(
    address: Parameters<ClusterClient['create']>[0],
    body: Manifest,
  ): ClusterResult<KubernetesObject> {
    const account = this.at(
      pathOf('serviceaccounts', address.namespace, address.name!),
    );
    if (!account) {
      return failure(404, 'no such ServiceAccount');
    }
    const asked = Number(at(body, 'spec', 'expirationSeconds'));
    const issued = this.now();
    const seconds = Math.min(asked, this.maxTokenSeconds);
    const expires = new Date(issued.getTime() + seconds * 1000);
    this.#minted += 1;
    const id = `${this.cluster}-${this.#minted}`;
    const token = mintToken({ account, id, issued, expires });
    this.tokens.add(token);
    const expirationTimestamp = expires.toISOString();
    return {
      ok: true,
      value: {
        metadata: { name: account.metadata.name },
        status: { token, expirationTimestamp },
      },
    };
  }

  #reviewed(plural: string, body: Manifest): unknown {
    if (plural !== 'tokenreviews') {
      return this.review(plural, body);
    }
    const token = textOf(at(body, 'spec', 'token')) ?? '';
    const find = (namespace: string, name: string) =>
      this.at(pathOf('serviceaccounts', namespace, name));
    return { authenticated: this.tokens.has(token) && isBound(token, find) };
  }

  #store(path: string, stored: OwnedObject): void {
    this.#objects.put(path, stored);
    this.react(this.at(path)!, path);
  }
}

function addressPath(address: ObjectAddress): string {
  return pathOf(address.plural, address.namespace, address.name);
}
