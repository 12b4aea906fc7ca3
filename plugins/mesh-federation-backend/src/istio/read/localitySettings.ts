import {
  optional,
  type LoadBalancing,
  type LocalitySettings,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  at,
  listOf,
  objectOf,
  textOf,
  textsOf,
} from '../../kubernetes/objects/json';

/**
 * How a traffic policy, or one of its ports, chooses among endpoints. Source: istio/api
 * networking/v1alpha3/destination_rule.proto LoadBalancerSettings.
 */
export function decodeLoadBalancing(policy: unknown): LoadBalancing {
  const detection = at(policy, 'outlierDetection');
  return optional({
    outlierDetection:
      detection === undefined || detection === null ? undefined : true,
    locality: decodeLocality(at(policy, 'loadBalancer', 'localityLbSetting')),
    zoneAware: decodeLocality(at(policy, 'loadBalancer', 'zoneAwareLbSetting')),
  });
}

/** `enabled` is a wrapped boolean: without it the setting counts. */
export function decodeLocality(setting: unknown): LocalitySettings | undefined {
  if (setting === undefined || setting === null) {
    return undefined;
  }
  const priority = at(setting, 'failoverPriority');
  return {
    enabled: at(setting, 'enabled') !== false,
    ...optional({
      distribute: unlessEmpty(
        listOf(at(setting, 'distribute')).map(item => ({
          from: textOf(at(item, 'from')) ?? '',
          to: Object.keys(objectOf(at(item, 'to'))),
        })),
      ),
      failover: unlessEmpty(
        listOf(at(setting, 'failover')).map(item => ({
          from: textOf(at(item, 'from')) ?? '',
          to: textOf(at(item, 'to')) ?? '',
        })),
      ),
      failoverPriority: unlessEmpty(
        textsOf(priority ?? at(setting, 'failover_priority')),
      ),
    }),
  };
}

function unlessEmpty<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length > 0 ? items : undefined;
}
