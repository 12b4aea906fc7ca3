import { type Evidence, type MissingFact, type Observed } from '../../../model';
import { headlessMtls, plainEvidence } from '../networks/headlessMtls';
import { serviceHost } from '../lookup/hostLookUp';
import type { LegInput, ProviderEndpoint } from '../question/Leg';
import { effectiveMtls } from './objects/effectiveMtls';
import { remembered } from '../../remembered';
import { bypassFact, bypassOf } from './bypass';
import { clientPolicyFor } from './objects/clientPolicyFor';
import { clientClasses } from './clients/clientClasses';
import type { ClientGroup } from './clients/clientGroups';
import {
  destinationRuleFor,
  type EffectiveRule,
} from './objects/destinationRuleFor';
import { podRef } from '../../../model/objectRef';
import { missingFact } from '../lookup/missingFact';
import { optional } from '../../../model/basics/optional';

/**
 * What a client speaks: Istio's mutual TLS, nothing, or TLS of its own (`simple`: DestinationRule
 * mode SIMPLE or MUTUAL). `unknown`: something that decides was not observed, it is in `missing`.
 */
export type SpokenTls = 'mtls' | 'plaintext' | 'simple' | 'unknown';

/** Which rule decides on what the client speaks. */
export type TlsReason =
  | 'no-proxy'
  | 'excluded-port'
  | 'excluded-address'
  | 'user-of-proxy'
  | 'not-exported'
  | 'shadowed'
  | 'hidden'
  | 'destination-rule'
  | 'auto-mtls-off'
  | 'client-policy'
  | 'endpoint'
  | 'other-endpoint'
  | 'auto-mtls'
  | 'unknown';

export interface ClientTls {
  readonly mode: SpokenTls;
  readonly reason: TlsReason;
  /** What says so: the first names the object that decides, when there is one. */
  readonly because: readonly Evidence[];
  readonly missing: readonly MissingFact[];
}

interface CommonTls {
  readonly mode: SpokenTls | 'mixed';
  readonly because: readonly Evidence[];
}

/**
 * What the clients of a question speak to the provider's endpoints; `mixed` when it depends on the
 * client or the endpoint. Endpoints that are not ready count only when none is.
 */
export const clientTls = remembered((input: LegInput): CommonTls => {
  const classes = clientClasses(input);
  if (classes.status === 'unknown' || input.endpoints.status === 'unknown') {
    return { mode: 'unknown', because: [] };
  }
  const ready = input.endpoints.value.filter(endpoint => endpoint.ready);
  const endpoints = ready.length > 0 ? ready : input.endpoints.value;
  const all = classes.value.flatMap(({ group }) =>
    endpoints.map(endpoint => tlsBetween(input, { group, endpoint })),
  );
  const modes = new Set(all.map(({ mode }) => mode));
  const [mode] = modes;
  if (mode === undefined) {
    return { mode: 'unknown', because: [] };
  }
  const common = modes.size > 1 ? 'mixed' : mode;
  return {
    mode: modes.has('unknown') ? 'unknown' : common,
    because: [
      ...new Map(
        all
          .flatMap(({ because }) => because)
          .map(item => [JSON.stringify(item), item]),
      ).values(),
    ],
  };
});

/**
 * What one client speaks to one endpoint, as its own cluster's configuration says. Sources:
 * istio/istio pilot/pkg/networking/core/cluster_tls.go buildUpstreamTLSSettings,
 * pilot/pkg/xds/endpoints/mtls_checker.go, pilot/pkg/model/push_context.go
 * BestEffortInferServiceMTLSMode.
 */
export function tlsBetween(
  input: LegInput,
  pair: {
    readonly group: ClientGroup;
    readonly endpoint: ProviderEndpoint;
    /** Name of the subset to which the request is routed. */
    readonly subset?: string;
  },
): ClientTls {
  const { client } = input;
  const bypass = bypassOf(input, pair.group);
  if (bypass.status === 'unknown') {
    return unknownTls(client.cluster, bypassFact(input), bypass);
  }
  if (bypass.value !== undefined) {
    return plaintext(
      bypass.value.kind,
      ...(bypass.value.kind === 'no-proxy'
        ? noProxy(input, pair.group)
        : [bypass.value.evidence]),
    );
  }
  const rule = ruleFor(input, pair.group);
  if (rule.status === 'unknown') {
    return unknownTls(client.cluster, 'DestinationRules', rule);
  }
  return (
    byRule(input, rule.value, rule.at, pair.subset) ??
    bySettings(input) ??
    byPolicy(input, pair.endpoint)
  );
}

/** The DestinationRule of a client for the Service that is asked for. */
export function ruleFor(
  { client, service }: LegInput,
  { namespace, labels }: Pick<ClientGroup, 'namespace' | 'labels'>,
): Observed<EffectiveRule | undefined> {
  return destinationRuleFor(client, {
    host: serviceHost(service),
    serviceNamespace: service.namespace,
    namespace,
    labels,
  });
}

function byRule(
  { client, port }: LegInput,
  rule: EffectiveRule | undefined,
  at: string,
  subset: string | undefined,
): ClientTls | undefined {
  const { tls } = clientPolicyFor(rule, port, subset);
  if (tls === undefined) {
    return undefined;
  }
  const modes = {
    DISABLE: 'plaintext',
    SIMPLE: 'simple',
    MUTUAL: 'simple',
    ISTIO_MUTUAL: 'mtls',
  } as const;
  return {
    mode: tls.unprotected ? 'plaintext' : modes[tls.mode],
    reason: 'destination-rule',
    because: [
      {
        cluster: client.cluster,
        object: tls.object,
        field: tls.field,
        value: tls.mode,
        at,
      },
    ],
    missing: [],
  };
}

function bySettings({ client }: LegInput): ClientTls | undefined {
  const { settings, controlPlane } = client;
  if (settings.status === 'unknown') {
    return unknownTls(client.cluster, 'mesh config', settings);
  }
  if (settings.value.enableAutoMtls) {
    return undefined;
  }
  const config = controlPlane?.meshConfig;
  return {
    mode: 'plaintext',
    reason: 'auto-mtls-off',
    because: [
      {
        cluster: client.cluster,
        ...optional({
          object:
            config?.status === 'observed' ? config.value.configMap : undefined,
        }),
        field: 'mesh.enableAutoMtls',
        value: 'false',
        at: settings.at,
      },
    ],
    missing: [],
  };
}

/**
 * Automatic mutual TLS: what the endpoint's label says, and what the client's own
 * PeerAuthentications say about it.
 */
function byPolicy(input: LegInput, endpoint: ProviderEndpoint): ClientTls {
  const { client, provider, service } = input;
  if (!endpoint.acceptsMtls) {
    return plaintext('endpoint', plainEvidence(provider, endpoint));
  }
  const together = headlessMtls(input);
  if (together?.plain !== undefined) {
    return plaintext('other-endpoint', together.plain);
  }
  if (together !== undefined && together.missing.length > 0) {
    const { missing } = together;
    return { mode: 'unknown', reason: 'unknown', because: [], missing };
  }
  const wholeService = effectiveMtls(client, { namespace: service.namespace });
  const ofEndpoint = effectiveMtls(client, {
    namespace: endpoint.pod?.namespace ?? service.namespace,
    labels: endpoint.labels,
    ...optional({ port: endpoint.targetPort }),
  });
  const policies =
    together === undefined ? [wholeService, ofEndpoint] : [wholeService];
  for (const policy of policies) {
    if (policy.status === 'unknown') {
      return unknownTls(client.cluster, 'PeerAuthentications', policy);
    }
    const { mode, object, field } = policy.value;
    if (mode === 'DISABLE') {
      return {
        mode: 'plaintext',
        reason: 'client-policy',
        because: [
          {
            cluster: client.cluster,
            ...optional({ object, field }),
            value: mode,
            at: policy.at,
          },
        ],
        missing: [],
      };
    }
  }
  return { mode: 'mtls', reason: 'auto-mtls', because: [], missing: [] };
}

function plaintext(reason: TlsReason, ...because: Evidence[]): ClientTls {
  return { mode: 'plaintext', reason, because, missing: [] };
}

function noProxy({ client }: LegInput, { pods }: ClientGroup): Evidence[] {
  const [pod] = pods;
  return pod === undefined
    ? []
    : [
        {
          cluster: client.cluster,
          object: podRef(pod),
          field: 'container istio-proxy',
          value: 'absent',
          at: client.state.pods.at,
        },
      ];
}

function unknownTls(
  cluster: string,
  what: string,
  fact: Extract<Observed<unknown>, { status: 'unknown' }>,
): ClientTls {
  return {
    mode: 'unknown',
    reason: 'unknown',
    because: [],
    missing: [missingFact(cluster, what, fact)],
  };
}
