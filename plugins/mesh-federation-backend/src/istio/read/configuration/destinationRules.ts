import { exportScopes } from '../exportScopes';
import {
  optional,
  type ClientTlsMode,
  type DestinationRule,
  type TrafficPolicy,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import {
  istioObject,
  nameOf,
  repeatedTexts,
  selectorLabels,
  sortObjects,
} from '../istioObjects';
import {
  at,
  enumOf,
  listOf,
  numberOf,
  objectOf,
  stringsOf,
  textOf,
} from '../../../kubernetes/objects/json';

const TYPE = { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule' };
const TLS_MODES = ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'] as const;

/**
 * Sorted by namespace, then name; subsets in their order. Source: istio/api
 * networking/v1alpha3/destination_rule.proto.
 */
export function decodeDestinationRules(
  objects: readonly KubernetesObject[],
): readonly DestinationRule[] {
  return sortObjects(objects).map(object => {
    const where = nameOf(object, TYPE.kind);
    const spec = objectOf(object.spec);
    return {
      ...istioObject(object, TYPE),
      host: textOf(spec.host) ?? '',
      ...optional({
        exportTo: exportScopes(repeatedTexts(spec.exportTo)),
        workloadSelector: selectorLabels(spec.workloadSelector, 'matchLabels'),
        trafficPolicy: decodePolicy(spec.trafficPolicy, where),
      }),
      subsets: listOf(spec.subsets).map(subset => ({
        name: textOf(at(subset, 'name')) ?? '',
        labels: stringsOf(at(subset, 'labels')),
        ...optional({
          trafficPolicy: decodePolicy(at(subset, 'trafficPolicy'), where),
        }),
      })),
    };
  });
}

/** Undefined when the policy says nothing about TLS and nothing about single ports. */
function decodePolicy(
  policy: unknown,
  where: string,
): TrafficPolicy | undefined {
  const ports = listOf(at(policy, 'portLevelSettings')).flatMap(entry => {
    const port = numberOf(at(entry, 'port', 'number'));
    return port === undefined
      ? []
      : [{ port, ...decodeTls(at(entry, 'tls'), where) }];
  });
  const tls = decodeTls(at(policy, 'tls'), where);
  return tls || ports.length > 0 ? { ...tls, ports } : undefined;
}

/** `tls: {}` is mode DISABLE: the first value of the enum. */
function decodeTls(
  tls: unknown,
  where: string,
):
  | {
      readonly tlsMode: ClientTlsMode;
      readonly subjectAltNames?: readonly string[];
    }
  | undefined {
  if (tls === undefined || tls === null) {
    return undefined;
  }
  return {
    tlsMode: enumOf(at(tls, 'mode'), TLS_MODES, `${where}: tls.mode`),
    ...optional({ subjectAltNames: repeatedTexts(at(tls, 'subjectAltNames')) }),
  };
}
