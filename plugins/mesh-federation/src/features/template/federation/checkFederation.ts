import {
  isFederationName,
  assertNever,
  compareStrings,
  type ClusterName,
  type Federation,
  type Finding,
  type MeshFederationApi,
  type PlanPreviewRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { loadPages } from '../../../ui/load/loadPages';
import type { Change } from '../Change';
import { checkClusters } from '../clusters/checkClusters';

/** What is wrong with a federation that is chosen. */
export type FederationProblem =
  | { readonly kind: 'invalid-name' }
  | { readonly kind: 'absent'; readonly federation: string }
  /** The plan would not be run. */
  | { readonly kind: 'blocked'; readonly findings: readonly Finding[] };

/**
 * Whether clusters can join a federation or leave it, as the backend would plan it now; it stores
 * nothing for that. Without clusters there is no plan to try, except one with which all leave.
 *
 * @throws whatever the API throws.
 */
export async function checkFederation(options: {
  readonly api: MeshFederationApi;
  readonly change: Change;
  readonly federation: string;
  readonly chosen: readonly ClusterName[];
}): Promise<FederationProblem | undefined> {
  const { api, change, federation, chosen } = options;
  if (!isFederationName(federation)) return { kind: 'invalid-name' };
  const [federations, clusters] = await Promise.all([
    loadPages(page => api.listFederations(page)),
    loadPages(page => api.listClusters(page)),
  ]);
  const existing = federations.items.find(({ name }) => name === federation);
  if (!existing && change === 'leave') return { kind: 'absent', federation };
  const isChosen = chosen.length > 0 || change === 'leave';
  // What is wrong with the clusters themselves is said where they are chosen.
  if (!isChosen || checkClusters({ ...options, clusters: clusters.items })[0]) {
    return undefined;
  }
  const request = requestOf(change, existing, chosen);
  const { findings } = await api.previewPlan(federation, request);
  const blocking = findings.filter(finding => finding.blocking);
  return blocking.length > 0
    ? { kind: 'blocked', findings: blocking }
    : undefined;
}

function requestOf(
  change: Change,
  existing: Federation | undefined,
  chosen: readonly ClusterName[],
): PlanPreviewRequest {
  switch (change) {
    case 'join': {
      const members = [...new Set([...(existing?.members ?? []), ...chosen])];
      return { kind: change, members: members.sort(compareStrings) };
    }
    case 'leave':
      return chosen.length > 0
        ? { kind: change, clusters: chosen }
        : { kind: change };
    default:
      return assertNever(change);
  }
}
