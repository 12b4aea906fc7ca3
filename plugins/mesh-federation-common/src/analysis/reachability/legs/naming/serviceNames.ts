import { finding } from '../../../../findings/registry';
import type { Evidence, Service } from '../../../../model';
import { serviceHost } from '../../lookup/hostLookUp';
import { isLocal, type LegInput } from '../../question/Leg';
import { networkPaths } from '../../networks/networkPaths';
import type { LegPart } from '../../parts/conclude';
import { dnsCapture } from './dnsCapture';
import { serviceRef } from '../../../../model/objectRef';
import { missingFact } from '../../lookup/missingFact';
import { optional } from '../../../../model/basics/optional';
import { conditionOf } from '../../parts/conditionOf';

const MULTICLUSTER_HEADLESS = 'ENABLE_MULTICLUSTER_HEADLESS';

/** MF4015: in its own cluster, too, a Service that is another name has no endpoints. */
export function ownAlias(input: LegInput, remote: Service): LegPart {
  const { cluster, state } = input.provider;
  if (remote.type !== 'ExternalName') {
    return {};
  }
  const target = remote.externalName ?? '';
  const object = serviceRef(remote);
  return {
    findings: [
      finding('MF4015', {
        cluster,
        object,
        message: `${serviceHost(
          remote,
        )} is another name for ${target} and has no endpoints of its own.`,
        params: { target },
        evidence: [
          {
            cluster,
            object,
            field: 'spec.externalName',
            value: target,
            at: state.services.at,
          },
        ],
      }),
    ],
  };
}

/**
 * MF5008: on one network the name of a headless Service leads to Pods of another cluster only where
 * sidecars capture DNS; the DNS of Kubernetes knows the own Pods alone (istio/istio
 * pkg/dns/server/name_table.go). Across networks it never does, which is a matter of the leg
 * `path`.
 */
export function headlessName(input: LegInput, effective: Service): LegPart {
  const { client, path } = input;
  if (effective.headless && path.kind === 'unknown') {
    return { missing: networkPaths(input).missing };
  }
  if (!effective.headless || path.kind !== 'direct') {
    return {};
  }
  const flag = client.controlPlane?.features[MULTICLUSTER_HEADLESS];
  const capture = dnsCapture(input);
  if (capture.status === 'unknown') {
    return {
      missing: [
        missingFact(
          client.cluster,
          "DNS capture of the client's sidecars",
          capture,
        ),
      ],
    };
  }
  const off = flag === 'false' || flag === '0';
  const evidence: readonly Evidence[] = [
    {
      cluster: client.cluster,
      object: serviceRef(effective),
      field: 'spec.clusterIP',
      value: 'None',
      at: client.state.services.at,
    },
    ...(off
      ? [
          {
            cluster: client.cluster,
            ...optional({ object: client.controlPlane?.deployment }),
            field: `env ${MULTICLUSTER_HEADLESS}`,
            value: flag,
            at: client.state.controlPlanes.at,
          },
        ]
      : capture.value.evidence),
  ];
  if (capture.value.kind === 'all' && !off) {
    return { evidence };
  }
  const found = finding('MF5008', {
    cluster: client.cluster,
    peer: input.provider.cluster,
    object: serviceRef(effective),
    message: `${serviceHost(effective)} is headless, and its name leads in ${
      client.cluster
    } to Pods of ${client.cluster} alone.`,
    evidence,
  });
  return capture.value.kind === 'some' && !off
    ? {
        conditions: [
          conditionOf(
            found,
            'client',
            `Only ${capture.value.capturing} of ${capture.value.total} Pods, whose sidecars capture DNS: the Service is headless.`,
          ),
        ],
      }
    : { findings: [found] };
}

/** MF5009: names of single Pods are good in their own cluster. */
export function podNames(input: LegInput, remote: Service): LegPart {
  const { provider, endpoints } = input;
  if (isLocal(input) || !remote.headless || endpoints.status === 'unknown') {
    return {};
  }
  const pod = endpoints.value
    .map(endpoint => endpoint.pod)
    .find(item => item?.workload.kind === 'StatefulSet');
  if (pod === undefined) {
    return {};
  }
  const object = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    namespace: pod.namespace,
    name: pod.workload.name,
  };
  return {
    findings: [
      finding('MF5009', {
        cluster: provider.cluster,
        peer: input.client.cluster,
        object,
        message: `Names of single Pods, such as ${pod.name}.${serviceHost(
          remote,
        )}, lead nowhere from another network.`,
        evidence: [
          {
            cluster: provider.cluster,
            object,
            field: 'Pod',
            value: pod.name,
            at: provider.state.pods.at,
          },
        ],
      }),
    ],
  };
}
