import { meshConfigOf } from '../../lookup/effectiveSettings';
import { finding } from '../../../../findings/registry';
import { type LabelSelector, type Remedy } from '../../../../model';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import type { LegInput } from '../../question/Leg';
import { networkPaths } from '../../networks/networkPaths';
import { selectsNamespace } from '../../lookup/selection/selectsNamespace';
import type { LegPart } from '../../parts/conclude';
import { namespaceLabelCommand } from '../../parts/labelCommand';
import { commandRemedy } from '../../parts/remedies';
import { missingFact } from '../../lookup/missingFact';
import { optional } from '../../../../model/basics/optional';

/** Whether a cluster's istiod looks at a namespace of a cluster. */
type Selection =
  | { readonly kind: 'selected'; readonly part: LegPart }
  | {
      readonly kind: 'hidden';
      readonly part: LegPart;
      readonly remedy?: Remedy;
    }
  | { readonly kind: 'unknown'; readonly part: LegPart };

/**
 * Whether the client's istiod looks at the Service's namespace in the provider's cluster, and the
 * provider's own as well. That of the gateway's namespace is part of the leg `path`.
 */
export function judgeSelection(input: LegInput): readonly LegPart[] {
  const { client, provider, service } = input;
  return [
    judgeNamespace(client, provider, service.namespace),
    judgeOwnNamespace(input),
    judgeProvider(input),
  ];
}

/**
 * A Service that istiod does not look at is none of its business: the request goes past it, if that
 * is allowed.
 */
export function judgeLocalSelection({ client, service }: LegInput): LegPart {
  const selection = selectionOf(client, client, service.namespace);
  if (selection.kind !== 'hidden') {
    return selection.part;
  }
  const { settings } = client;
  return settings.status === 'observed' &&
    settings.value.outboundTrafficPolicy === 'REGISTRY_ONLY'
    ? hiddenFrom(client, client, service.namespace, selection)
    : {
        ...selection.part,
        missing: [
          {
            cluster: client.cluster,
            what: `what becomes of plaintext requests to namespace ${service.namespace}`,
            reason:
              'istiod does not look at the namespace (discoverySelectors), so that requests pass through as they are',
            at: settings.at,
          },
        ],
      };
}

function judgeNamespace(
  client: ClusterIndex,
  provider: ClusterIndex,
  namespace: string,
): LegPart {
  const selection = selectionOf(client, provider, namespace);
  return selection.kind === 'hidden'
    ? hiddenFrom(client, provider, namespace, selection)
    : selection.part;
}

function hiddenFrom(
  client: ClusterIndex,
  provider: ClusterIndex,
  namespace: string,
  { part, remedy }: Extract<Selection, { kind: 'hidden' }>,
): LegPart {
  return {
    findings: [
      finding('MF3017', {
        cluster: client.cluster,
        peer: provider.cluster,
        object: meshConfigOf(client),
        message: `istiod of ${client.cluster} does not look at namespace ${namespace} of ${provider.cluster}: no discovery selector matches its labels.`,
        params: { namespace },
        ...optional({ remedy }),
        evidence: part.evidence ?? [],
      }),
    ],
  };
}

/**
 * istiod also has to see the Service in the client's own cluster, if there is one, to know its
 * address.
 */
function judgeOwnNamespace({ client, service }: LegInput): LegPart {
  const own = client.service(service.namespace, service.name);
  if (own.status === 'observed' && own.value === undefined) {
    return {};
  }
  const selection = selectionOf(client, client, service.namespace);
  return selection.kind === 'hidden'
    ? {
        missing: [
          {
            cluster: client.cluster,
            what: `how proxies treat the address of ${service.namespace}/${service.name}`,
            reason:
              'istiod does not look at the namespace in its own cluster (discoverySelectors)',
            at: own.at,
          },
        ],
      }
    : { missing: selection.part.missing ?? [] };
}

/** The gateway of the provider's cluster routes to what its own istiod looks at. */
function judgeProvider(input: LegInput): LegPart {
  const { provider, service, path } = input;
  const selection = selectionOf(provider, provider, service.namespace);
  if (path.kind === 'unknown' && selection.kind !== 'selected') {
    return {
      missing: [
        ...(selection.part.missing ?? []),
        ...networkPaths(input).missing,
      ],
    };
  }
  if (path.kind !== 'gateway') {
    return selection.kind === 'hidden'
      ? {
          doubts: [
            `istiod of ${provider.cluster} does not look at namespace ${service.namespace} of its own cluster`,
          ],
        }
      : {};
  }
  if (selection.kind !== 'hidden') {
    return selection.part;
  }
  return {
    findings: [
      finding('MF3018', {
        cluster: provider.cluster,
        object: meshConfigOf(provider),
        message: `istiod of ${provider.cluster} does not look at namespace ${service.namespace} of its own cluster, so that its gateway has no route there.`,
        params: { namespace: service.namespace },
        ...optional({ remedy: selection.remedy }),
        evidence: selection.part.evidence ?? [],
      }),
    ],
  };
}

function selectionOf(
  reader: ClusterIndex,
  target: ClusterIndex,
  name: string,
): Selection {
  const { settings } = reader;
  if (settings.status === 'unknown') {
    return {
      kind: 'unknown',
      part: {
        missing: [missingFact(reader.cluster, 'discoverySelectors', settings)],
      },
    };
  }
  const { discoverySelectors } = settings.value;
  if (discoverySelectors.length === 0) {
    return { kind: 'selected', part: {} };
  }
  const namespace = target.namespace(name);
  if (namespace.status === 'unknown') {
    return {
      kind: 'unknown',
      part: {
        missing: [
          missingFact(target.cluster, `labels of namespace ${name}`, namespace),
        ],
      },
    };
  }
  // What a namespace that does not exist would hold is missing for another reason.
  if (namespace.value === undefined) {
    return { kind: 'selected', part: {} };
  }
  const { labels } = namespace.value;
  const part = {
    evidence: [
      {
        cluster: target.cluster,
        object: { apiVersion: 'v1', kind: 'Namespace', name },
        field: 'metadata.labels',
        value: textOf(labels),
        at: namespace.at,
      },
      {
        cluster: reader.cluster,
        object: meshConfigOf(reader),
        field: 'data.mesh discoverySelectors',
        value: JSON.stringify(discoverySelectors),
        at: settings.at,
      },
    ],
  };
  if (selectsNamespace(discoverySelectors, labels)) {
    return { kind: 'selected', part };
  }
  const remedy = labelRemedy(target, name, discoverySelectors);
  return {
    kind: 'hidden',
    part,
    ...optional({ remedy }),
  };
}

/** Labels that the first selector of labels alone asks for. */
function labelRemedy(
  index: ClusterIndex,
  namespace: string,
  selectors: readonly LabelSelector[],
): Remedy | undefined {
  const simple = selectors.find(
    ({ matchLabels, matchExpressions }) =>
      matchExpressions.length === 0 && Object.keys(matchLabels).length > 0,
  );
  return simple === undefined
    ? undefined
    : commandRemedy(
        index.cluster,
        namespaceLabelCommand(index, namespace, simple.matchLabels),
      );
}

function textOf(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(', ');
}
