import { finding } from '../../../../findings/registry';
import type { Evidence, Finding, PeerAuthentication } from '../../../../model';
import type { ClusterIndex } from '../../ClusterIndex';
import { missingFact } from '../../knownGateways';
import type { LegInput, ProviderEndpoint } from '../../Leg';
import type { ClientTls } from '../clientTls';
import type { LegPart } from '../conclude';
import { commandRemedy, patchCommand } from '../remedies';
import { listsPort } from '../traffic/bypass';
import { nameClient } from '../traffic/viaGateway';
import { effectiveMtls, type EffectiveMtls } from './effectiveMtls';
import {
  excludedPortRemedy,
  peerAuthenticationRemedy,
  sidecarRemedy,
  workloadOf,
} from './remedies';

export const EXCLUDED_INBOUND_PORTS =
  'traffic.sidecar.istio.io/excludeInboundPorts';
const INCLUDED_INBOUND_PORTS = 'traffic.sidecar.istio.io/includeInboundPorts';
const TLS_MODE_LABEL = 'security.istio.io/tlsMode';

/** One connection: what the client speaks, on which way, to which endpoint. */
export interface Connection {
  readonly endpoint: ProviderEndpoint;
  readonly tls: ClientTls;
  /** Through an east-west gateway, which passes nothing but mutual TLS. */
  readonly viaGateway: boolean;
}

interface Judge {
  readonly input: LegInput;
  readonly connection: Connection;
  readonly mode: EffectiveMtls;
  readonly evidence: readonly Evidence[];
}

/**
 * MF6001 to MF6005: whether what the client speaks is what the endpoint takes. Sources: istio/istio
 * pilot/pkg/security/authn/policy_applier.go, pilot/pkg/xds/endpoints/ep_filters.go, pilot/pkg/xds/endpoints/mtls_checker.go.
 */
export function judgeMtls(input: LegInput, connection: Connection): LegPart {
  const { provider, service } = input;
  const { endpoint, tls, viaGateway } = connection;
  const effective = effectiveMtls(provider, {
    namespace: endpoint.pod?.namespace ?? service.namespace,
    labels: endpoint.pod?.labels ?? {},
    ...(endpoint.targetPort === undefined ? {} : { port: endpoint.targetPort }),
  });
  if (effective.status === 'unknown') {
    return {
      missing: [
        missingFact(provider.cluster, 'PeerAuthentications', effective),
      ],
    };
  }
  if (tls.mode === 'unknown') {
    return { missing: tls.missing };
  }
  const { object, field, mode } = effective.value;
  const evidence = [
    {
      cluster: provider.cluster,
      ...(object === undefined ? {} : { object }),
      field: field ?? 'PeerAuthentication',
      value: object === undefined ? `${mode} (default)` : mode,
      at: effective.at,
    },
    ...tls.because,
  ];
  const judge = { input, connection, mode: effective.value, evidence };
  const found = viaGateway ? throughGateway(judge) : straight(judge);
  return found === undefined ? { evidence } : { findings: [found], evidence };
}

/** The gateway knows but endpoints that take mutual TLS, and so does the client of what lies behind it. */
function throughGateway(judge: Judge): Finding | undefined {
  const { connection } = judge;
  const { tls, endpoint } = connection;
  if (!endpoint.acceptsMtls) {
    return noMtlsAtEndpoint(judge);
  }
  if (tls.reason === 'client-policy') {
    return disabledAtClient(judge);
  }
  return judge.mode.mode === 'DISABLE'
    ? disabledAtServer(judge)
    : bypassedInbound(judge);
}

function straight(judge: Judge): Finding | undefined {
  const { tls, endpoint } = judge.connection;
  const bypassed = bypassedInbound(judge);
  switch (tls.mode) {
    case 'mtls':
      // Without a sidecar it is the DestinationRule that is wrong.
      if (!endpoint.acceptsMtls) {
        return undefined;
      }
      return judge.mode.mode === 'DISABLE' ? disabledAtServer(judge) : bypassed;
    case 'plaintext':
      return judge.mode.mode === 'STRICT' &&
        endpoint.pod?.proxy !== undefined &&
        bypassed === undefined
        ? plaintextRefused(judge)
        : undefined;
    case 'simple':
    case 'unknown':
      return undefined;
    default:
      throw new Error(`Unexpected mode ${String(tls.mode)}`);
  }
}

function disabledAtServer({
  input,
  mode,
  evidence,
  connection,
}: Judge): Finding {
  const { provider } = input;
  const object = mode.object!;
  const policy = policyOf(provider, object);
  return finding('MF6001', {
    cluster: provider.cluster,
    object,
    message: `PeerAuthentication ${object.namespace}/${object.name} in ${
      provider.cluster
    } turns mutual TLS off (${mode.field}), but ${
      connection.viaGateway
        ? 'the east-west gateway passes nothing else'
        : 'clients of another cluster do not know that and speak it'
    }.`,
    ...(policy && {
      remedy: peerAuthenticationRemedy(provider.cluster, policy, {
        field: mode.field!,
        mode: 'PERMISSIVE',
      }),
    }),
    evidence,
  });
}

function noMtlsAtEndpoint({ input, connection, evidence }: Judge): Finding {
  const { provider, service } = input;
  const { endpoint } = connection;
  const { pod } = endpoint;
  const label = pod?.labels[TLS_MODE_LABEL];
  const object =
    pod === undefined
      ? {
          apiVersion: 'v1',
          kind: 'Service',
          namespace: service.namespace,
          name: service.name,
        }
      : workloadOf(pod);
  const why =
    pod === undefined
      ? `Endpoint ${endpoint.address}, which is no Pod,`
      : pod.proxy === undefined
      ? `${object.kind} ${object.namespace}/${object.name} has no sidecar and`
      : `${object.kind} ${object.namespace}/${object.name} has label ${TLS_MODE_LABEL}=${label} and`;
  return finding('MF6002', {
    cluster: provider.cluster,
    object,
    message: `${why} takes no mutual TLS in ${provider.cluster}, so that clients on other networks never get its address.`,
    ...(pod === undefined || pod.hostNetwork
      ? {}
      : {
          remedy:
            pod.proxy === undefined || pod.workload.kind === 'Pod'
              ? sidecarRemedy(provider.cluster, pod)
              : commandRemedy(
                  provider.cluster,
                  patchCommand(workloadOf(pod), {
                    spec: {
                      template: {
                        metadata: { labels: { [TLS_MODE_LABEL]: null } },
                      },
                    },
                  }),
                ),
        }),
    evidence: [
      {
        cluster: provider.cluster,
        object:
          pod === undefined
            ? object
            : {
                apiVersion: 'v1',
                kind: 'Pod',
                namespace: pod.namespace,
                name: pod.name,
              },
        field: `metadata.labels[${TLS_MODE_LABEL}]`,
        value: label ?? '',
        at: provider.state.pods.at,
      },
      ...evidence,
    ],
  });
}

function disabledAtClient({ input, connection, evidence }: Judge): Finding {
  const { client, provider, service } = input;
  const [{ object, field }] = connection.tls.because as [Evidence];
  const policy = policyOf(client, object!);
  return finding('MF6003', {
    cluster: client.cluster,
    peer: provider.cluster,
    object: object!,
    params: { service: `${service.namespace}/${service.name}` },
    message: `PeerAuthentication ${object!.namespace}/${object!.name} in ${
      client.cluster
    }, the client's cluster, says that ${service.namespace}/${
      service.name
    } takes no mutual TLS (${field}), so that endpoints of ${
      provider.cluster
    } are left out.`,
    ...(policy && {
      remedy: peerAuthenticationRemedy(client.cluster, policy, {
        field: field!,
        mode: 'PERMISSIVE',
      }),
    }),
    evidence: [...connection.tls.because, ...evidence],
  });
}

function plaintextRefused({
  input,
  connection,
  mode,
  evidence,
}: Judge): Finding {
  const { provider, client } = input;
  const object = mode.object!;
  const policy = policyOf(provider, object);
  return finding('MF6004', {
    cluster: provider.cluster,
    peer: client.cluster,
    object,
    params: { cause: causeOf(connection.tls) },
    message: `PeerAuthentication ${object.namespace}/${object.name} in ${
      provider.cluster
    } demands mutual TLS (${mode.field}), but ${nameClient(
      input,
    )} speaks plaintext: ${causeOf(connection.tls)}.`,
    ...(policy && {
      remedy: peerAuthenticationRemedy(provider.cluster, policy, {
        field: mode.field!,
        mode: 'PERMISSIVE',
      }),
    }),
    evidence,
  });
}

/** MF6005, when the endpoint's port is not handled by its sidecar. */
function bypassedInbound({
  input,
  connection,
  evidence,
}: Judge): Finding | undefined {
  const { provider } = input;
  const { pod, targetPort } = connection.endpoint;
  const annotation = pod && inboundBypass(pod.annotations, targetPort);
  if (
    pod?.proxy === undefined ||
    annotation === undefined ||
    targetPort === undefined
  ) {
    return undefined;
  }
  const object = workloadOf(pod);
  const remedy =
    annotation === EXCLUDED_INBOUND_PORTS
      ? excludedPortRemedy(provider.cluster, pod, annotation, targetPort)
      : undefined;
  return finding('MF6005', {
    cluster: provider.cluster,
    object,
    params: { port: String(targetPort), annotation },
    message: `Port ${targetPort} of ${object.kind} ${object.namespace}/${object.name} in ${provider.cluster} is kept from its sidecar by annotation ${annotation}, but clients speak mutual TLS to it.`,
    ...(remedy && { remedy }),
    evidence: [
      {
        cluster: provider.cluster,
        object: {
          apiVersion: 'v1',
          kind: 'Pod',
          namespace: pod.namespace,
          name: pod.name,
        },
        field: `metadata.annotations[${annotation}]`,
        value: pod.annotations[annotation] ?? '',
        at: provider.state.pods.at,
      },
      ...evidence,
    ],
  });
}

/** The annotation that keeps a port from the sidecar, if one does (istio/istio tools/istio-iptables/pkg/capture/run.go). */
export function inboundBypass(
  annotations: Readonly<Record<string, string>>,
  port: number | undefined,
): string | undefined {
  const included = annotations[INCLUDED_INBOUND_PORTS];
  if (port === undefined) {
    return undefined;
  }
  if (included !== undefined && included !== '*') {
    return listsPort(included, port) ? undefined : INCLUDED_INBOUND_PORTS;
  }
  return listsPort(annotations[EXCLUDED_INBOUND_PORTS], port)
    ? EXCLUDED_INBOUND_PORTS
    : undefined;
}

function policyOf(
  index: ClusterIndex,
  object: { readonly namespace?: string; readonly name: string },
): PeerAuthentication | undefined {
  const found = index.peerAuthentications(object.namespace ?? '');
  return found.status === 'observed'
    ? found.value.find(item => item.object.name === object.name)
    : undefined;
}

/** What makes the client speak plaintext, as the end of a sentence. */
function causeOf({ reason, because }: ClientTls): string {
  const [first] = because;
  const name =
    first?.object === undefined
      ? ''
      : `${first.object.kind} ${first.object.namespace}/${first.object.name}`;
  switch (reason) {
    case 'no-proxy':
      return 'it has no sidecar';
    case 'excluded-port':
      return `${name} keeps the port from its sidecar (${first?.field})`;
    case 'hidden':
      return `${name} hides the Service from its sidecar`;
    case 'destination-rule':
      return `${name} sets ${first?.field} ${first?.value}`;
    case 'auto-mtls-off':
      return 'automatic mutual TLS is off in the mesh config';
    case 'client-policy':
      return `${name} turns it off`;
    case 'endpoint':
      return `the endpoint has no label ${TLS_MODE_LABEL}=istio`;
    case 'auto-mtls':
    case 'unknown':
      return 'mutual TLS is not used';
    default:
      throw new Error(`Unexpected reason ${String(reason)}`);
  }
}
