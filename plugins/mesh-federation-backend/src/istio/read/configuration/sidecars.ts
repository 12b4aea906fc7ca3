import {
  optional,
  type Sidecar,
  type SidecarIngress,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import {
  istioObject,
  nameOf,
  workloadLabels,
  sortObjects,
} from '../istioObjects';
import {
  at,
  enumOf,
  listOf,
  numberOf,
  objectOf,
  textOf,
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
      ...optional({
        port: numberOf(at(listener, 'port', 'number')) || undefined,
        apart:
          textOf(at(listener, 'bind')) || at(listener, 'captureMode') === 'NONE'
            ? (true as const)
            : undefined,
      }),
    }));
    return {
      ...istioObject(object, TYPE),
      ...optional({
        workloadSelector: workloadLabels(spec.workloadSelector, 'labels'),
        egress: egress.length > 0 ? egress : undefined,
      }),
      ingress: listOf(spec.ingress).flatMap(decodeIngress),
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

/**
 * Where an inbound listener sends its requests; without `defaultEndpoint` to its own port. Source:
 * istio/istio pilot/pkg/networking/core/cluster.go buildInboundClustersFromSidecar.
 */
function decodeIngress(listener: unknown): readonly SidecarIngress[] {
  const port = numberOf(at(listener, 'port', 'number'));
  const endpoint = textOf(at(listener, 'defaultEndpoint')) ?? '';
  const target = endpoint === '' ? port : Number(endpoint.split(':').at(-1));
  const mode = textOf(at(listener, 'captureMode')) ?? 'DEFAULT';
  const special =
    Boolean(textOf(at(listener, 'bind'))) ||
    Boolean(at(listener, 'tls')) ||
    mode === 'NONE';
  return port === undefined
    ? []
    : [
        {
          port,
          protocol: textOf(at(listener, 'port', 'protocol')) ?? '',
          ...optional({
            target: Number.isInteger(target) ? target : undefined,
            special: special ? (true as const) : undefined,
          }),
        },
      ];
}
