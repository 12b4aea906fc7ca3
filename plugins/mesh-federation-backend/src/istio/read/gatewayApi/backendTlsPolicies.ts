import {
  optional,
  type DestinationRule,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { at, listOf, numberOf, textOf } from '../../../kubernetes/objects/json';
import { istioObject, sortObjects } from '../istioObjects';
import { isService } from './serviceParents';

const TYPE = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'BackendTLSPolicy',
};

/**
 * BackendTLSPolicies for Services as the DestinationRules that istiod makes of them: TLS of the
 * client's own, for all ports or that of the section's name. Source: istio/istio
 * pilot/pkg/config/kube/gateway/backend_policies.go DestinationRuleCollection,
 * BackendTLSPolicyCollection.
 */
export function decodeBackendTlsPolicies(
  objects: readonly KubernetesObject[],
  services: readonly KubernetesObject[],
): readonly DestinationRule[] {
  return sortObjects(objects).flatMap(object => {
    const namespace = object.metadata.namespace ?? '';
    return listOf(at(object.spec, 'targetRefs')).flatMap(target => {
      const name = textOf(at(target, 'name'));
      if (!isService(target) || name === undefined) {
        return [];
      }
      const section = textOf(at(target, 'sectionName'));
      const port = portNumber(services, { namespace, name, section });
      const tls = {
        tlsMode: 'SIMPLE' as const,
        ...optional({ sni: textOf(at(object.spec, 'validation', 'hostname')) }),
      };
      return [
        {
          ...istioObject(object, TYPE),
          host: `${name}.${namespace}.svc.cluster.local`,
          trafficPolicy:
            section === undefined
              ? { ...tls, ports: [] }
              : { ports: port === undefined ? [] : [{ port, ...tls }] },
          subsets: [],
        },
      ];
    });
  });
}

function portNumber(
  services: readonly KubernetesObject[],
  {
    namespace,
    name,
    section,
  }: {
    readonly namespace: string;
    readonly name: string;
    readonly section: string | undefined;
  },
): number | undefined {
  const service = services.find(
    ({ metadata }) =>
      metadata.name === name && metadata.namespace === namespace,
  );
  const port = listOf(at(service?.spec, 'ports')).find(
    item => section !== undefined && at(item, 'name') === section,
  );
  return numberOf(at(port, 'port'));
}
