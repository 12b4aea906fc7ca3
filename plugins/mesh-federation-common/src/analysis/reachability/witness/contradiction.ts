import type {
  Confirmation,
  Reachability,
  ServerTestimony,
  TestifiedDestination,
  TestifiedRequest,
  Testimony,
} from '../../../model';
import { assertNever } from '../../../model/basics/assertNever';
import { counted, withoutStop } from '../../../model/basics/english';
import { finding } from '../../../findings/registry';
import { oldestOf, type Heard } from './Heard';

/** Both sides of it, in the message and as evidence. */
export function contradiction(
  code: 'MF6201' | 'MF6202',
  reading: Reachability,
  { testimonies, servers: { testimonies: servers } }: Heard,
): Confirmation {
  const { client, provider, service, port, unread } = reading;
  const { proxy, istiod, at } = testimonies[0]!;
  const host = `${service.namespace}/${service.name}:${port}`;
  const said =
    code === 'MF6201'
      ? `istiod does not let clients of ${client.cluster} send requests for ${host} to ${provider} as the objects say, and nothing that was read explains it`
      : `istiod lets clients of ${
          client.cluster
        } send requests for ${host} to ${provider}, although the objects say: ${withoutStop(
          reading.summary,
        )}`;
  const perhaps =
    unread.length > 0
      ? `; recognized and not interpreted: ${unread
          .map(({ text }) => withoutStop(text))
          .join('; ')}`
      : '';
  return {
    status: 'contradicted',
    at: oldestOf(testimonies),
    testimonies,
    servers,
    finding: finding(code, {
      cluster: client.cluster,
      peer: provider,
      message: `${said}${perhaps}.`,
      params: { pod: proxy.pod, namespace: proxy.namespace },
      evidence: [
        {
          cluster: proxy.cluster,
          object: {
            apiVersion: 'v1',
            kind: 'Pod',
            namespace: proxy.namespace,
            name: proxy.pod,
          },
          field: `configuration by ${istiod}`,
          value: testimonies.map(describe).join('; '),
          at,
        },
        ...servers.map(server => ({
          cluster: server.proxy.cluster,
          object: {
            apiVersion: 'v1',
            kind: 'Pod',
            namespace: server.proxy.namespace,
            name: server.proxy.pod,
          },
          field: `configuration by ${server.istiod}`,
          value: server.requests.map(describeInbound).join('; '),
          at: server.at,
        })),
      ],
    }),
  };
}

/** Short, for the evidence. */
function describeInbound({
  identity,
  inbound,
}: ServerTestimony['requests'][number]): string {
  switch (inbound.kind) {
    case 'accepted':
      return `${identity}: taken`;
    case 'refused':
      return `${identity}: no mutual TLS is taken`;
    case 'denied':
      return `${identity}: denied${
        inbound.policies.length > 0 ? ` by ${inbound.policies.join(', ')}` : ''
      }`;
    case 'unread':
      return `${identity}: ${inbound.what}`;
    default:
      return assertNever(inbound);
  }
}

/** Short, for the evidence. */
function describe({ proxy, request }: Testimony): string {
  const others = request.kind === 'not-configured' ? [] : request.others ?? [];
  return [
    `${proxy.namespace}/${proxy.pod}: ${describeRequest(request)}`,
    ...others.map(route => `other routes: ${describeRequest(route)}`),
  ].join('; ');
}

function describeRequest(request: TestifiedRequest): string {
  switch (request.kind) {
    case 'forwarded':
      return (
        [
          ...request.destinations.map(describeDestination),
          ...request.unanswered.map(name => `${name} has no endpoint for it`),
          ...(request.abortsSome ? ['the proxy aborts a part'] : []),
        ].join(', ') || 'no endpoint'
      );
    case 'answered':
      return `the proxy answers by itself (${request.by})`;
    case 'passed-on':
      return 'the proxy passes requests on as they are';
    case 'not-configured':
      return 'the proxy has nothing for such requests';
    case 'unread':
      return request.what;
    default:
      return assertNever(request);
  }
}

function describeDestination({
  host,
  clusterId,
  healthy,
  endpoints,
  priority,
  receives,
  transports,
  serverName,
  serverIdentities,
  withoutSidecar,
}: TestifiedDestination): string {
  const where = `${clusterId ?? '?'}${host === undefined ? '' : ` (${host})`}`;
  const how = [
    transports.join(' and '),
    ...(serverName === undefined ? [] : [`server name ${serverName}`]),
    ...(serverIdentities === undefined
      ? []
      : [`servers ${serverIdentities.join(' or ')} alone`]),
    ...(withoutSidecar ? ['no sidecar that takes it'] : []),
  ].join(', ');
  const rest = receives ? '' : ', gets nothing';
  return `${where} ${healthy} of ${counted(
    endpoints,
    'endpoint',
  )} healthy, priority ${priority}, ${how}${rest}`;
}
