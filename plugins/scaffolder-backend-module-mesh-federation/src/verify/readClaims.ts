import {
  optional,
  pagesOf,
  type ClusterName,
  type MeshFederationApi,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Claim } from './Claim';
import { observationClaims } from './observationClaims';
import { pairClaims } from './pairClaims';
import { reachabilityClaims } from './reachabilityClaims';

/** A Service that is to be reached: from all members where no cluster is named. */
export interface WantedService {
  readonly namespace: string;
  readonly name: string;
  readonly from?: ClusterName | undefined;
  readonly to?: ClusterName | undefined;
  readonly port?: number | undefined;
}

/** Observes the members, and reads what holds among them. */
export async function readClaims(
  api: MeshFederationApi,
  members: readonly ClusterName[],
  services: readonly WantedService[],
): Promise<readonly Claim[]> {
  const { items } = await api.observe({ clusters: members });
  const pages = await pagesOf(page => api.getTrust(page));
  const report = {
    trust: pages.flatMap(({ trust }) => trust),
    discovery: pages.flatMap(({ discovery }) => discovery),
  };
  const claims = [
    ...observationClaims(members, items),
    ...pairClaims(members, report),
  ];
  for (const service of services) {
    claims.push(...(await serviceClaims(api, members, service)));
  }
  return claims;
}

async function serviceClaims(
  api: MeshFederationApi,
  members: readonly ClusterName[],
  { namespace, name, from, to, port }: WantedService,
): Promise<readonly Claim[]> {
  const claims: Claim[] = [];
  for (const client of from === undefined ? members : [from]) {
    const answer = await api.getServiceReachability(
      { namespace, name },
      { from: client, ...optional({ to, port }) },
    );
    const wanted = { namespace, name, from: client, ...optional({ to }) };
    claims.push(...reachabilityClaims(wanted, answer));
  }
  return claims;
}
