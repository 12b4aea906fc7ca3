import {
  FEDERATION_LABEL_VALUE,
  FIELD_MANAGER,
  MANAGED_BY_LABEL,
  MANAGED_BY_VALUE,
  type Ownership,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { at, listOf, objectOf } from '../../kubernetes/objects/json';

const FEDERATION_LABEL_PREFIX = 'mesh-federation/';

/** Field managers of the GitOps controllers: Argo CD, and Flux' kustomize- and helm-controller. */
const GITOPS_MANAGERS = [
  'argocd-controller',
  'argocd-application-controller',
  'kustomize-controller',
  'helm-controller',
];

/**
 * `istioctl install` writes as `istio-operator`. What `istioctl create-remote-secret` prints is
 * applied by people. Source: istio/istio operator/pkg.
 */
const ISTIOCTL_MANAGERS = ['istioctl', 'istio-operator'];

const SAIL_MANAGERS = ['sail-operator'];

/**
 * istiod itself writes status, its CA ConfigMaps and Gateway deployments. Source: istio/istio
 * pilot/pkg.
 */
const ISTIOD_MANAGERS = ['pilot-discovery', 'istio.io/gateway-controller'];

/** Marks that Argo CD and Flux leave on what they manage. */
const GITOPS_MARKS = [
  'argocd.argoproj.io/instance',
  'argocd.argoproj.io/tracking-id',
  'kustomize.toolkit.fluxcd.io/name',
  'helm.toolkit.fluxcd.io/name',
];

/**
 * Tells who owns an object. Managed fields go before labels, because `istioctl install` sets
 * `app.kubernetes.io/managed-by: Helm` too; only the marks of GitOps go first: whatever the last
 * writer was, the controller will write again.
 */
export function ownershipOf(object: KubernetesObject): Ownership {
  const managers = managersOf(object);
  return {
    owner: ownerOf(object, managers),
    managers: managers.filter(manager => manager !== FIELD_MANAGER).sort(),
    federations: federationsOf(object.metadata.labels),
  };
}

/**
 * Whether this plugin's server-side apply owns the field at a path of `fieldsV1`, such as
 * `['f:data', 'f:mesh']`.
 */
export function ownsField(
  object: KubernetesObject,
  path: readonly string[],
): boolean {
  return listOf(object.metadata.managedFields).some(
    entry =>
      at(entry, 'manager') === FIELD_MANAGER &&
      at(entry, 'operation') === 'Apply' &&
      at(entry, 'fieldsV1', ...path) !== undefined,
  );
}

function ownerOf(
  object: KubernetesObject,
  managers: readonly string[],
): Ownership['owner'] {
  const wrote = (names: readonly string[]) =>
    managers.some(manager => names.includes(manager));
  if (isGitOps(object) || wrote(GITOPS_MANAGERS)) {
    return 'gitops';
  }
  if (wrote([FIELD_MANAGER]) && isLabelledOurs(object)) {
    return 'self';
  }
  if (isSail(object) || wrote(SAIL_MANAGERS)) {
    return 'operator';
  }
  if (wrote(ISTIOCTL_MANAGERS)) {
    return 'istioctl';
  }
  if (wrote(['helm'])) {
    return 'helm';
  }
  if (wrote(ISTIOD_MANAGERS)) {
    return 'istiod';
  }
  if (managers.length === 0 && isHelm(object)) {
    return 'helm';
  }
  return 'other';
}

/**
 * Every object that this plugin makes carries the label. Objects of others in which it only owns a
 * field do not.
 */
function isLabelledOurs(object: KubernetesObject): boolean {
  return object.metadata.labels?.[MANAGED_BY_LABEL] === MANAGED_BY_VALUE;
}

/** Without writers of the status only. */
function managersOf(object: KubernetesObject): readonly string[] {
  const managers = (object.metadata.managedFields ?? [])
    .filter(entry => entry.subresource !== 'status')
    .flatMap(entry => (entry.manager ? [entry.manager] : []));
  return [...new Set(managers)];
}

function isGitOps(object: KubernetesObject): boolean {
  const marks = {
    ...object.metadata.labels,
    ...object.metadata.annotations,
  };
  return GITOPS_MARKS.some(mark => mark in marks);
}

/**
 * The Sail operator makes its objects dependents of IstioRevision and installs by Helm as a
 * library.
 */
function isSail(object: KubernetesObject): boolean {
  return (
    object.metadata.labels?.['app.kubernetes.io/managed-by'] ===
      'sail-operator' ||
    (object.metadata.ownerReferences ?? []).some(owner =>
      ['IstioRevision', 'Istio', 'ZTunnel', 'IstioCNI'].includes(owner.kind),
    )
  );
}

function isHelm(object: KubernetesObject): boolean {
  return (
    object.metadata.labels?.['app.kubernetes.io/managed-by'] === 'Helm' ||
    'meta.helm.sh/release-name' in objectOf(object.metadata.annotations)
  );
}

/** Federations that labels name, sorted. */
export function federationsOf(
  labels: Readonly<Record<string, unknown>> | undefined,
): readonly string[] {
  return Object.entries(labels ?? {})
    .filter(
      ([key, value]) =>
        key.startsWith(FEDERATION_LABEL_PREFIX) &&
        value === FEDERATION_LABEL_VALUE,
    )
    .map(([key]) => key.slice(FEDERATION_LABEL_PREFIX.length))
    .sort();
}
