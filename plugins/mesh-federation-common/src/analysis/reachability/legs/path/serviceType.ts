import { finding } from '../../../../findings/registry';
import {
  type Evidence,
  type Service,
  EDS_FOR_HEADLESS,
} from '../../../../model';
import { serviceHost } from '../../lookup/hostLookUp';
import { portByNumber } from '../../lookup/selection/portByNumber';
import type { LegInput } from '../../question/Leg';
import type { LegPart } from '../../parts/conclude';
import { serviceRef } from '../../../../model/objectRef';
import { missingFact } from '../../lookup/missingFact';

/**
 * MF4014, MF4015, MF4016: Services whose requests never leave the client's cluster or network. The
 * client's own Service decides where there is one, because istiod merges the Services of other
 * clusters into it (istio/istio pilot/pkg/serviceregistry/aggregate/controller.go;
 * pilot/pkg/networking/core/cluster.go convertResolution).
 */
export function serviceType(input: LegInput): LegPart {
  const { client, provider, service } = input;
  const inClient = client.service(service.namespace, service.name);
  const inProvider = provider.service(service.namespace, service.name);
  const missing = [
    ...(inClient.status === 'unknown'
      ? [missingFact(client.cluster, 'Services', inClient)]
      : []),
    ...(inProvider.status === 'unknown'
      ? [missingFact(provider.cluster, 'Services', inProvider)]
      : []),
  ];
  const own = inClient.status === 'observed' ? inClient.value : undefined;
  const remote =
    inProvider.status === 'observed' ? inProvider.value : undefined;
  const decisive =
    own !== undefined
      ? { cluster: client.cluster, service: own, at: inClient.at }
      : { cluster: provider.cluster, service: remote, at: inProvider.at };
  if (inClient.status === 'unknown' || decisive.service === undefined) {
    return { missing };
  }
  const found = {
    input,
    cluster: decisive.cluster,
    service: decisive.service,
    at: decisive.at,
  };
  const problem =
    aliasProblem(found, remote, inProvider.at) ??
    protocolProblem(found) ??
    headlessProblem(found);
  return problem === undefined ? { missing } : problem;
}

interface Found {
  readonly input: LegInput;
  readonly cluster: string;
  readonly service: Service;
  readonly at: string;
}

function evidenceOf(
  { cluster, service, at }: Pick<Found, 'cluster' | 'service' | 'at'>,
  field: string,
  value: string,
): Evidence {
  return { cluster, object: serviceRef(service), field, value, at };
}

function aliasProblem(
  found: Found,
  remote: Service | undefined,
  remoteAt: string,
): LegPart | undefined {
  const alias =
    found.service.type === 'ExternalName'
      ? found
      : {
          cluster: found.input.provider.cluster,
          service: remote,
          at: remoteAt,
        };
  if (alias.service?.type !== 'ExternalName') {
    return undefined;
  }
  const { cluster, service, at } = alias;
  const target = service.externalName ?? '';
  return {
    findings: [
      finding('MF4015', {
        cluster,
        object: serviceRef(service),
        message: `${serviceHost(
          service,
        )} is in ${cluster} another name for ${target} and has no endpoints that other clusters could reach.`,
        params: { target },
        evidence: [
          evidenceOf({ cluster, service, at }, 'spec.externalName', target),
        ],
      }),
    ],
  };
}

function protocolProblem(found: Found): LegPart | undefined {
  const { input, cluster, service } = found;
  const port = portByNumber(service.ports, input.port) ?? input.providerPort;
  if (port === undefined || port.protocol === 'TCP') {
    return undefined;
  }
  return {
    findings: [
      finding('MF4013', {
        cluster,
        object: serviceRef(service),
        message: `Port ${port.port} of ${serviceHost(service)} is ${
          port.protocol
        }, which sidecars and east-west gateways do not carry: requests stay in ${
          input.client.cluster
        }.`,
        evidence: [
          evidenceOf(
            found,
            `spec.ports[port=${port.port}].protocol`,
            port.protocol,
          ),
        ],
      }),
    ],
  };
}

function headlessProblem(found: Found): LegPart | undefined {
  const { input, cluster, service, at } = found;
  const kind = input.path.kind;
  if (!service.headless || kind === 'local' || kind === 'direct') {
    return undefined;
  }
  if (input.client.controlPlane?.features[EDS_FOR_HEADLESS] === 'true') {
    return {
      missing: [
        {
          cluster: input.client.cluster,
          what: 'how its proxies reach headless Services',
          reason: `istiod runs with ${EDS_FOR_HEADLESS}, which is not analyzed`,
          at,
        },
      ],
    };
  }
  if (kind === 'unknown') {
    // On one network the name may lead there; which network it is, is said elsewhere as missing.
    return undefined;
  }
  return {
    findings: [
      finding('MF4014', {
        cluster,
        object: serviceRef(service),
        message: `${serviceHost(
          service,
        )} is headless: its name leads only to Pods of the client's own network, and sidecars connect to the very address that the client chose.`,
        evidence: [evidenceOf(found, 'spec.clusterIP', 'None')],
      }),
    ],
  };
}
