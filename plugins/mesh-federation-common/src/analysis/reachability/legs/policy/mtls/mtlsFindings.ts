import { finding } from '../../../../../findings/registry';
import {
  type Evidence,
  type Finding,
  type Pod,
  type Remedy,
  describeObject,
} from '../../../../../model';
import {
  isLocal,
  type LegInput,
  type ProviderEndpoint,
} from '../../../question/Leg';
import type { ClientTls } from '../../../configuration/clientTls';
import { nameClient } from '../../../configuration/viaGateway';
import type { EffectiveMtls } from '../../../configuration/objects/effectiveMtls';
import { inboundBypass } from '../../../configuration/inboundBypass';
import { podRef, workloadRef } from '../../../../../model/objectRef';
import {
  TLS_MODE_LABEL,
  EXCLUDED_INBOUND_PORTS,
} from '../../../../../model/istioNames';
import {
  excludedPortRemedy,
  serverMtlsRemedy,
  sidecarRemedy,
} from '../../../parts/workloadRemedies';
import {
  peerAuthenticationRemedy,
  permitPlaintext,
} from './peerAuthenticationRemedy';
import { optional } from '../../../../../model/basics/optional';
import { assertNever } from '../../../../../model/basics/assertNever';

/** One connection: what the client speaks, on which way, to which endpoint. */
export interface Connection {
  readonly endpoint: ProviderEndpoint;
  readonly tls: ClientTls;
  /** Through an east-west gateway, which passes nothing but mutual TLS. */
  readonly viaGateway: boolean;
}

/** A connection with the mode that counts for it at the server. */
export interface Judge {
  readonly input: LegInput;
  readonly connection: Connection;
  readonly mode: EffectiveMtls;
  readonly evidence: readonly Evidence[];
}

export function disabledAtServer({
  input,
  mode,
  evidence,
  connection,
}: Judge): Finding {
  const { provider } = input;
  const object = mode.object!;
  const speaking = isLocal(input)
    ? 'a DestinationRule makes clients speak it'
    : 'clients of another cluster do not know that and speak it';
  return finding('MF6001', {
    cluster: provider.cluster,
    object,
    message: `PeerAuthentication ${object.namespace}/${object.name} in ${
      provider.cluster
    } turns mutual TLS off (${mode.field}), but ${
      connection.viaGateway
        ? 'the east-west gateway passes nothing else'
        : speaking
    }.`,
    ...optional({
      remedy: peerAuthenticationRemedy(provider, object, {
        field: mode.field!,
        mode: 'PERMISSIVE',
      }),
    }),
    evidence,
  });
}

export function noMtlsAtEndpoint({
  input,
  connection,
  evidence,
}: Judge): Finding {
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
      : workloadRef(pod);
  const name = describeObject(object);
  const reason =
    pod?.proxy === undefined
      ? 'has no sidecar'
      : `has ${TLS_MODE_LABEL}=${label ?? ''}`;
  const why =
    pod === undefined
      ? `Endpoint ${endpoint.address}, which is no Pod,`
      : `${name} ${reason} and`;
  return finding('MF6002', {
    cluster: provider.cluster,
    object,
    message: `${why} takes no mutual TLS in ${provider.cluster}, so that clients on other networks never get its address.`,
    ...optional({ remedy: serverMtlsRemedy(provider, pod) }),
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

/** The client, or the gateway, speaks mutual TLS to something that cannot. */
export function noSidecarBehindLabel(
  { input: { provider }, evidence }: Judge,
  pod: Pod,
): Finding {
  const object = workloadRef(pod);
  return finding('MF6010', {
    cluster: provider.cluster,
    object,
    message: `${describeObject(object)} in ${
      provider.cluster
    } has the label ${TLS_MODE_LABEL}=istio and no sidecar, so that it gets mutual TLS and cannot take it.`,
    ...optional({ remedy: serverMtlsRemedy(provider, pod) }),
    evidence: [
      {
        cluster: provider.cluster,
        object: podRef(pod),
        field: `metadata.labels[${TLS_MODE_LABEL}]`,
        value: 'istio',
        at: provider.state.pods.at,
      },
      ...evidence,
    ],
  });
}

export function disabledAtClient({
  input,
  connection,
  evidence,
}: Judge): Finding {
  const { client, provider, service } = input;
  const [{ object, field }] = connection.tls.because as [Evidence];
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
    ...optional({
      remedy: peerAuthenticationRemedy(client, object!, {
        field: field!,
        mode: 'PERMISSIVE',
      }),
    }),
    evidence: [...connection.tls.because, ...evidence],
  });
}

export function plaintextRefused({
  input,
  connection,
  mode,
  evidence,
}: Judge): Finding {
  const { provider, client } = input;
  const object = mode.object!;
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
    ...optional({
      remedy:
        connection.tls.reason === 'no-proxy'
          ? clientSidecar(input)
          : permitPlaintext(provider, mode),
    }),
    evidence,
  });
}

/** The client alone changes; what the server demands is for all. */
function clientSidecar({ client, clientPods }: LegInput): Remedy | undefined {
  const pod = clientPods?.find(({ proxy }) => proxy === undefined);
  return pod && sidecarRemedy(client, pod);
}

/** MF6005, when the endpoint's port is not handled by its sidecar. */
export function bypassedInbound({
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
  const object = workloadRef(pod);
  const remedy =
    annotation === EXCLUDED_INBOUND_PORTS
      ? excludedPortRemedy(provider.cluster, pod, annotation, targetPort)
      : undefined;
  return finding('MF6005', {
    cluster: provider.cluster,
    object,
    params: { port: String(targetPort), annotation },
    message: `Port ${targetPort} of ${describeObject(object)} in ${
      provider.cluster
    } is kept from its sidecar by annotation ${annotation}, but clients speak mutual TLS to it.`,
    ...optional({ remedy }),
    evidence: [
      {
        cluster: provider.cluster,
        object: podRef(pod),
        field: `metadata.annotations[${annotation}]`,
        value: pod.annotations[annotation] ?? '',
        at: provider.state.pods.at,
      },
      ...evidence,
    ],
  });
}

/** What makes the client speak plaintext, as the end of a sentence. */
function causeOf({ reason, because }: ClientTls): string {
  const [first] = because;
  const name = first?.object === undefined ? '' : describeObject(first.object);
  switch (reason) {
    case 'no-proxy':
      return 'it has no sidecar';
    case 'excluded-port':
      return `${name} keeps the port from its sidecar (${first?.field})`;
    case 'excluded-address':
      return `${name} keeps the address from its sidecar (${first?.field})`;
    case 'user-of-proxy':
      return 'it runs as the user or group of its proxy';
    case 'not-exported':
      return `${name} is not exported to it`;
    case 'shadowed':
      return `${name} takes the host`;
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
    case 'other-endpoint':
      return `${name} takes none, and it is one way to speak to all endpoints of a headless Service`;
    case 'auto-mtls':
    case 'unknown':
      return 'mutual TLS is not used';
    default:
      return assertNever(reason);
  }
}
