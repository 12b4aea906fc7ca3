import type {
  IstioConfiguration,
  Observed,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { decodeAuthorizationPolicies } from '../../istio/read/configuration/authorizationPolicies';
import { decodeDestinationRules } from '../../istio/read/configuration/destinationRules';
import { decodePeerAuthentications } from '../../istio/read/configuration/peerAuthentications';
import { decodeProxyExtensions } from '../../istio/read/configuration/proxyExtensions';
import { decodeRequestAuthentications } from '../../istio/read/configuration/requestAuthentications';
import { decodeServiceEntries } from '../../istio/read/configuration/serviceEntries';
import { decodeSidecars } from '../../istio/read/configuration/sidecars';
import { decodeBackendTlsPolicies } from '../../istio/read/gatewayApi/backendTlsPolicies';
import { decodeConnectionRoutes } from '../../istio/read/gatewayApi/connectionRoutes';
import { decodeMeshRoutes } from '../../istio/read/gatewayApi/meshRoutes';
import { decodeVirtualServices } from '../../istio/read/configuration/virtualServices';
import { decodeProxyConfigs } from '../../istio/read/workloads/proxyConfigs';
import { decodeWorkloadEntries } from '../../istio/read/workloads/workloadEntries';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
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
    requestAuthentications: decoded(
      reads.requestAuthentications,
      decodeRequestAuthentications,
    ),
    authorizationPolicies: decoded(
      reads.authorizationPolicies,
      decodeAuthorizationPolicies,
    ),
    destinationRules: read(async () => {
      const policies = await reads.backendTlsPolicies();
      return [
        ...decodeDestinationRules(await reads.destinationRules()),
        ...decodeBackendTlsPolicies(
          policies,
          policies.length > 0 ? await reads.services() : [],
        ),
      ];
    }),
    sidecars: decoded(reads.sidecars, decodeSidecars),
    virtualServices: read(async () => [
      ...decodeVirtualServices(await reads.virtualServices()),
      ...decodeMeshRoutes({
        httpRoutes: await reads.httpRoutes(),
        grpcRoutes: await reads.grpcRoutes(),
      }),
      ...decodeConnectionRoutes(await reads.tcpRoutes(), 'TCPRoute'),
      ...decodeConnectionRoutes(await reads.tlsRoutes(), 'TLSRoute'),
    ]),
    serviceEntries: decoded(reads.serviceEntries, decodeServiceEntries),
    workloadEntries: decoded(reads.workloadEntries, decodeWorkloadEntries),
    proxyConfigs: decoded(reads.proxyConfigs, decodeProxyConfigs),
    proxyExtensions: read(async () => [
      ...decodeProxyExtensions(await reads.envoyFilters(), 'EnvoyFilter'),
      ...decodeProxyExtensions(await reads.wasmPlugins(), 'WasmPlugin'),
      ...decodeProxyExtensions(
        await reads.trafficExtensions(),
        'TrafficExtension',
      ),
    ]),
  });
}
