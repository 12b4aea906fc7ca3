import {
  optional,
  type ClusterName,
  type ClusterOverview,
  type Fingerprint,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Change } from '../Change';

/** Why a cluster cannot be chosen: a plan with it would be blocked, or have nothing to do. */
export type WhyNot =
  | { readonly kind: 'user-token'; readonly provider: string }
  | { readonly kind: 'not-observed' }
  | { readonly kind: 'silent'; readonly reason: string }
  | { readonly kind: 'no-istio' }
  | { readonly kind: 'external-ca' }
  | { readonly kind: 'member' | 'no-member'; readonly federation: string };

/** One cluster as a form offers it. */
export interface ClusterChoice {
  readonly name: ClusterName;
  /** The name, with the title before it where it has one. */
  readonly label: string;
  /** Versions of its control planes, each once; empty when none was seen. */
  readonly istio: readonly string[];
  readonly network?: string;
  readonly roots: readonly Fingerprint[];
  readonly federations: readonly string[];
  /** Those of the same federation to be that have a root in common with it. */
  readonly sameRootAs: readonly ClusterName[];
  /** No pod of a control plane is ready. */
  readonly istiodDown: boolean;
  readonly whyNot?: WhyNot;
}

/**
 * Every cluster with what people choose by, and why it cannot be chosen where it cannot.
 * `federation` is the one to join or to leave, as far as it is chosen; without it no cluster is
 * left out for being a member or not.
 */
export function clusterChoices(options: {
  readonly clusters: readonly ClusterOverview[];
  readonly change: Change;
  readonly federation: string | undefined;
  readonly chosen: readonly ClusterName[];
}): readonly ClusterChoice[] {
  const { clusters, change, federation, chosen } = options;
  const together = clusters.filter(
    overview =>
      chosen.includes(overview.cluster.name) || isMember(overview, federation),
  );
  return clusters.map(overview => {
    const { cluster, controlPlanes, network, roots, federations } = overview;
    const fingerprints = roots.map(root => root.fingerprint);
    const { name, title } = cluster;
    return {
      name,
      label:
        title === undefined || title === name ? name : `${title} (${name})`,
      istio: [...new Set(controlPlanes.flatMap(plane => plane.version ?? []))],
      ...optional({ network }),
      roots: fingerprints,
      federations,
      sameRootAs: together
        .filter(other => other !== overview)
        .filter(other =>
          other.roots.some(root => fingerprints.includes(root.fingerprint)),
        )
        .map(other => other.cluster.name),
      istiodDown: controlPlanes.some(plane => plane.readyReplicas === 0),
      ...optional({
        whyNot:
          change === 'join'
            ? whyNoJoin(overview, federation)
            : whyNoLeave(overview, federation),
      }),
    };
  });
}

function isMember(
  { federations }: ClusterOverview,
  federation: string | undefined,
): boolean {
  return federation !== undefined && federations.includes(federation);
}

function whyNoJoin(
  overview: ClusterOverview,
  federation: string | undefined,
): WhyNot | undefined {
  const { cluster, reachable, controlPlanes } = overview;
  if (federation !== undefined && isMember(overview, federation)) {
    return { kind: 'member', federation };
  }
  if (!cluster.usable) {
    return { kind: 'user-token', provider: cluster.authProvider };
  }
  if (reachable.status === 'unknown') {
    const { kind, message } = reachable.reason;
    return kind === 'not-observed'
      ? { kind }
      : { kind: 'silent', reason: message };
  }
  if (controlPlanes.length === 0) {
    return { kind: 'no-istio' };
  }
  return controlPlanes.some(plane => plane.certificateAuthority === 'external')
    ? { kind: 'external-ca' }
    : undefined;
}

/** A member leaves whatever its state: what it holds is taken out of the others at least. */
function whyNoLeave(
  overview: ClusterOverview,
  federation: string | undefined,
): WhyNot | undefined {
  return federation === undefined || isMember(overview, federation)
    ? undefined
    : { kind: 'no-member', federation };
}
