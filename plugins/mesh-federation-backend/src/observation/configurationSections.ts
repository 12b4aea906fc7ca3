import type {
  IstioConfiguration,
  Observed,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { decodeAuthorizationPolicies } from '../istio/read/authorizationPolicies';
import { decodeDestinationRules } from '../istio/read/destinationRules';
import { decodeEnvoyFilters } from '../istio/read/envoyFilters';
import { decodePeerAuthentications } from '../istio/read/peerAuthentications';
import { decodeServiceEntries } from '../istio/read/serviceEntries';
import { decodeSidecars } from '../istio/read/sidecars';
import { decodeVirtualServices } from '../istio/read/virtualServices';
import { decodeWorkloadEntries } from '../istio/read/workloadEntries';
import type { KubernetesObject } from '../kubernetes/ClusterClient';
import { allOf } from './allOf';
import type { ClusterReads } from './ClusterReads';

/** Istio's objects of all namespaces, each kind known or not on its own. */
export function readConfiguration(
  reads: ClusterReads,
  read: <T>(work: () => Promise<T>) => Promise<Observed<T>>,
): Promise<IstioConfiguration> {
  const decoded = <T>(
    objects: () => Promise<readonly KubernetesObject[]>,
    decode: (objects: readonly KubernetesObject[]) => T,
  ) => read(async () => decode(await objects()));
  return allOf({
    peerAuthentications: decoded(
      reads.peerAuthentications,
      decodePeerAuthentications,
    ),
    authorizationPolicies: decoded(
      reads.authorizationPolicies,
      decodeAuthorizationPolicies,
    ),
    destinationRules: decoded(reads.destinationRules, decodeDestinationRules),
    sidecars: decoded(reads.sidecars, decodeSidecars),
    virtualServices: decoded(reads.virtualServices, decodeVirtualServices),
    serviceEntries: decoded(reads.serviceEntries, decodeServiceEntries),
    workloadEntries: decoded(reads.workloadEntries, decodeWorkloadEntries),
    envoyFilters: decoded(reads.envoyFilters, decodeEnvoyFilters),
  });
}
