import { finding } from '../../../../findings/registry';
import type {
  Condition,
  Evidence,
  Finding,
  MissingFact,
} from '../../../../model';
import { reachedPort, type KnownGateway } from '../../networks/knownGateways';
import type { LegInput } from '../../question/Leg';
import { contradicts, type NetworkPath } from '../../networks/networkPaths';
import { resourceOf } from '../../../../commands/kubectl';
import { commandRemedy } from '../../parts/remedies';
import { contradiction } from './contradiction';
import { evidenceOf, gatewayProblem } from './gatewayProblem';
import { standingOf, type Standing } from '../../networks/gatewayStanding';
import { meshConfigRef } from '../../../../model/objectRef';
import { optional } from '../../../../model/basics/optional';
import { conditionOf } from '../../parts/conditionOf';

/** What is known of requests through the gateways of one network. */
export interface GatewayPath {
  readonly findings: readonly Finding[];
  readonly missing: readonly MissingFact[];
  readonly conditions: readonly Condition[];
  readonly doubts: readonly string[];
  readonly evidence: readonly Evidence[];
}

interface JudgedGateway {
  /** Nothing shows that the address is the gateway's; of no weight where it is the only one. */
  readonly unproven?: Finding;
  readonly known: KnownGateway;
  readonly finding?: Finding;
  readonly missing?: MissingFact;
  readonly evidence?: Evidence;
}

/**
 * Judges each address to which istiod spreads the requests: broken when all are, a condition when
 * some are (istio/istio pilot/pkg/xds/endpoints/ep_filters.go splitWeightAmongGateways).
 */
export function gatewayPath(input: LegInput, way: NetworkPath): GatewayPath {
  const judged = way.gateways.map(known => judge(input, way, known));
  const proven = judged.some(
    item => (item.finding ?? item.missing ?? item.unproven) === undefined,
  );
  const broken = judged.flatMap(
    item => item.finding ?? (proven ? item.unproven ?? [] : []),
  );
  const evidence = judged.flatMap(item => item.evidence ?? []);
  if (broken.length === judged.length) {
    return {
      findings: broken,
      missing: [],
      conditions: [],
      doubts: [],
      evidence,
    };
  }
  const good = judged.filter(
    item =>
      item.finding === undefined && !(proven && item.unproven !== undefined),
  );
  return {
    findings: [],
    missing: good.flatMap(item => item.missing ?? []),
    doubts: good.flatMap(item => item.unproven?.message ?? []),
    conditions: broken.map(item =>
      conditionOf(
        item,
        'request',
        `Only the share of requests that goes through ${good
          .map(({ known }) => `${known.address}:${known.port}`)
          .join(', ')}: ${item.message}`,
      ),
    ),
    evidence,
  };
}

function judge(
  input: LegInput,
  way: NetworkPath,
  known: KnownGateway,
): JudgedGateway {
  const standing = standingOf(input, known);
  if (standing === undefined) {
    return {
      known,
      missing: notObserved(input, known),
      unproven: notFound(input, known),
    };
  }
  const { index, gateway } = standing;
  if (reachedPort(gateway) !== known.port) {
    return { known, finding: wrongPort(input, known, standing) };
  }
  const problem =
    foreign(input, way, standing) ?? gatewayProblem(input, way, standing);
  if (problem !== undefined) {
    return { known, finding: problem };
  }
  return {
    known,
    ...optional({
      unproven: gateway.unproven?.includes(known.address)
        ? writtenByHand(standing)
        : undefined,
      missing:
        index.cluster === input.provider.cluster
          ? undefined
          : beyondGateway(input, standing),
    }),
    evidence: evidenceOf(standing, 'address', `${known.address}:${known.port}`),
  };
}

function notObserved(
  { client }: LegInput,
  { address, port }: KnownGateway,
): MissingFact {
  return {
    cluster: client.cluster,
    what: `the gateway behind ${address}:${port}`,
    reason: 'meshNetworks names the address, and no observed gateway has it',
    at: client.controlPlane?.meshConfig.at ?? client.state.at,
  };
}

/** MF4025, for an address that meshNetworks lists beside others. */
function notFound(
  { client }: LegInput,
  { object, address, port }: KnownGateway,
): Finding {
  const listed = object ?? meshConfigRef(client.controlPlane?.revision);
  return finding('MF4025', {
    cluster: client.cluster,
    object: listed,
    params: { address },
    message: `Nothing shows that ${address}:${port} leads to an east-west gateway: meshNetworks of ${client.cluster} lists it, and no gateway that was found has it.`,
    evidence: [
      {
        cluster: client.cluster,
        object: listed,
        field: 'meshNetworks',
        value: `${address}:${port}`,
        at: client.controlPlane?.meshConfig.at ?? client.state.at,
      },
    ],
  });
}

/** MF4025, for an address that stands in the object of the gateway. */
function writtenByHand(standing: Standing): Finding {
  const { index, gateway, address } = standing;
  const { object } = gateway;
  return finding('MF4025', {
    cluster: index.cluster,
    object,
    params: { address },
    message: `Nothing shows that ${address} leads to the east-west gateway ${object.name} of ${index.cluster}: somebody wrote it down, and neither a load balancer nor a Node has it.`,
    evidence: [evidenceOf(standing, 'addresses', address)],
  });
}

function wrongPort(
  { client }: LegInput,
  { object, address, port }: KnownGateway,
  { index, gateway }: Standing,
): Finding {
  return finding('MF4020', {
    cluster: client.cluster,
    peer: index.cluster,
    object: object ?? gateway.object,
    message: `meshNetworks of ${client.cluster} sends requests to ${address}:${port}, but the gateway ${gateway.object.name} there listens on port ${gateway.port}.`,
    params: { port: String(gateway.port), address },
    remedy: commandRemedy(client.cluster, [
      'kubectl',
      'edit',
      ...resourceOf(object ?? gateway.object),
    ]),
    evidence: [
      {
        cluster: client.cluster,
        ...optional({ object }),
        field: 'meshNetworks',
        value: `${address}:${port}`,
        at: client.controlPlane?.meshConfig.at ?? client.state.at,
      },
    ],
  });
}

/** A gateway of another cluster gives requests to the endpoints that its own istiod knows. */
function foreign(
  input: LegInput,
  way: NetworkPath,
  standing: Standing,
): Finding | undefined {
  const { context, provider } = input;
  const { index, gateway } = standing;
  if (index.cluster === provider.cluster) {
    return undefined;
  }
  if (way.endpoints.some(endpoint => contradicts(endpoint, way.to))) {
    return contradiction(input, way);
  }
  const relation = context.discovery(index.cluster, provider.cluster);
  if (relation?.verdict === 'synced' || relation?.verdict === 'unknown') {
    return undefined;
  }
  return finding('MF4021', {
    cluster: index.cluster,
    peer: provider.cluster,
    object: gateway.object,
    message: `Requests enter network "${gateway.network}" through ${gateway.object.name} of ${index.cluster}, which does not know the endpoints of ${provider.cluster}.`,
    params: {
      federation: context.federationOf(index.cluster, provider.cluster),
    },
    evidence: [
      evidenceOf(standing, 'label topology.istio.io/network', gateway.network),
    ],
  });
}

function beyondGateway(
  { provider }: LegInput,
  standing: Standing,
): MissingFact {
  const { index, gateway } = standing;
  return {
    cluster: index.cluster,
    what: `whether the gateway ${gateway.object.name} of ${index.cluster} reaches Pods of ${provider.cluster} directly`,
    reason: 'routes between Pods are not observed',
    at: index.state.gateways.at,
  };
}
