import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type {
  ClusterClient,
  KubernetesObject,
  ResourceKind,
} from '../../kubernetes/ClusterClient';
import { shown, type OwnedObject } from './fieldOwnership';

/** Groups of the API that every API server has. */
const BUILT_IN = [
  '',
  'apps',
  'discovery.k8s.io',
  'rbac.authorization.k8s.io',
  'networking.k8s.io',
];

/**
 * The objects of an API server in memory, with what it sets by itself: UID, version and generation.
 */
export class ObjectMemory {
  readonly #objects = new Map<string, OwnedObject>();
  #version = 100;

  constructor(private readonly cluster: string) {}

  get(path: string): OwnedObject | undefined {
    return this.#objects.get(path);
  }

  /**
   * The version moves with every change, the generation with the spec. An object that was deleted
   * and created again has another UID.
   */
  put(path: string, { object, owners }: OwnedObject): void {
    const before = this.#objects.get(path)?.object;
    this.#version += 1;
    const specMoved =
      JSON.stringify(before?.spec) !== JSON.stringify(object.spec);
    const generation = (before?.metadata.generation ?? 0) + (specMoved ? 1 : 0);
    const metadata = {
      uid: before?.metadata.uid ?? `uid-${this.cluster}-${this.#version}`,
      ...object.metadata,
      resourceVersion: String(this.#version),
      ...optional({
        generation: object.spec === undefined ? undefined : generation,
      }),
    };
    this.#objects.set(path, { object: { ...object, metadata }, owners });
  }

  delete(path: string): void {
    this.#objects.delete(path);
  }

  hasNamespace(name: string): boolean {
    return this.#objects.has(pathOf('namespaces', undefined, name));
  }

  /** Whether the API server has a kind: built in, or by a CRD. */
  knows({ group, plural }: ResourceKind): boolean {
    const crd = `${plural}.${group}`;
    return (
      BUILT_IN.includes(group) ||
      this.#objects.has(pathOf('customresourcedefinitions', undefined, crd))
    );
  }

  /** In the order of namespaces and names. Knows selectors of one label or of the name. */
  list(
    kind: Parameters<ClusterClient['list']>[0],
  ): readonly KubernetesObject[] {
    return [...this.#objects]
      .filter(([path, { object }]) => isOfKind(path, object, kind))
      .map(([, stored]) => shown(stored))
      .filter(object => isSelected(object, kind))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  /** Version of every object. */
  versions(): Readonly<Record<string, string | undefined>> {
    return Object.fromEntries(
      [...this.#objects].map(([path, { object }]) => [
        path,
        object.metadata.resourceVersion,
      ]),
    );
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

function isOfKind(
  path: string,
  { apiVersion = 'v1' }: KubernetesObject,
  kind: Parameters<ClusterClient['list']>[0],
): boolean {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return path.startsWith(`${kind.plural}/`) && group === kind.group;
}

function isSelected(
  { metadata }: KubernetesObject,
  kind: Parameters<ClusterClient['list']>[0],
): boolean {
  const [label, value] = (kind.labelSelector ?? '').split('=');
  const [, name] = (kind.fieldSelector ?? '').split('=');
  return (
    (!kind.namespace || kind.namespace === metadata.namespace) &&
    (!label || metadata.labels?.[label] === value) &&
    (!name || metadata.name === name)
  );
}

function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
