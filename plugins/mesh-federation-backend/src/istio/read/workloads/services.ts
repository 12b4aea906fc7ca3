import { exportScopes } from '../exportScopes';
import {
  optional,
  type Service,
  type ServicePort,
  DISTRIBUTION_ANNOTATION,
  EXPORT_TO,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { nameOf, sortObjects } from '../istioObjects';
import {
  at,
  enumOf,
  listOf,
  numberOf,
  stringsOf,
  textOf,
  textsOf,
} from '../../../kubernetes/objects/json';

const TYPES = [
  'ClusterIP',
  'NodePort',
  'LoadBalancer',
  'ExternalName',
] as const;
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;
const TRAFFIC_POLICIES = ['Cluster', 'Local'] as const;

/**
 * Keeps of each Service what it is found by and what reachability needs. Sorted by namespace, then
 * name.
 */
export function decodeServices(
  services: readonly KubernetesObject[],
): readonly Service[] {
  return sortObjects(services).map(decodeService);
}

function decodeService(service: KubernetesObject): Service {
  const where = nameOf(service, 'Service');
  const selector = stringsOf(at(service, 'spec', 'selector'));
  const policy = at(service, 'spec', 'internalTrafficPolicy');
  return {
    namespace: service.metadata.namespace ?? '',
    name: service.metadata.name,
    ...optional({ createdAt: textOf(service.metadata.creationTimestamp) }),
    labels: service.metadata.labels ?? {},
    type: enumOf(at(service, 'spec', 'type'), TYPES, `${where}: spec.type`),
    headless: at(service, 'spec', 'clusterIP') === 'None',
    ...optional({
      externalName: textOf(at(service, 'spec', 'externalName')),
      addresses: addressesOf(service),
      selector: Object.keys(selector).length > 0 ? selector : undefined,
    }),
    ports: listOf(at(service, 'spec', 'ports')).map(port =>
      decodePort(port, where),
    ),
    ...optional({
      exportTo: exportToOf(service),
      internalTrafficPolicy:
        policy === undefined || policy === null
          ? undefined
          : enumOf(
              policy,
              TRAFFIC_POLICIES,
              `${where}: spec.internalTrafficPolicy`,
            ),
      trafficDistribution: textOf(at(service, 'spec', 'trafficDistribution')),
      distributionAnnotation: textOf(
        service.metadata.annotations?.[DISTRIBUTION_ANNOTATION],
      ),
    }),
    publishNotReadyAddresses:
      at(service, 'spec', 'publishNotReadyAddresses') === true,
  };
}

function addressesOf(service: KubernetesObject): readonly string[] | undefined {
  const all = textsOf(at(service, 'spec', 'clusterIPs'));
  const addresses = (
    all.length > 0 ? all : [textOf(at(service, 'spec', 'clusterIP')) ?? '']
  ).filter(address => address !== '' && address !== 'None');
  return addresses.length > 0 ? addresses : undefined;
}

function decodePort(entry: unknown, where: string): ServicePort {
  const port = numberOf(at(entry, 'port')) ?? 0;
  const target = at(entry, 'targetPort');
  const targetPort = textOf(
    typeof target === 'number' ? String(target) : target,
  );
  return {
    ...optional({ name: textOf(at(entry, 'name')) }),
    port,
    protocol: enumOf(at(entry, 'protocol'), PROTOCOLS, `${where}: protocol`),
    ...optional({
      appProtocol: textOf(at(entry, 'appProtocol')),
      targetPort: targetPort === String(port) ? undefined : targetPort,
    }),
  };
}

/** Source: istio/istio pilot/pkg/serviceregistry/kube/conversion.go ConvertService. */
function exportToOf(service: KubernetesObject): readonly string[] | undefined {
  return exportScopes(
    textOf(service.metadata.annotations?.[EXPORT_TO])?.split(','),
  );
}
