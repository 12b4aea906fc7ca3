import { finding } from '../../../../../findings/registry';
import {
  type Evidence,
  type Finding,
  TLS_MODE_LABEL,
  meshConfigRef,
} from '../../../../../model';
import { serviceHost } from '../../../lookup/hostLookUp';
import type { LegInput, ProviderEndpoint } from '../../../question/Leg';
import { ruleFor, tlsBetween } from '../../../configuration/clientTls';
import type { LegPart } from '../../../parts/conclude';
import { effectiveMtls } from '../../../configuration/objects/effectiveMtls';
import type { ClientGroup } from '../../../configuration/clients/clientGroups';
import { clientPolicyFor } from '../../../configuration/objects/clientPolicyFor';
import { judgeServerName } from './judgeServerName';
import {
  expectedAt,
  istioMutualRemedy,
  jsonPatchRemedy,
} from '../../../parts/jsonPatch';
import { serverMtlsRemedy } from '../../../parts/workloadRemedies';
import { portProtocol } from '../../../configuration/objects/portProtocol';
import { podRef } from '../../../../../model/objectRef';
import { missingFact } from '../../../lookup/missingFact';
import { assertNever } from '../../../../../model/basics/assertNever';
import { optional } from '../../../../../model/basics/optional';

interface Options {
  readonly group: ClientGroup;
  readonly endpoint: ProviderEndpoint;
  readonly subset?: string;
  readonly viaGateway: boolean;
}

/**
 * MF6107 to MF6110, MF6114: what the client's DestinationRule and mesh config make of the
 * connection to one endpoint.
 */
export function judgeTls(input: LegInput, options: Options): LegPart {
  const { client } = input;
  const tls = tlsBetween(input, options);
  const [because] = tls.because;
  if (tls.mode === 'unknown') {
    return { missing: tls.missing };
  }
  if (tls.reason === 'auto-mtls-off') {
    return options.viaGateway
      ? { findings: [autoMtlsOff(input, because!)] }
      : { evidence: tls.because };
  }
  if (tls.reason !== 'destination-rule') {
    return {};
  }
  const { object, field } = because as Required<Evidence>;
  const common = { cluster: client.cluster, object, params: { field } };
  const name = `${object.kind} ${object.namespace}/${object.name} in ${client.cluster}`;
  const host = serviceHost(input.service);
  const remedy = istioMutualRemedy(
    client.cluster,
    { object, field, mode: because!.value },
    { subset: options.subset, port: input.port },
  );
  switch (tls.mode) {
    case 'plaintext':
      return options.viaGateway
        ? {
            findings: [
              finding('MF6107', {
                ...common,
                message: `${name} ${
                  because!.value === 'DISABLE'
                    ? 'turns mutual TLS off'
                    : `has TLS mode ${because!.value}, but clients without TLS,`
                } for ${host} (${field}), so that endpoints behind an east-west gateway are left out.`,
                ...optional({ remedy }),
                evidence: tls.because,
              }),
            ],
          }
        : { evidence: tls.because };
    case 'simple': {
      const fits = options.viaGateway ? false : takesOwnTls(input, options);
      const found = finding('MF6108', {
        ...common,
        message: `${name} has TLS mode ${
          because!.value
        } for ${host} (${field}), which ${
          options.viaGateway
            ? 'no east-west gateway passes'
            : 'its server does not take'
        }.`,
        ...optional({ remedy }),
        evidence: tls.because,
      });
      return fits === false
        ? { findings: [found] }
        : { missing: fits, evidence: tls.because };
    }
    case 'mtls':
      return mutual(input, options, tls.because);
    default:
      return assertNever(tls.mode);
  }
}

/** Only an application that ends TLS itself takes it; a port for HTTP is not for such a one. */
function takesOwnTls(input: LegInput, { endpoint }: Options) {
  const { provider, providerPort, service } = input;
  const mode = effectiveMtls(provider, {
    namespace: endpoint.pod?.namespace ?? service.namespace,
    labels: endpoint.pod?.labels ?? {},
    ...optional({ port: endpoint.targetPort }),
  });
  if (mode.status === 'unknown') {
    return [missingFact(provider.cluster, 'PeerAuthentications', mode)];
  }
  if (
    portProtocol(providerPort) === 'http' ||
    (mode.value.mode === 'STRICT' && endpoint.pod?.proxy !== undefined)
  ) {
    return false;
  }
  return [
    {
      cluster: provider.cluster,
      what: `whether ${service.namespace}/${service.name} speaks TLS by itself`,
      reason: 'nothing in Kubernetes says it',
      at: mode.at,
    },
  ];
}

function mutual(
  input: LegInput,
  { group, endpoint, subset, viaGateway }: Options,
  because: readonly Evidence[],
): LegPart {
  const { client, provider, port } = input;
  const { pod } = endpoint;
  if (!endpoint.acceptsMtls) {
    const { object, field } = because[0] as Required<Evidence>;
    // Across networks the gateway leaves such an endpoint out, whatever the client speaks.
    return viaGateway
      ? { evidence: because }
      : {
          findings: [
            finding('MF6109', {
              cluster: client.cluster,
              peer: provider.cluster,
              object,
              params: { field },
              message: `DestinationRule ${object.namespace}/${object.name} in ${
                client.cluster
              } demands mutual TLS (${field}), but ${
                pod === undefined
                  ? endpoint.address
                  : `Pod ${pod.namespace}/${pod.name}`
              } in ${provider.cluster} has no sidecar that takes it.`,
              ...optional({ remedy: serverMtlsRemedy(provider, pod) }),
              evidence: [
                ...because,
                ...(pod === undefined
                  ? []
                  : [
                      {
                        cluster: provider.cluster,
                        object: podRef(pod),
                        field: `metadata.labels[${TLS_MODE_LABEL}]`,
                        value: pod.labels[TLS_MODE_LABEL] ?? '',
                        at: provider.state.pods.at,
                      },
                    ]),
              ],
            }),
          ],
        };
  }
  const rule = ruleFor(input, group);
  const tls =
    rule.status === 'observed'
      ? clientPolicyFor(rule.value, port, subset).tls
      : undefined;
  if (tls === undefined) {
    return { evidence: because };
  }
  const named = viaGateway ? judgeServerName(input, tls, subset, rule.at) : {};
  return named.findings || tls.subjectAltNames.length === 0
    ? { ...named, evidence: [...because, ...(named.evidence ?? [])] }
    : {
        ...named,
        ...subjectAltNames(
          input,
          { endpoint, subset },
          tls.subjectAltNames,
          because,
        ),
      };
}

/** Only an exact name counts (istio/istio pilot/pkg/networking/util StringToExactMatch). */
function subjectAltNames(
  { client, provider, port }: LegInput,
  { endpoint: { pod }, subset }: Pick<Options, 'endpoint' | 'subset'>,
  names: readonly string[],
  because: readonly Evidence[],
): LegPart {
  if (pod === undefined) {
    return { evidence: because };
  }
  const own = provider.trustDomain;
  if (pod.proxy?.trustDomain === undefined && own.status === 'unknown') {
    return { missing: [missingFact(provider.cluster, 'trust domain', own)] };
  }
  const trustDomain =
    pod.proxy?.trustDomain ?? (own.status === 'observed' ? own.value.name : '');
  const identity = `spiffe://${trustDomain}/ns/${pod.namespace}/sa/${pod.serviceAccount}`;
  const { object, field, at } = because[0] as Required<Evidence>;
  const list = field.replace(/mode$/, 'subjectAltNames');
  const evidence = [
    {
      cluster: client.cluster,
      object,
      field: list,
      value: names.join(' '),
      at,
    },
    {
      cluster: provider.cluster,
      object: podRef(pod),
      field: 'spec.serviceAccountName',
      value: pod.serviceAccount,
      at: provider.state.pods.at,
    },
  ];
  const found: Finding[] = names.includes(identity)
    ? []
    : [
        finding('MF6114', {
          cluster: client.cluster,
          peer: provider.cluster,
          object,
          params: { identity },
          message: `DestinationRule ${object.namespace}/${object.name} in ${
            client.cluster
          } accepts only ${names.join(', ')} (${list}), but Pod ${
            pod.namespace
          }/${pod.name} in ${provider.cluster} is ${identity}.`,
          remedy: jsonPatchRemedy(client.cluster, object, {
            op: 'add',
            field: `${list}[-]`,
            value: identity,
            expected: expectedAt(list, names, { subset, port }),
          }),
          evidence,
        }),
      ];
  return { findings: found, evidence };
}

function autoMtlsOff(
  { client, service }: LegInput,
  because: Evidence,
): Finding {
  const host = serviceHost(service);
  const object = because.object ?? meshConfigRef();
  return finding('MF6110', {
    cluster: client.cluster,
    object,
    params: { host },
    message: `Automatic mutual TLS is off in ${client.cluster} and no DestinationRule asks for it, so that requests to ${host} leave as plaintext.`,
    evidence: [because],
  });
}
