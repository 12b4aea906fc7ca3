import type { Evidence, Observed, Pod } from '../../../../model';
import { clientPodsOf } from '../../networks/networkGroups';
import type { LegInput } from '../../question/Leg';
import { remembered } from '../../../remembered';
import { podRef } from '../../../../model/objectRef';
import { optional } from '../../../../model/basics/optional';

/**
 * Whether the client's sidecars answer DNS themselves, from what their istiod knows of all
 * clusters.
 */
export type DnsCapture =
  | { readonly kind: 'all' | 'none'; readonly evidence: readonly Evidence[] }
  | {
      readonly kind: 'some';
      readonly evidence: readonly Evidence[];
      readonly capturing: number;
      readonly total: number;
    };

/**
 * The sidecars of a whole cluster are the same list for every question, so that they are counted
 * once.
 */
const captureFacts = remembered(countCapture);

/**
 * By the setting of each running sidecar; in a cluster without any, by the mesh config, which new
 * sidecars get. Source: istio/istio pkg/dns/client, pilot/pkg/networking/core/name_table.go.
 */
export function dnsCapture(input: LegInput): Observed<DnsCapture> {
  const { client } = input;
  const pods = clientPodsOf(input);
  if (pods.status === 'unknown') {
    return pods;
  }
  const facts = captureFacts(pods.value);
  const evidence = (pod: Pod | undefined): readonly Evidence[] =>
    pod === undefined
      ? []
      : [
          {
            cluster: client.cluster,
            object: podRef(pod),
            field: 'env ISTIO_META_DNS_CAPTURE',
            value: String(pod.proxy?.dnsCapture ?? false),
            at: pods.at,
          },
        ];
  const at = pods.at;
  if (facts.total > 0) {
    if (facts.without !== undefined && facts.with !== undefined) {
      return {
        status: 'observed',
        value: {
          kind: 'some',
          evidence: evidence(facts.without),
          capturing: facts.capturing,
          total: facts.total,
        },
        at,
      };
    }
    return {
      status: 'observed',
      value: {
        kind: facts.without === undefined ? 'all' : 'none',
        evidence: evidence(facts.without ?? facts.with),
      },
      at,
    };
  }
  return ofMeshConfig(input);
}

function ofMeshConfig({ client }: LegInput): Observed<DnsCapture> {
  const { controlPlanes } = client.state;
  const meshConfig = client.controlPlane?.meshConfig;
  if (meshConfig === undefined) {
    return controlPlanes.status === 'unknown'
      ? controlPlanes
      : {
          status: 'observed',
          value: { kind: 'none', evidence: [] },
          at: controlPlanes.at,
        };
  }
  if (meshConfig.status === 'unknown') {
    return meshConfig;
  }
  const { configMap, dnsCapture: captured } = meshConfig.value;
  return {
    status: 'observed',
    value: {
      kind: captured ? 'all' : 'none',
      evidence: [
        {
          cluster: client.cluster,
          object: configMap,
          field: 'defaultConfig.proxyMetadata.ISTIO_META_DNS_CAPTURE',
          value: String(captured),
          at: meshConfig.at,
        },
      ],
    },
    at: meshConfig.at,
  };
}

interface CaptureFacts {
  readonly total: number;
  readonly capturing: number;
  readonly with?: Pod;
  readonly without?: Pod;
}

function countCapture(pods: readonly Pod[]): CaptureFacts {
  // A Pod without a sidecar asks the DNS of its own cluster.
  const capturing = pods.filter(({ proxy }) => proxy?.dnsCapture === true);
  const without = pods.find(({ proxy }) => proxy?.dnsCapture !== true);
  const [first] = capturing;
  return {
    total: pods.length,
    capturing: capturing.length,
    ...optional({ with: first, without }),
  };
}
