import type {
  DestinationRule,
  ObjectRef,
  Observed,
  TrafficPolicy,
} from '../../../../model';
import { oldest } from '../../../oldest';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import { resolveHost } from '../../lookup/hostLookUp';
import { mapObserved } from '../../lookup/lookUp';
import { selects } from '../../../labelSelectors';
import { optional } from '../../../../model/basics/optional';

/** A policy together with the object that has it. */
export interface OwnedPolicy {
  readonly object: ObjectRef;
  readonly policy: TrafficPolicy;
}

/** The DestinationRules of one host that count for a client, merged as istiod merges them. */
export interface EffectiveRule {
  /** Whether it is for clients with certain labels alone. */
  readonly selecting: boolean;
  /** The first one, and those whose parts were taken over. */
  readonly objects: readonly ObjectRef[];
  readonly top?: OwnedPolicy;
  readonly subsets: readonly (DestinationRule['subsets'][number] & {
    readonly object: ObjectRef;
    /** Among the subsets of its own object. */
    readonly index: number;
  })[];
}

interface Options {
  readonly host: string;
  /** Of the Service. */
  readonly serviceNamespace: string;
  /** Of the client; without one, only what counts for every namespace. */
  readonly namespace: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The DestinationRule that a client uses for a Service: those of the client's namespace, then those
 * that the Service's namespace exports, then those of the root namespace; in each, the most
 * specific host. Sources: istio/istio pilot/pkg/model/push_context.go destinationRule,
 * pilot/pkg/model/destination_rule.go mergeDestinationRule, pilot/pkg/model/sidecar.go
 * DestinationRule.
 */
export function destinationRuleFor(
  index: ClusterIndex,
  options: Options,
): Observed<EffectiveRule | undefined> {
  const rules = index.destinationRules(options.host);
  if (rules.status === 'unknown' || rules.value.length === 0) {
    return mapObserved(rules, () => undefined);
  }
  const { settings } = index;
  if (settings.status === 'unknown') {
    return settings;
  }
  const { rootNamespace, defaultDestinationRuleExportTo } = settings.value;
  const { namespace, serviceNamespace, labels } = options;
  const candidates = rules.value.map(rule =>
    toCandidate(rule, defaultDestinationRuleExportTo),
  );
  const exported = (owner: string) =>
    mostSpecific(
      candidates.filter(item => item.owner === owner && !item.privateOnly),
    ).filter(item => isVisible(item, namespace));
  const own = mostSpecific(
    candidates.filter(
      item =>
        item.owner === namespace &&
        (namespace === rootNamespace ? item.privateOnly : isOwn(item)),
    ),
  );
  const chosen = [
    own,
    exported(serviceNamespace),
    exported(rootNamespace),
  ].find(pool => pool.length > 0);
  return {
    status: 'observed',
    value: chosen && pick(merge(chosen), namespace, labels),
    at: oldest([settings], rules.at),
  };
}

interface Candidate {
  readonly rule: DestinationRule;
  readonly owner: string;
  readonly host: string;
  /** As written; empty when not set. A rule with a selector stays in its namespace. */
  readonly exportTo: readonly string[];
  readonly privateOnly: boolean;
}

function toCandidate(
  rule: DestinationRule,
  byDefault: readonly string[],
): Candidate {
  const owner = rule.object.namespace ?? '';
  const exportTo =
    rule.workloadSelector === undefined ? rule.exportTo ?? [] : ['.'];
  const [only] = exportTo;
  return {
    rule,
    owner,
    host: resolveHost(rule.host, owner),
    exportTo,
    privateOnly:
      exportTo.length === 0
        ? byDefault.includes('.')
        : exportTo.length === 1 && (only === '.' || only === owner),
  };
}

function isOwn({ exportTo, owner }: Candidate): boolean {
  return (
    exportTo.length === 0 ||
    ['*', '.', owner].some(item => exportTo.includes(item))
  );
}

function isVisible(
  { exportTo }: Candidate,
  namespace: string | undefined,
): boolean {
  return (
    exportTo.length === 0 ||
    exportTo.includes('*') ||
    (namespace !== undefined && exportTo.includes(namespace))
  );
}

/** An exact host over wildcards, a long wildcard over a short one. */
function mostSpecific(candidates: readonly Candidate[]): readonly Candidate[] {
  const rank = ({ host }: Candidate) =>
    host.startsWith('*') ? host.length : Number.MAX_SAFE_INTEGER;
  const best = Math.max(...candidates.map(rank));
  return candidates.filter(item => rank(item) === best);
}

interface Merged {
  readonly rule: EffectiveRule;
  readonly exportTo: readonly string[];
  readonly owner: string;
  readonly selector?: Readonly<Record<string, string>>;
}

/**
 * Rules of one host with equal exportTo and equal selector are one; those with a selector come
 * first, then the oldest. One without a selector adds to those with one as well.
 */
function merge(candidates: readonly Candidate[]): readonly Merged[] {
  const sorted = [
    ...candidates.filter(item => item.rule.workloadSelector !== undefined),
    ...candidates.filter(item => item.rule.workloadSelector === undefined),
  ];
  const scopes = ({ exportTo }: Candidate) =>
    JSON.stringify([...new Set(exportTo)].sort());
  const groups = new Map<string, Candidate[]>();
  for (const item of sorted) {
    const key = JSON.stringify([
      scopes(item),
      Object.entries(item.rule.workloadSelector ?? { '': '' }).sort(),
    ]);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()].map(members => {
    const [first] = members as [Candidate];
    const { exportTo, owner, rule } = first;
    const selector = rule.workloadSelector;
    const general =
      selector === undefined
        ? []
        : sorted.filter(
            item =>
              item.rule.workloadSelector === undefined &&
              scopes(item) === scopes(first),
          );
    return {
      rule: {
        ...mergeRules([...members, ...general].map(item => item.rule)),
        selecting: selector !== undefined,
      },
      exportTo,
      owner,
      ...optional({ selector }),
    };
  });
}

function mergeRules(
  rules: readonly DestinationRule[],
): Omit<EffectiveRule, 'selecting'> {
  const top = topOf(rules);
  const subsets = rules.flatMap(({ object, subsets: list }) =>
    list.map((subset, index) => ({ ...subset, object, index })),
  );
  return {
    objects: rules.map(({ object }) => object),
    ...optional({ top }),
    subsets: subsets.filter(
      ({ name }, at) => subsets.findIndex(item => item.name === name) === at,
    ),
  };
}

/**
 * The first policy as a whole; one of the Gateway API only fills in TLS where it says nothing of it
 * (pilot/pkg/model/destination_rule.go mergeBackendPolicyTrafficPolicy).
 */
function topOf(rules: readonly DestinationRule[]): OwnedPolicy | undefined {
  const all = rules.flatMap(({ object, trafficPolicy: policy }) =>
    policy === undefined ? [] : [{ object, policy }],
  );
  const isBackend = ({ object }: OwnedPolicy) =>
    object.kind === 'BackendTLSPolicy';
  const own = all.find(item => !isBackend(item));
  const backend = all.find(isBackend);
  return own === undefined ||
    backend === undefined ||
    own.policy.tlsMode !== undefined
    ? own ?? backend
    : {
        object: backend.object,
        policy: {
          ...backend.policy,
          ...own.policy,
          ports: [...own.policy.ports, ...backend.policy.ports],
        },
      };
}

function pick(
  merged: readonly Merged[],
  namespace: string | undefined,
  labels: Readonly<Record<string, string>>,
): EffectiveRule | undefined {
  const selecting = merged.find(
    ({ selector, owner }) =>
      selector !== undefined &&
      owner === namespace &&
      selects(selector, labels),
  );
  const general = merged.filter(({ selector }) => selector === undefined);
  return (selecting ?? general[general.length - 1])?.rule;
}
