import { finding } from '../../../../findings/registry';
import type {
  ClusterName,
  Evidence,
  Finding,
  ObjectRef,
  Remedy,
  Timestamp,
} from '../../../../model';
import { serviceHost } from '../../lookup/hostLookUp';
import type { LegInput } from '../../question/Leg';
import { ruleFor, tlsBetween } from '../../configuration/clientTls';
import {
  clientPolicyFor,
  type ClientPolicy,
} from '../../configuration/objects/clientPolicyFor';
import { judgePassthrough } from './rule/judgePassthrough';
import { judgeProxyProtocol } from './rule/judgeProxyProtocol';
import type { LegPart } from '../../parts/conclude';
import { jsonPatchRemedy } from '../../parts/jsonPatch';
import { subsetRemedy } from '../../parts/subsetRemedy';
import { labelsOf } from './judgeEndpoints';
import type { ClientGroup } from '../../configuration/clients/clientGroups';
import { combine } from '../../parts/combine';
import {
  destinationRuleFor,
  type EffectiveRule,
} from '../../configuration/objects/destinationRuleFor';
import {
  endpointGroups,
  nameEndpoints,
  type EndpointGroup,
} from '../../configuration/endpointGroups';
import { judgeGatewayRule } from './judgeGatewayRule';
import { judgeTls } from './judgeTls';
import type { ClientRoute } from '../../configuration/routesFor';
import { endpointLabels } from '../../configuration/endpointLabels';
import { viaGateway } from '../../configuration/viaGateway';
import { missingFact, missingNodes } from '../../lookup/missingFact';
import { selects } from '../../../labelSelectors';
import { optional } from '../../../../model/basics/optional';

export interface Destination {
  readonly subset?: string;
  /** The route that sends requests here, and the evidence for it. */
  readonly route?: ClientRoute;
  readonly evidence?: Evidence;
  /** Where the route names the subset; absent where its place is not certain. */
  readonly subsetField?: string;
}

/**
 * MF6111, MF6112, MF6123, MF6124: whether a subset exists and has endpoints; for those, whether the client and the
 * gateway speak what they have to.
 */
export function judgeDestination(
  input: LegInput,
  group: ClientGroup,
  destination: Destination,
): LegPart {
  const { client } = input;
  const { subset } = destination;
  const rule = ruleFor(input, group);
  if (rule.status === 'unknown') {
    return {
      missing: [missingFact(client.cluster, 'DestinationRules', rule)],
    };
  }
  const own = rule.value?.subsets.find(({ name }) => name === subset);
  if (subset !== undefined && own === undefined) {
    return { findings: [noSubset(input, destination, subset, rule.value)] };
  }
  const policy = clientPolicyFor(rule.value, input.port, subset);
  const place = { input, policy, subset, at: rule.at };
  const elsewhere = judgePassthrough(place);
  if (elsewhere.length > 0) {
    return { findings: elsewhere };
  }
  const missing = missingNodes(input.provider, [own?.labels]);
  if (missing.length > 0) {
    return { missing };
  }
  const all = endpointGroups(input);
  const chosen = all.filter(({ endpoint }) =>
    selects(own?.labels, endpointLabels(input, endpoint)),
  );
  if (chosen.length === 0) {
    return own === undefined || all.length === 0
      ? {}
      : { findings: [emptySubset(input, own, rule.at)] };
  }
  return combine(
    chosen.map(item => ({
      subject: item,
      part: judgeEndpoint(place, group, item),
    })),
    { on: 'endpoint', name: nameEndpoints },
  );
}

interface Place {
  readonly input: LegInput;
  readonly policy: ClientPolicy;
  readonly subset: string | undefined;
  readonly at: Timestamp;
}

function judgeEndpoint(
  { input, policy, subset, at }: Place,
  group: ClientGroup,
  { endpoint }: EndpointGroup,
): LegPart {
  const gateway = viaGateway(input, group, endpoint);
  if (typeof gateway === 'object') {
    return gateway;
  }
  const pair = {
    group,
    endpoint,
    ...optional({ subset }),
  };
  const tls = gateway || tlsBetween(input, pair).mode === 'mtls';
  const parts = [
    judgeTls(input, { ...pair, viaGateway: gateway }),
    judgeProxyProtocol(input, policy, { tls, at }),
  ];
  const own = parts.find(({ findings = [] }) => findings.length > 0);
  return (
    own ??
    together([...parts, ...(gateway ? [judgeGatewayRule(input, pair)] : [])])
  );
}

function together(parts: readonly LegPart[]): LegPart {
  return {
    findings: parts.flatMap(({ findings = [] }) => findings),
    missing: parts.flatMap(({ missing = [] }) => missing),
    evidence: parts.flatMap(({ evidence = [] }) => evidence),
  };
}

function noSubset(
  input: LegInput,
  { route, evidence, subsetField }: Destination,
  subset: string,
  rule: EffectiveRule | undefined,
): Finding {
  const { client, provider, service } = input;
  const host = serviceHost(service);
  const object = route!.virtualService.object;
  // What the other cluster calls by that name is the best guess of what is meant.
  const there = destinationRuleFor(provider, {
    host,
    serviceNamespace: service.namespace,
    namespace: service.namespace,
    labels: {},
  });
  const known =
    there.status === 'observed' && provider.cluster !== client.cluster
      ? there.value?.subsets.find(({ name }) => name === subset)
      : undefined;
  return finding('MF6111', {
    cluster: client.cluster,
    object,
    params: { subset, host },
    message: `VirtualService ${object.namespace}/${object.name} in ${client.cluster} sends requests to subset ${subset} of ${host}, which no DestinationRule there defines.`,
    ...optional({
      remedy: known
        ? subsetRemedy(client.cluster, { host, subset: known, rule })
        : withoutSubset(client.cluster, object, { subset, field: subsetField }),
    }),
    evidence: [
      ...(evidence
        ? [{ ...evidence, value: `${host}, subset ${subset}` }]
        : []),
      {
        cluster: client.cluster,
        field: `DestinationRule with subset ${subset} of ${host}`,
        value: 'none',
        at: client.state.configuration.destinationRules.at,
      },
    ],
  });
}

/**
 * Requests to a subset that nobody defines all fail: without its name they go to every endpoint.
 */
function withoutSubset(
  cluster: ClusterName,
  object: ObjectRef,
  {
    subset,
    field,
  }: { readonly subset: string; readonly field: string | undefined },
): Remedy | undefined {
  return field === undefined
    ? undefined
    : jsonPatchRemedy(cluster, object, {
        op: 'remove',
        field,
        expected: { [field]: subset },
      });
}

function emptySubset(
  { client, provider, service }: LegInput,
  subset: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly object: NonNullable<Evidence['object']>;
    readonly index: number;
  },
  at: string,
): Finding {
  const { object, name, labels, index } = subset;
  return finding('MF6112', {
    cluster: client.cluster,
    peer: provider.cluster,
    object,
    params: { subset: name, labels: labelsOf(labels) },
    message: `Subset ${name} of DestinationRule ${object.namespace}/${
      object.name
    } in ${client.cluster} asks for ${labelsOf(labels)}, which no Pod of ${
      service.namespace
    }/${service.name} in ${provider.cluster} has.`,
    evidence: [
      {
        cluster: client.cluster,
        object,
        field: `spec.subsets[${index}].labels`,
        value: labelsOf(labels),
        at,
      },
    ],
  });
}
