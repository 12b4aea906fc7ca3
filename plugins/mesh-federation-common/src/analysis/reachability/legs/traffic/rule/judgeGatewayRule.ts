import { finding } from '../../../../../findings/registry';
import { ISTIO_NAMESPACE, type Finding } from '../../../../../model';
import { serviceHost } from '../../../lookup/hostLookUp';
import type { LegInput, ProviderEndpoint } from '../../../question/Leg';
import { ruleFor } from '../../../configuration/clientTls';
import type { LegPart } from '../../../parts/conclude';
import { subsetRemedy } from '../../../parts/subsetRemedy';
import type { ClientGroup } from '../../../configuration/clients/clientGroups';
import {
  destinationRuleFor,
  type EffectiveRule,
} from '../../../configuration/objects/destinationRuleFor';
import {
  clientPolicyFor,
  type ClientTls,
} from '../../../configuration/objects/clientPolicyFor';
import { passedThrough } from './judgePassthrough';
import { istioMutualRemedy } from '../../../parts/jsonPatch';
import { labelsOf } from './labelsOf';
import { missingFact } from '../../../lookup/missingFact';
import { endpointLabels } from '../../../configuration/endpointLabels';
import { selects } from '../../../../labelSelectors';
import { optional } from '../../../../../model/basics/optional';

interface Options {
  readonly group: ClientGroup;
  readonly endpoint: ProviderEndpoint;
  readonly subset?: string;
}

/**
 * MF6113, MF6119, MF6112, MF6123: the east-west gateway of the provider has the subset that the SNI
 * names, and speaks mutual TLS for the host. Sources: istio/istio
 * pilot/pkg/networking/core/cluster.go buildGatewayClusters (SNI-DNAT),
 * pilot/pkg/xds/endpoints/endpoint_builder.go EndpointsWithMTLSFilter.
 */
export function judgeGatewayRule(
  input: LegInput,
  { group, endpoint, subset }: Options,
): LegPart {
  const { provider, service, path, port } = input;
  const host = serviceHost(service);
  const gateways = path.kind === 'gateway' ? path.gateways : [];
  const rule = destinationRuleFor(provider, {
    host,
    serviceNamespace: service.namespace,
    namespace:
      gateways.find(({ object }) => object !== undefined)?.object?.namespace ??
      ISTIO_NAMESPACE,
    labels: {},
  });
  if (rule.status === 'unknown') {
    return {
      missing: [missingFact(provider.cluster, 'DestinationRules', rule)],
    };
  }
  const there = rule.value?.subsets.find(({ name }) => name === subset);
  if (subset !== undefined && there === undefined) {
    const found = missingSubset(input, group, subset, rule.value);
    return found === undefined ? {} : { findings: [found] };
  }
  if (
    there !== undefined &&
    !selects(
      there.labels,
      endpointLabels({ client: provider, provider }, endpoint),
    )
  ) {
    return { findings: [otherLabels(input, there, rule.at)] };
  }
  const policy = clientPolicyFor(rule.value, port, subset);
  const { tls } = policy;
  const lost = passedThrough(
    { input, policy, subset, at: rule.at },
    provider.cluster,
  );
  if (lost.length > 0) {
    return { findings: lost };
  }
  return tls === undefined || tls.mode === 'ISTIO_MUTUAL'
    ? {}
    : { findings: [withoutMtls(input, tls, subset, rule.at)] };
}

function otherLabels(
  { provider, service }: LegInput,
  { object, labels, name, index }: EffectiveRule['subsets'][number],
  at: string,
): Finding {
  return finding('MF6112', {
    cluster: provider.cluster,
    peer: provider.cluster,
    object,
    params: { subset: name, labels: labelsOf(labels) },
    message: `The east-west gateway takes subset ${name} from DestinationRule ${
      object.namespace
    }/${object.name} in ${provider.cluster}, which asks for ${labelsOf(
      labels,
    )}; the Pods of ${service.namespace}/${
      service.name
    } that the client means do not have that.`,
    evidence: [
      {
        cluster: provider.cluster,
        object,
        field: `spec.subsets[${index}].labels`,
        value: labelsOf(labels),
        at,
      },
    ],
  });
}

function withoutMtls(
  { provider, service, port }: LegInput,
  { object, field, mode }: ClientTls,
  subset: string | undefined,
  at: string,
): Finding {
  const { cluster } = provider;
  return finding('MF6119', {
    cluster,
    object,
    params: { field },
    message: `${object.kind} ${object.namespace}/${
      object.name
    } in ${cluster} has TLS mode ${mode} for ${serviceHost(
      service,
    )} (${field}), so that the east-west gateway there leaves out its endpoints.`,
    ...optional({
      remedy: istioMutualRemedy(
        cluster,
        { object, field, mode },
        { subset, port },
      ),
    }),
    evidence: [{ cluster, object, field, value: mode, at }],
  });
}

function missingSubset(
  input: LegInput,
  group: ClientGroup,
  subset: string,
  there: EffectiveRule | undefined,
): Finding | undefined {
  const { client, provider, service } = input;
  const host = serviceHost(service);
  const rule = ruleFor(input, group);
  const own =
    rule.status === 'observed'
      ? rule.value?.subsets.find(({ name }) => name === subset)
      : undefined;
  if (own === undefined) {
    return undefined;
  }
  const { object, labels, index } = own;
  const [target] = there?.objects ?? [];
  return finding('MF6113', {
    cluster: client.cluster,
    peer: provider.cluster,
    object,
    params: { subset, host },
    message: `The east-west gateway of ${provider.cluster} does not know subset ${subset} of ${host}: no DestinationRule there defines it as ${object.namespace}/${object.name} does in ${client.cluster}.`,
    remedy: subsetRemedy(provider.cluster, { host, subset: own, rule: there }),
    evidence: [
      {
        cluster: client.cluster,
        object,
        field: `spec.subsets[${index}]`,
        value: `${subset}: ${labelsOf(labels)}`,
        at: client.state.configuration.destinationRules.at,
      },
      {
        cluster: provider.cluster,
        ...optional({ object: target }),
        field: `DestinationRule with subset ${subset} of ${host}`,
        value: 'none',
        at: provider.state.configuration.destinationRules.at,
      },
    ],
  });
}
