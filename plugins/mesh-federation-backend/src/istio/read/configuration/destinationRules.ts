import { exportScopes } from '../exportScopes';
import {
  optional,
  type DestinationRule,
  type PortTrafficPolicy,
  type TrafficPolicy,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import {
  istioObject,
  nameOf,
  repeatedTexts,
  workloadLabels,
  sortObjects,
} from '../istioObjects';
import { decodeLoadBalancing } from '../localitySettings';
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
        workloadSelector: workloadLabels(spec.workloadSelector, 'matchLabels'),
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

/**
 * A policy that says nothing of what is read counts all the same: of two rules for one host only
 * the first one's does.
 */
function decodePolicy(
  policy: unknown,
  where: string,
): TrafficPolicy | undefined {
  return isObject(policy)
    ? {
        ...decodeSettings(policy, where),
        ...optional({
          proxyProtocol: isObject(at(policy, 'proxyProtocol'))
            ? true
            : undefined,
        }),
        ports: listOf(at(policy, 'portLevelSettings')).flatMap(entry => {
          const port = numberOf(at(entry, 'port', 'number'));
          return port === undefined
            ? []
            : [{ port, ...decodeSettings(entry, where) }];
        }),
      }
    : undefined;
}

function decodeSettings(settings: unknown, where: string): PortTrafficPolicy {
  const balancer = at(settings, 'loadBalancer');
  return {
    ...decodeTls(at(settings, 'tls'), where),
    ...optional({ loadBalancer: decodeLoadBalancer(balancer) }),
    ...decodeLoadBalancing(settings),
  };
}

function decodeLoadBalancer(
  balancer: unknown,
): PortTrafficPolicy['loadBalancer'] {
  if (!isObject(balancer)) {
    return undefined;
  }
  return at(balancer, 'simple') === 'PASSTHROUGH' ? 'PASSTHROUGH' : 'other';
}

/** `tls: {}` is mode DISABLE: the first value of the enum. */
function decodeTls(tls: unknown, where: string): PortTrafficPolicy {
  if (tls === undefined || tls === null) {
    return {};
  }
  const credential = textOf(at(tls, 'credentialName'));
  return {
    tlsMode: enumOf(at(tls, 'mode'), TLS_MODES, `${where}: tls.mode`),
    ...optional({
      subjectAltNames: repeatedTexts(at(tls, 'subjectAltNames')),
      sni: textOf(at(tls, 'sni')),
      // A ConfigMap is not a secret, and everybody may have it.
      fromSecret:
        credential === undefined || credential.startsWith('configmap://')
          ? undefined
          : true,
    }),
  };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
