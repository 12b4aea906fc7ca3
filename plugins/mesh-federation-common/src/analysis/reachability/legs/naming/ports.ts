import { finding } from '../../../../findings/registry';
import type {
  ClusterName,
  Finding,
  Service,
  ServicePort,
} from '../../../../model';
import { serviceHost } from '../../lookup/hostLookUp';
import { portByNumber } from '../../lookup/selection/portByNumber';
import { isLocal, type LegInput } from '../../question/Leg';
import { missingFact } from '../../lookup/missingFact';
import { networkPaths } from '../../networks/networkPaths';
import type { LegPart } from '../../parts/conclude';
import { jsonPatchCommand } from '../../parts/jsonPatch';
import { commandRemedy } from '../../parts/remedies';
import type { Command } from '../../../../commands/kubectl';
import { targetPortOf } from './stubService';
import { serviceRef } from '../../../../model/objectRef';
import { optional } from '../../../../model/basics/optional';

interface Side {
  readonly cluster: ClusterName;
  readonly service: Service;
  readonly at: string;
}

/**
 * MF5003, MF5004, MF5005. The client's istiod looks for endpoints by the name that the port has in
 * the client's cluster; the gateway of the other network finds the Service by the number that the
 * client called. So both have to be equal (istio/istio pilot/pkg/xds/endpoints/endpoint_builder.go,
 * pilot/pkg/networking/core/gateway.go builtAutoPassthroughFilterChains).
 */
export function ports(
  input: LegInput,
  own: Service | undefined,
  remote: Service,
): LegPart {
  const { client, provider, port } = input;
  const theirs: Side = {
    cluster: provider.cluster,
    service: remote,
    at: provider.state.services.at,
  };
  const numbered = portByNumber(remote.ports, port);
  if (own === undefined || isLocal(input)) {
    return numbered === undefined
      ? { findings: [absentPort('MF5005', input, theirs)] }
      : {};
  }
  const ours: Side = {
    cluster: client.cluster,
    service: own,
    at: client.state.services.at,
  };
  const called = portByNumber(own.ports, port);
  if (called === undefined) {
    return { findings: [absentPort('MF5004', input, ours, numbered)] };
  }
  // A gateway looks past ports of UDP, as well as clients do.
  const isLost =
    numbered?.protocol === 'UDP' &&
    called.protocol !== 'UDP' &&
    input.path.kind === 'gateway';
  if (numbered !== undefined && !isLost) {
    return nameOf(called) === nameOf(numbered)
      ? {
          evidence: [
            portEvidence(ours, called),
            portEvidence(theirs, numbered),
          ],
        }
      : crossed(input, ours, called, theirs, numbered);
  }
  const named = remote.ports.find(item => nameOf(item) === nameOf(called));
  if (named !== undefined && input.path.kind === 'unknown') {
    return { missing: networkPaths(input).missing };
  }
  return named !== undefined && input.path.kind === 'direct'
    ? {
        doubts: [
          `Port "${nameOf(called)}" has number ${port} in ${
            client.cluster
          } and ${named.port} in ${
            provider.cluster
          }: this works only without a gateway.`,
        ],
      }
    : {
        findings: [
          absentPort('MF5005', input, theirs, isLost ? undefined : called),
        ],
      };
}

/**
 * Another port of the provider, of whatever protocol, has the name by which the client's istiod
 * looks for endpoints. Then it finds some, and a gateway hands the requests to the port with the
 * number; without a gateway they go to the target of the other port.
 */
function crossed(
  input: LegInput,
  ours: Side,
  called: ServicePort,
  theirs: Side,
  numbered: ServicePort,
): LegPart {
  const { provider, service, path } = input;
  const twin = theirs.service.ports.find(
    item => nameOf(item) === nameOf(called),
  );
  const slices = provider.endpointSlices(service.namespace, service.name);
  const differs = {
    findings: [nameDiffers(input, ours, called, theirs, numbered)],
  };
  if (twin === undefined) {
    return differs;
  }
  if (slices.status === 'unknown') {
    return { missing: [missingFact(provider.cluster, 'endpoints', slices)] };
  }
  const isFound = slices.value.some(
    ({ ports: targets, endpoints }) =>
      endpoints.length > 0 &&
      targets.some(item => nameOf(item) === nameOf(twin)),
  );
  if (!isFound) {
    return differs;
  }
  const evidence = [portEvidence(ours, called), portEvidence(theirs, twin)];
  return path.kind === 'gateway'
    ? { evidence }
    : {
        missing: [
          {
            cluster: provider.cluster,
            what: `what answers on port "${nameOf(called)}" there`,
            reason: `its number is ${twin.port} (${twin.protocol}), and ${input.port} is the number of another port`,
            at: theirs.at,
          },
        ],
        evidence,
      };
}

function nameOf({ name }: { readonly name?: string }): string {
  return name ?? '';
}

function portEvidence({ cluster, service, at }: Side, port: ServicePort) {
  return {
    cluster,
    object: serviceRef(service),
    field: `spec.ports[port=${port.port}].name`,
    value: nameOf(port) || 'not set',
    at,
  };
}

function nameDiffers(
  input: LegInput,
  ours: Side,
  called: ServicePort,
  theirs: Side,
  wanted: ServicePort,
): Finding {
  const object = serviceRef(ours.service);
  const name = nameOf(wanted);
  return finding('MF5003', {
    cluster: ours.cluster,
    peer: theirs.cluster,
    object,
    message: `Port ${called.port} of ${serviceHost(
      input.service,
    )} is called "${nameOf(called)}" in ${ours.cluster} and "${name}" in ${
      theirs.cluster
    }. Istio matches endpoints by this name, so that ${
      ours.cluster
    } finds none there.`,
    params: { port: String(called.port), name },
    remedy: commandRemedy(ours.cluster, renaming(ours.service, called, name)),
    evidence: [portEvidence(ours, called), portEvidence(theirs, wanted)],
  });
}

/** `like` is the port as the other cluster has it. */
function absentPort(
  code: 'MF5004' | 'MF5005',
  input: LegInput,
  side: Side,
  like?: ServicePort,
): Finding {
  const { service, cluster, at } = side;
  const object = serviceRef(service);
  const offered = service.ports
    .map(item => `${item.port}${item.name ? ` (${item.name})` : ''}`)
    .join(', ');
  const command = like && addingPort(service, like, input.port);
  return finding(code, {
    cluster,
    peer:
      cluster === input.client.cluster
        ? input.provider.cluster
        : input.client.cluster,
    object,
    message: `${serviceHost(service)} has no port ${
      input.port
    } in ${cluster}, only ${offered || 'none'}.`,
    params: { port: String(input.port) },
    ...optional({
      remedy: command && commandRemedy(cluster, command),
    }),
    evidence: [{ cluster, object, field: 'spec.ports', value: offered, at }],
  });
}

const adding = (value: object) =>
  ({ op: 'add', field: 'spec.ports[-]', value } as const);

/**
 * Adds the port, which the API server takes no second time. Names are unique in a Service, and
 * Istio matches endpoints by them: one that has the name keeps its number, for those who call it,
 * and its protocol, which the name begins with, under a longer name. Undefined where the name that
 * both want is none: several ports have names.
 */
function addingPort(
  service: Service,
  like: ServicePort,
  port: number,
): Command | undefined {
  const same = service.ports.find(item => nameOf(item) === nameOf(like));
  const targetPort = same === undefined ? like.targetPort : same.targetPort;
  const added = {
    ...optional({ name: like.name }),
    port,
    protocol: like.protocol,
    ...optional({ appProtocol: like.appProtocol }),
    targetPort: targetPortOf(targetPort, same?.port ?? like.port),
  };
  if (same !== undefined) {
    return nameOf(like) === ''
      ? undefined
      : renaming(service, same, `${nameOf(like)}-${same.port}`, added);
  }
  return service.ports.length === 0
    ? jsonPatchCommand(
        serviceRef(service),
        [{ op: 'add', field: 'spec.ports', value: [added] }],
        { absent: ['spec.ports'] },
      )
    : jsonPatchCommand(serviceRef(service), [adding(added)]);
}

/** Gives a port another name, or none, and then adds one. */
function renaming(
  service: Service,
  port: ServicePort,
  name: string,
  added?: object,
): Command {
  const place = `spec.ports[${service.ports.indexOf(port)}]`;
  const field = `${place}.name`;
  return jsonPatchCommand(
    serviceRef(service),
    [
      name === '' ? { op: 'remove', field } : { op: 'add', field, value: name },
      ...(added === undefined ? [] : [adding(added)]),
    ],
    {
      expected: { [`${place}.port`]: port.port, [field]: port.name },
      absent: port.name === undefined ? [field] : [],
    },
  );
}
