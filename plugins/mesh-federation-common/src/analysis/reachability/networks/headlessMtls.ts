import {
  EDS_FOR_HEADLESS,
  TLS_MODE_LABEL,
  type Evidence,
  type MissingFact,
} from '../../../model';
import { optional } from '../../../model/basics/optional';
import { podRef } from '../../../model/objectRef';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import { missingFact } from '../lookup/missingFact';
import type {
  LegInput,
  OtherProvider,
  ProviderEndpoint,
} from '../question/Leg';

/** What istiod makes of all endpoints of a headless Service together. */
export interface HeadlessMtls {
  /** One that takes no mutual TLS, for which clients speak it to none. */
  readonly plain?: Evidence;
  /** What would say whether there is one. */
  readonly missing: readonly MissingFact[];
}

/**
 * Sidecars connect to the very address of a headless Service that the client chose, so that there
 * is one way to speak to all of its endpoints, in whichever cluster. Undefined for a Service of
 * another kind. Sources: istio/istio pilot/pkg/model/push_context.go
 * BestEffortInferServiceMTLSMode, pilot/pkg/networking/core/cluster_tls.go
 * applyUpstreamTLSSettings.
 */
export function headlessMtls(input: LegInput): HeadlessMtls | undefined {
  const { client, service, providerService } = input;
  const own = client.service(service.namespace, service.name);
  const deciding =
    (own.status === 'observed' ? own.value : undefined) ?? providerService;
  if (
    deciding?.headless !== true ||
    client.controlPlane?.features[EDS_FOR_HEADLESS] === 'true'
  ) {
    return undefined;
  }
  const judged = [{ input, given: true as const }, ...input.others()].map(
    judgeProvider,
  );
  return (
    judged.find(({ plain }) => plain !== undefined) ?? {
      missing: judged.flatMap(({ missing }) => missing),
    }
  );
}

/** Also endpoints that are not ready count, but for those of a Pod that is gone. */
function judgeProvider({ input, given }: OtherProvider): HeadlessMtls {
  const { provider, endpoints, strays } = input;
  if (given === false) {
    return { missing: [] };
  }
  if (endpoints.status === 'unknown') {
    return { missing: [missingFact(provider.cluster, 'endpoints', endpoints)] };
  }
  const all = [
    ...endpoints.value,
    ...(strays.status === 'observed' ? strays.value : []),
  ];
  const endpoint = all.find(
    ({ acceptsMtls, ready, pod }) =>
      !acceptsMtls && (ready || pod !== undefined),
  );
  if (endpoint === undefined) {
    return { missing: [] };
  }
  return given === true
    ? { plain: plainEvidence(provider, endpoint), missing: [] }
    : { missing: given.missing };
}

/** That an endpoint takes no mutual TLS. */
export function plainEvidence(
  { cluster, state }: ClusterIndex,
  { pod, entry, labels }: ProviderEndpoint,
): Evidence {
  return {
    cluster,
    ...optional({ object: entry?.object ?? (pod && podRef(pod)) }),
    field: `metadata.labels[${TLS_MODE_LABEL}]`,
    value: labels[TLS_MODE_LABEL] ?? '',
    at: state.pods.at,
  };
}
