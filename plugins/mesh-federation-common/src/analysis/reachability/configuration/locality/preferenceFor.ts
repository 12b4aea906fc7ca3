import {
  DISTRIBUTION_ANNOTATION,
  type Evidence,
  type LoadBalancing,
  type LocalitySettings,
  type Observed,
  type PortTrafficPolicy,
  type StandbyRule,
} from '../../../../model';
import { optional } from '../../../../model/basics/optional';
import { serviceRef } from '../../../../model/objectRef';
import { oldest } from '../../../oldest';
import { meshConfigOf } from '../../lookup/effectiveSettings';
import type { LegInput } from '../../question/Leg';
import { ruleFor } from '../clientTls';
import type { ClientGroup } from '../clients/clientGroups';
import type { EffectiveRule, OwnedPolicy } from '../objects/destinationRuleFor';
import { distributionOf, type Distribution } from './distributionOf';

/** Which endpoints a client's requests go to first, and what says so. */
export interface Preference {
  readonly rule: StandbyRule | 'distribution';
  readonly settings: LocalitySettings;
  /** Zone-aware load balancing: only regions are told apart. */
  readonly zoneAware: boolean;
  /** Whether endpoints that fail are noticed: `outlierDetection` is set. */
  readonly ejects: boolean;
  readonly because: readonly Evidence[];
}

/**
 * What makes some endpoints of the Service nearer to a client than others; undefined when nothing
 * does. The DestinationRule goes before the Service, the Service before the mesh config. Failover
 * needs outlier detection, except where the Service asks for it. Sources: istio/istio
 * pilot/pkg/networking/core/loadbalancer/loadbalancer.go GetEffectiveLbSetting,
 * pilot/pkg/xds/endpoints/endpoint_builder.go BuildClusterLoadAssignment.
 */
export function preferenceFor(
  input: LegInput,
  group: ClientGroup,
  subset: string | undefined,
): Observed<Preference | undefined> {
  const rule = ruleFor(input, group);
  const { settings } = input.client;
  if (rule.status === 'unknown') {
    return rule;
  }
  const policy = policyFor(rule.value, input.port, subset);
  if (policy.loadBalancer === 'PASSTHROUGH') {
    return { ...rule, value: undefined };
  }
  const distribution = distributionOf(input);
  if (distribution.status === 'unknown') {
    return distribution;
  }
  if (settings.status === 'unknown') {
    return settings;
  }
  const chosen =
    ofRule(policy, input, rule.at) ??
    ofService(distribution.value, input, distribution.at) ??
    ofMesh(policy, input, settings.value, settings.at);
  return {
    status: 'observed',
    value: chosen && (isEffective(chosen) ? chosen : undefined),
    at: oldest([settings, distribution], rule.at),
  };
}

interface Placed<T> {
  readonly value: T;
  readonly owner: OwnedPolicy;
  readonly field: string;
}

type Policy = {
  readonly [K in keyof Required<LoadBalancing>]?: Placed<
    Required<LoadBalancing>[K]
  >;
} & Pick<PortTrafficPolicy, 'loadBalancer'>;

/**
 * Settings of a port take the place of those of the policy, and those of a subset are put over
 * those of the rule, field by field (istio/istio pilot/pkg/networking/util/util.go
 * MergeSubsetTrafficPolicy).
 */
function policyFor(
  rule: EffectiveRule | undefined,
  port: number,
  name: string | undefined,
): Policy {
  const subset = rule?.subsets.find(item => item.name === name);
  const above =
    subset?.trafficPolicy &&
    placed(
      { object: subset.object, policy: subset.trafficPolicy },
      port,
      `spec.subsets[${subset.index}].trafficPolicy`,
    );
  const below = rule?.top && placed(rule.top, port, 'spec.trafficPolicy');
  if (above?.loadBalancer === undefined) {
    return { ...below, ...above };
  }
  const { outlierDetection } = below ?? {};
  return { ...optional({ outlierDetection }), ...above };
}

function placed(owner: OwnedPolicy, port: number, path: string): Policy {
  const at = owner.policy.ports.findIndex(item => item.port === port);
  const setting: PortTrafficPolicy =
    at < 0 ? owner.policy : owner.policy.ports[at]!;
  const base = at < 0 ? path : `${path}.portLevelSettings[${at}]`;
  const { outlierDetection, loadBalancer, locality, zoneAware } = setting;
  const put = <T>(value: T | undefined, field: string) =>
    value === undefined
      ? undefined
      : { value, owner, field: `${base}.${field}` };
  return optional({
    loadBalancer,
    outlierDetection: put(outlierDetection, 'outlierDetection'),
    locality: put(locality, 'loadBalancer.localityLbSetting'),
    zoneAware: put(zoneAware, 'loadBalancer.zoneAwareLbSetting'),
  });
}

function ofRule(
  { outlierDetection, locality, zoneAware }: Policy,
  { client: { cluster } }: LegInput,
  at: string,
): Preference | undefined {
  const setting = zoneAware ?? locality;
  return (
    setting && {
      rule: ruleOf(setting.value),
      settings: setting.value,
      zoneAware: zoneAware !== undefined,
      ejects: outlierDetection !== undefined,
      because: [setting, ...(outlierDetection ? [outlierDetection] : [])].map(
        item => evidenceOf(cluster, item, at),
      ),
    }
  );
}

function ofService(
  distribution: Distribution | undefined,
  { client, provider, service }: LegInput,
  at: string,
): Preference | undefined {
  return (
    distribution?.priority && {
      rule: 'traffic-distribution',
      settings: { enabled: true, failoverPriority: distribution.priority },
      zoneAware: false,
      ejects: false,
      because: [
        {
          cluster: (distribution.ofClient ? client : provider).cluster,
          object: distribution.object ?? serviceRef(service),
          field: distribution.annotated
            ? `metadata.annotations[${DISTRIBUTION_ANNOTATION}]`
            : 'spec.trafficDistribution',
          value: distribution.value,
          at,
        },
      ],
    }
  );
}

function ofMesh(
  { outlierDetection }: Policy,
  { client }: LegInput,
  settings: {
    readonly localityLbSetting: LocalitySettings;
    readonly zoneAwareLbSetting?: LocalitySettings;
  },
  at: string,
): Preference {
  const { localityLbSetting, zoneAwareLbSetting } = settings;
  const chosen = zoneAwareLbSetting ?? localityLbSetting;
  return {
    rule: ruleOf(chosen),
    settings: chosen,
    zoneAware: zoneAwareLbSetting !== undefined,
    ejects: outlierDetection !== undefined,
    because: [
      ...(outlierDetection
        ? [evidenceOf(client.cluster, outlierDetection, at)]
        : []),
      {
        cluster: client.cluster,
        object: meshConfigOf(client),
        field: zoneAwareLbSetting
          ? 'mesh.zoneAwareLbSetting'
          : 'mesh.localityLbSetting',
        value: JSON.stringify(chosen),
        at,
      },
    ],
  };
}

function ruleOf({
  distribute,
  failoverPriority,
}: LocalitySettings): Preference['rule'] {
  if (distribute) {
    return 'distribution';
  }
  return failoverPriority ? 'failover-priority' : 'locality';
}

function isEffective({ rule, settings, zoneAware, ejects }: Preference) {
  return (
    settings.enabled &&
    (zoneAware ||
      ejects ||
      rule === 'distribution' ||
      rule === 'traffic-distribution')
  );
}

function evidenceOf(
  cluster: string,
  { owner, field, value }: Placed<LocalitySettings | boolean>,
  at: string,
): Evidence {
  return {
    cluster,
    object: owner.object,
    field,
    value: typeof value === 'boolean' ? 'set' : JSON.stringify(value),
    at,
  };
}
