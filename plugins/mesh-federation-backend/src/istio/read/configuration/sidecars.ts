import {
  optional,
  type Sidecar,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import {
  istioObject,
  nameOf,
  selectorLabels,
  sortObjects,
} from '../istioObjects';
import {
  at,
  enumOf,
  listOf,
  numberOf,
  objectOf,
  textsOf,
} from '../../../kubernetes/objects/json';

const TYPE = { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar' };
/** The first is what an empty `outboundTrafficPolicy` means. */
const OUTBOUND_MODES = ['REGISTRY_ONLY', 'ALLOW_ANY'] as const;

/**
 * Sorted by namespace, then name. An empty `egress` is as good as none. Source: istio/api
 * networking/v1alpha3/sidecar.proto, istio/istio pilot/pkg/model/sidecar.go.
 */
export function decodeSidecars(
  objects: readonly KubernetesObject[],
): readonly Sidecar[] {
  return sortObjects(objects).map(object => {
    const spec = objectOf(object.spec);
    const egress = listOf(spec.egress).map(listener => ({
      hosts: textsOf(at(listener, 'hosts')),
      ...optional({ port: numberOf(at(listener, 'port', 'number')) }),
    }));
    return {
      ...istioObject(object, TYPE),
      ...optional({
        workloadSelector: selectorLabels(spec.workloadSelector, 'labels'),
        egress: egress.length > 0 ? egress : undefined,
      }),
      ingress: listOf(spec.ingress).length > 0,
      ...optional({
        outboundTrafficPolicy: spec.outboundTrafficPolicy
          ? enumOf(
              at(spec.outboundTrafficPolicy, 'mode'),
              OUTBOUND_MODES,
              `${nameOf(object, TYPE.kind)}: outboundTrafficPolicy.mode`,
            )
          : undefined,
      }),
    };
  });
}
