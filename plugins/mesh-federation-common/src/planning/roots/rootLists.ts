import {
  type Certificate,
  type ForeignRoot,
  type ObjectRef,
  type Ownership,
  type StepOf,
  CACERTS_SECRET,
} from '../../model';
import { ISTIO_NAMESPACE, SHARED_MESH_CONFIG } from '../../model';
import type { KnownControlPlane, Member } from '../members/Member';
import { optional } from '../../model/basics/optional';
import { compareStrings } from '../../model/basics/compareStrings';

/**
 * A place where a cluster keeps foreign roots, or at least the flag that makes proxies ask for
 * them.
 */
export interface RootList {
  /**
   * Distinguishes the lists of one cluster in step ids; absent for our own under its usual name.
   */
  readonly name?: string;
  readonly target: StepOf<'trust-roots'>['target'];
  readonly object: ObjectRef;
  readonly ownership: Ownership;
  readonly exists: boolean;
  /** Foreign roots that are there now. */
  readonly before: readonly Certificate[];
  /** Whether foreign roots belong here; otherwise only the flag does. */
  readonly holdsRoots: boolean;
  /** Whether new proxies of every control plane that reads this list get the flag. */
  readonly xdsAgent: boolean;
}

const CACERTS: ObjectRef = {
  apiVersion: 'v1',
  kind: 'Secret',
  namespace: ISTIO_NAMESPACE,
  name: CACERTS_SECRET,
};

/**
 * Where the foreign roots of a cluster have to be: in root-cert.pem of a plugged-in CA; else in the
 * list that the primary mesh config sets, because it hides the shared one; else in the shared mesh
 * config, which is our own unless istiod already reads that of somebody else.
 */
export function rootLists(member: Member): readonly RootList[] {
  const { pluggedIn } = member.trustStore;
  const configMaps = new Map<string, RootList>();
  for (const controlPlane of member.controlPlanes) {
    const list = configMapList(controlPlane, pluggedIn === undefined);
    const known = configMaps.get(list.object.name);
    configMaps.set(
      list.object.name,
      known === undefined
        ? list
        : { ...known, xdsAgent: known.xdsAgent && list.xdsAgent },
    );
  }
  if (pluggedIn === undefined) {
    return [...configMaps.values()];
  }
  const { resourceVersion, ownership, roots } = pluggedIn;
  const isOwn = (root: Certificate) =>
    member.own.some(({ fingerprint }) => fingerprint === root.fingerprint);
  return [
    {
      name: CACERTS_SECRET,
      target: {
        kind: CACERTS_SECRET,
        resourceVersion,
        rootPem: roots.map(({ pem }) => pem).join(''),
      },
      object: CACERTS,
      ownership,
      exists: true,
      before: roots.filter(root => !isOwn(root)),
      holdsRoots: true,
      xdsAgent: true,
    },
    ...configMaps.values(),
  ];
}

function configMapList(
  controlPlane: KnownControlPlane,
  holdsRoots: boolean,
): RootList {
  const { meshConfig, shared } = controlPlane;
  const xdsAgent = meshConfig.xdsAgent || shared.xdsAgent;
  const base = { holdsRoots, xdsAgent };
  // The primary mesh config hides only a list. proxyMetadata is merged, so that the flag alone can
  // stay in the shared mesh config.
  if (holdsRoots && meshConfig.caCertificates !== undefined) {
    const { configMap, resourceVersion, ownership, rootsYaml } = meshConfig;
    return {
      ...base,
      name: configMap.name,
      target: {
        kind: 'foreign',
        configMap,
        resourceVersion,
        yaml: rootsYaml ?? '',
      },
      object: configMap,
      ownership,
      exists: true,
      before: meshConfig.caCertificates,
    };
  }
  const { configMap, ownership, exists } = shared;
  // One that istiod names but nobody made is ours to make, under the name that istiod looks for.
  const isOurs = !exists || ownership.owner === 'self';
  const before = exists ? shared.caCertificates : [];
  if (isOurs) {
    return {
      ...base,
      ...optional({
        name:
          configMap.name === SHARED_MESH_CONFIG ? undefined : configMap.name,
      }),
      target: { kind: 'own', configMap },
      object: configMap,
      ownership,
      exists,
      before,
    };
  }
  return {
    ...base,
    name: configMap.name,
    target: {
      kind: 'foreign',
      configMap,
      resourceVersion: shared.resourceVersion ?? '',
      yaml: shared.rootsYaml ?? '',
    },
    object: configMap,
    ownership,
    exists,
    before,
  };
}

/**
 * The roots that a list has to hold: those wanted, and those in it that are not ours to drop.
 * Sorted by fingerprint.
 */
export function desiredRoots(options: {
  readonly member: Member;
  readonly list: RootList;
  readonly wanted: readonly ForeignRoot[];
  /**
   * False while the roots of some member are unknown: then only roots known to be unwanted are
   * dropped.
   */
  readonly complete: boolean;
  /** Whose root a certificate is, as far as known. */
  readonly ownerOf: (certificate: Certificate) => string | undefined;
}): readonly ForeignRoot[] {
  const { member, list, wanted, complete, ownerOf } = options;
  const here = list.holdsRoots
    ? wanted
    : wanted.filter(({ certificate }) => includes(list.before, certificate));
  const kept = list.before.filter(certificate => {
    if (
      includes(
        wanted.map(root => root.certificate),
        certificate,
      )
    ) {
      return false;
    }
    const known = ownerOf(certificate) !== undefined;
    const droppable =
      list.target.kind === 'own'
        ? complete || known
        : known && list.ownership.federations.length > 0;
    return !droppable;
  });
  return [
    ...here,
    ...kept.map(certificate => ({
      cluster: ownerOf(certificate) ?? member.cluster,
      certificate,
    })),
  ].sort((a, b) =>
    compareStrings(a.certificate.fingerprint, b.certificate.fingerprint),
  );
}

/** Whether a list of certificates holds one, by fingerprint. */
export function includes(
  certificates: readonly Certificate[],
  certificate: Certificate,
): boolean {
  return certificates.some(
    ({ fingerprint }) => fingerprint === certificate.fingerprint,
  );
}
