import type { Finding, Pod } from '../../../../../model';
import type { LegInput, ProviderEndpoint } from '../../../question/Leg';
import type { LegPart } from '../../../parts/conclude';
import { effectiveMtls } from '../../../configuration/objects/effectiveMtls';
import {
  bypassedInbound,
  disabledAtClient,
  disabledAtServer,
  noMtlsAtEndpoint,
  noSidecarBehindLabel,
  plaintextRefused,
  type Connection,
  type Judge,
} from './mtlsFindings';
import { missingFact } from '../../../lookup/missingFact';
import { optional } from '../../../../../model/basics/optional';
import { assertNever } from '../../../../../model/basics/assertNever';

/**
 * MF6001 to MF6005, MF6010: whether what the client speaks is what the endpoint takes. Sources: istio/istio
 * pilot/pkg/security/authn/policy_applier.go, pilot/pkg/xds/endpoints/ep_filters.go,
 * pilot/pkg/xds/endpoints/mtls_checker.go.
 */
export function judgeMtls(input: LegInput, connection: Connection): LegPart {
  const { provider, service } = input;
  const { endpoint, tls, viaGateway } = connection;
  const effective = effectiveMtls(provider, {
    namespace: endpoint.pod?.namespace ?? service.namespace,
    labels: endpoint.pod?.labels ?? {},
    ...optional({ port: endpoint.targetPort }),
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
      ...optional({ object }),
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

/**
 * The gateway knows but endpoints that take mutual TLS, and so does the client of what lies behind
 * it.
 */
function throughGateway(judge: Judge): Finding | undefined {
  const { connection } = judge;
  const { tls, endpoint } = connection;
  if (!endpoint.acceptsMtls) {
    return noMtlsAtEndpoint(judge);
  }
  if (tls.reason === 'client-policy') {
    return disabledAtClient(judge);
  }
  if (isLabelAlone(endpoint)) {
    return noSidecarBehindLabel(judge, endpoint.pod);
  }
  return judge.mode.mode === 'DISABLE'
    ? disabledAtServer(judge)
    : bypassedInbound(judge);
}

/** The label is what istiod goes by, whether there is a sidecar or not (endpoint_builder.go). */
function isLabelAlone(
  endpoint: ProviderEndpoint,
): endpoint is ProviderEndpoint & { readonly pod: Pod } {
  return (
    endpoint.acceptsMtls &&
    endpoint.pod !== undefined &&
    endpoint.pod.proxy === undefined
  );
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
      if (isLabelAlone(endpoint)) {
        return noSidecarBehindLabel(judge, endpoint.pod);
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
      return assertNever(tls.mode);
  }
}
