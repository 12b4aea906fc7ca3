import type { DestinationRule } from '../../../model';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import { isTopologyLabel } from '../lookup/topology/topologyLabels';
import { resolveHost, serviceHost } from '../lookup/hostLookUp';
import type { ServiceName } from '../../../model/cluster/service';

/**
 * The DestinationRules that can be about a Service, as a text. A rule for its own host is written
 * with its contents, so that two Services with equal rules compare as equal; a rule for more hosts
 * is written as its place in the list. Undefined when a rule can be about this very Service alone.
 */
export function rulesText(
  index: ClusterIndex,
  service: ServiceName,
): string | undefined {
  const host = serviceHost(service);
  const rules = index.destinationRules(host);
  if (rules.status === 'unknown' || rules.value.length === 0) {
    return '';
  }
  const texts = rules.value.map(rule =>
    ruleText(index, rule, { ...service, host }),
  );
  return texts.includes(undefined) ? undefined : texts.join('&');
}

/** Whether endpoints come first by labels that are not of their place. */
function comparesLabels({ trafficPolicy, subsets }: DestinationRule): boolean {
  return [trafficPolicy, ...subsets.map(item => item.trafficPolicy)]
    .flatMap(policy => (policy ? [policy, ...policy.ports] : []))
    .flatMap(({ locality, zoneAware }) => [locality, zoneAware])
    .flatMap(setting => setting?.failoverPriority ?? [])
    .some(label => !isTopologyLabel(label.split('=')[0]!));
}

function ruleText(
  { settings, state }: ClusterIndex,
  rule: DestinationRule,
  { namespace, host }: ServiceName & { readonly host: string },
): string | undefined {
  const { object, createdAt: _, host: written, ...contents } = rule;
  const text = JSON.stringify(contents);
  const byDefault =
    settings.status === 'observed'
      ? settings.value.defaultDestinationRuleExportTo
      : [];
  const isOwn = object.namespace === namespace;
  if (
    text.includes('subjectAltNames') ||
    text.includes('"sni"') ||
    comparesLabels(rule)
  ) {
    // Such names are identities of the Service's own workloads, or hold its host; such labels are
    // those of its workloads.
    return undefined;
  }
  if (resolveHost(written, object.namespace ?? '') !== host) {
    const all = state.configuration.destinationRules;
    const number = all.status === 'observed' ? all.value.indexOf(rule) : -1;
    return `${number} ${isOwn ? namespace : ''}`;
  }
  const isForAll =
    rule.workloadSelector === undefined &&
    !byDefault.includes('.') &&
    (rule.exportTo === undefined || rule.exportTo.includes('*'));
  return isOwn && isForAll ? text : undefined;
}
