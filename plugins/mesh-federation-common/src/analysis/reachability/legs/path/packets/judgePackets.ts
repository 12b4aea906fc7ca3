import type { Observed } from '../../../../../model';
import { optional } from '../../../../../model/basics/optional';
import { describeObject } from '../../../../../model/objectRef';
import {
  clientGroups,
  nameClients,
  type ClientGroup,
} from '../../../configuration/clients/clientGroups';
import {
  endpointGroups,
  nameEndpoints,
  type EndpointGroup,
} from '../../../configuration/endpointGroups';
import { wayTo } from '../../../configuration/viaGateway';
import type { ClusterIndex } from '../../../lookup/ClusterIndex';
import { missingFact } from '../../../lookup/missingFact';
import type { KnownGateway } from '../../../networks/knownGateways';
import { networkPaths } from '../../../networks/networkPaths';
import { combine } from '../../../parts/combine';
import type { LegPart } from '../../../parts/conclude';
import { conditionOf } from '../../../parts/conditionOf';
import {
  isLocal,
  type LegInput,
  type ProviderEndpoint,
} from '../../../question/Leg';
import { standingOf } from '../../../networks/gatewayStanding';
import { controlTraffic } from './controlTraffic';
import {
  describePackets,
  hopEvidence,
  namePolicies,
  whyUnknown,
} from './describeHop';
import { enforcement } from './enforcement';
import { hopFinding } from './hopFinding';
import { gatewayHops, straightHops, toGateway, type Hop } from './hopsBetween';
import type { PolicyPod } from './policyAnswer';

/**
 * Whether NetworkPolicies let the packets through: out of the client's Pod, into and out of a
 * gateway's, and into that of the server. Each counts in the cluster where it is. At the server's
 * Pod requests of other networks come from the gateway's Pod; at the gateway they come from outside
 * of the cluster, so that only blocks of addresses can mean them.
 */
export function judgePackets(input: LegInput): LegPart {
  const endpoints = endpointGroups(input);
  const clients = clientGroups(input);
  if (endpoints.length === 0 || clients.status === 'unknown') {
    return {};
  }
  const indexes = involved(input);
  const missing = indexes.flatMap(({ cluster, state: { networkPolicies } }) =>
    networkPolicies.status === 'unknown'
      ? [missingFact(cluster, 'NetworkPolicies', networkPolicies)]
      : [],
  );
  if (missing.length > 0) {
    return { missing };
  }
  if (indexes.every(({ state }) => isEmpty(state.networkPolicies))) {
    return {};
  }
  return combine(
    classesOf(input, clients.value, endpoints).map(({ members, outcomes }) => ({
      subject: members,
      part: combine(
        outcomes.map(({ endpoint, hops }) => ({
          subject: endpoint,
          part: together(
            ofAlternatives(hops),
            controlTraffic(input, members[0]!),
          ),
        })),
        { on: 'endpoint', name: nameEndpoints },
      ),
    })),
    { on: 'client', name: nameClients },
  );
}

function isEmpty(section: Observed<readonly unknown[]>): boolean {
  return section.status === 'observed' && section.value.length === 0;
}

/** The clusters through whose Pods the requests go. */
function involved(input: LegInput): readonly ClusterIndex[] {
  const gateways = networkPaths(input).paths.flatMap(way => way.gateways);
  return [
    ...new Set([
      input.client,
      input.provider,
      ...gateways.flatMap(known => standingOf(input, known)?.index ?? []),
    ]),
  ];
}

interface Outcome {
  readonly endpoint: EndpointGroup;
  /** One list for each gateway address, else one. */
  readonly hops: readonly Alternative[];
}

interface Alternative {
  readonly gateway?: KnownGateway;
  readonly hops: readonly Hop[];
}

interface ClientClass {
  readonly members: readonly ClientGroup[];
  readonly outcomes: readonly Outcome[];
}

/** The clients by what policies make of their packets. */
function classesOf(
  input: LegInput,
  groups: readonly ClientGroup[],
  endpoints: readonly EndpointGroup[],
): readonly ClientClass[] {
  const classes = new Map<
    string,
    ClientClass & { readonly members: ClientGroup[] }
  >();
  for (const group of groups) {
    const outcomes = endpoints.map(endpoint => ({
      endpoint,
      hops: alternatives(input, group, endpoint.endpoint),
    }));
    const key = JSON.stringify([
      outcomes.map(({ hops }) => hops.map(item => item.hops.map(keyOf))),
      controlTraffic(input, group).missing ?? [],
    ]);
    const known = classes.get(key);
    if (known === undefined) {
      classes.set(key, { members: [group], outcomes });
    } else {
      known.members.push(group);
    }
  }
  return [...classes.values()];
}

function keyOf({ answer, policies, role }: Hop): unknown {
  return [role, answer, policies.map(({ object }) => describeObject(object))];
}

function alternatives(
  input: LegInput,
  group: ClientGroup,
  endpoint: ProviderEndpoint,
): readonly Alternative[] {
  const pod = podOf(group);
  const way = wayTo(input, group, endpoint);
  const kind = way?.path.kind ?? (isLocal(input) ? 'local' : 'none');
  switch (kind) {
    case 'local':
    case 'direct':
      return [{ hops: straightHops(input, pod, endpoint) }];
    case 'gateway':
      return way!.gateways.map(gateway => {
        const standing = standingOf(input, gateway);
        return {
          gateway,
          hops: [
            toGateway(input, pod, gateway),
            ...(standing === undefined
              ? []
              : gatewayHops(input, standing, endpoint)),
          ],
        };
      });
    default:
      return [];
  }
}

function podOf({ namespace = '', name, labels, pods }: ClientGroup): PolicyPod {
  return {
    namespace,
    labels,
    workload: { name: name.split('/').at(-1)! },
    hostNetwork: pods.some(({ hostNetwork }) => hostNetwork),
    ips: pods.flatMap(({ ips }) => ips),
    namedPorts: {},
  };
}

/** Broken when all gateways are; that some are is a matter of the share of requests. */
function ofAlternatives(all: readonly Alternative[]): LegPart {
  const judged = all.map(item => ({ ...item, part: ofHops(item.hops) }));
  const broken = judged.filter(({ part }) => part.findings !== undefined);
  if (broken.length === judged.length) {
    return together(...broken.map(({ part }) => part));
  }
  const good = judged.filter(({ part }) => part.findings === undefined);
  return {
    ...together(...good.map(({ part }) => part)),
    conditions: broken.flatMap(({ part }) =>
      (part.findings ?? []).map(finding =>
        conditionOf(
          finding,
          'request',
          `Only the share of requests that goes through ${good
            .map(({ gateway }) => `${gateway?.address}:${gateway?.port}`)
            .join(', ')}: ${finding.message}`,
        ),
      ),
    ),
  };
}

/** The first Pod that keeps the packets back decides, else the first of which that is not known. */
function ofHops(hops: readonly Hop[]): LegPart {
  const blocking = hops.find(({ answer }) => answer === 'no');
  const doubtful = hops.find(({ answer }) => answer === 'unknown');
  if (blocking !== undefined) {
    const enforced = enforcement(blocking.index);
    return 'evidence' in enforced
      ? { findings: [hopFinding(blocking, enforced.evidence)] }
      : {
          missing: [
            {
              ...enforced.missing,
              reason: `${namePolicies(
                blocking,
              )} would not let ${describePackets(blocking)} through; ${
                enforced.missing.reason
              }`,
            },
          ],
          evidence: evidenceOf(blocking),
        };
  }
  if (doubtful !== undefined) {
    const { index } = doubtful;
    return {
      missing: [
        {
          cluster: index.cluster,
          what: `whether ${namePolicies(doubtful)} lets ${describePackets(
            doubtful,
          )} through`,
          reason: whyUnknown(doubtful),
          at: index.state.networkPolicies.at,
        },
      ],
      evidence: evidenceOf(doubtful),
    };
  }
  return { evidence: hops.flatMap(evidenceOf) };
}

function evidenceOf(hop: Hop) {
  return hopEvidence(hop, hop.index.state.networkPolicies.at);
}

function together(...parts: readonly LegPart[]): LegPart {
  const findings = parts.flatMap(part => part.findings ?? []);
  return {
    ...optional({ findings: findings.length > 0 ? findings : undefined }),
    missing: parts.flatMap(({ missing }) => missing ?? []),
    conditions: parts.flatMap(({ conditions }) => conditions ?? []),
    evidence: parts.flatMap(({ evidence }) => evidence ?? []),
  };
}
