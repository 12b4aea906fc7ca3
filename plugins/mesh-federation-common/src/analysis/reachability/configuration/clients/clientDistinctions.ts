import type {
  AuthorizationPolicy,
  DestinationRule,
  Observed,
  VirtualService,
} from '../../../../model';
import { compareStrings } from '../../../../model/basics/compareStrings';
import { serviceHost } from '../../lookup/hostLookUp';
import type { LegInput } from '../../question/Leg';
import { conditionFields, sourceFields } from '../objects/ruleFields';

/** What of a client the objects that count for a question look at. */
export interface Distinctions {
  /** Only these namespaces are told from others, sorted. */
  readonly namespaces: readonly string[] | 'all';
  /** Names of labels, sorted. */
  readonly labels: readonly string[];
  /** Service account and trust domain. */
  readonly identity: boolean;
  /** Addresses: every Pod is another client. */
  readonly pods: boolean;
}

const NONE: Distinctions = {
  namespaces: [],
  labels: [],
  identity: false,
  pods: false,
};

/**
 * By what the DestinationRules, VirtualServices, ServiceEntries and AuthorizationPolicies of a
 * question can tell clients apart.
 */
export function clientDistinctions({
  client,
  provider,
  service,
  asked,
}: LegInput): Distinctions {
  const host = serviceHost(service);
  const root =
    provider.settings.status === 'observed'
      ? provider.settings.value.rootNamespace
      : undefined;
  const all = [
    ...itemsOf(client.destinationRules(host)).map(ofDestinationRule),
    ...itemsOf(client.virtualServices(host)).map(ofVirtualService),
    ...itemsOf(client.virtualServices(serviceHost(asked))).map(
      ofVirtualService,
    ),
    ...itemsOf(client.serviceEntries(host)).map(({ object, exportTo }) => ({
      ...NONE,
      // One of the client's own namespace takes the host.
      namespaces: [object.namespace ?? '', ...(exportTo ?? [])],
    })),
    ...itemsOf(provider.authorizationPolicies(service.namespace)).map(
      ofAuthorizationPolicy,
    ),
    ...(root === undefined || root === service.namespace
      ? []
      : itemsOf(provider.authorizationPolicies(root)).map(
          ofAuthorizationPolicy,
        )),
  ];
  return all.length === 0 ? NONE : merge(all);
}

/** By what some objects can tell clients apart. */
export function distinctionsOf(objects: {
  readonly destinationRules: readonly DestinationRule[];
  readonly authorizationPolicies: readonly AuthorizationPolicy[];
}): Distinctions {
  return merge([
    ...objects.destinationRules.map(ofDestinationRule),
    ...objects.authorizationPolicies.map(ofAuthorizationPolicy),
  ]);
}

function itemsOf<T>(fact: Observed<readonly T[]>): readonly T[] {
  return fact.status === 'observed' ? fact.value : [];
}

function merge(all: readonly Distinctions[]): Distinctions {
  const sorted = (items: readonly string[]) =>
    [...new Set(items)].sort(compareStrings);
  const namespaces = all.map(item => item.namespaces);
  return {
    namespaces: namespaces.includes('all')
      ? 'all'
      : sorted(namespaces.flatMap(item => (item === 'all' ? [] : item))),
    labels: sorted(all.flatMap(item => item.labels)),
    identity: all.some(item => item.identity),
    pods: all.some(item => item.pods),
  };
}

/** One of the client's own namespace comes first, and exportTo names namespaces. */
function ofDestinationRule({
  object,
  exportTo,
  workloadSelector,
}: DestinationRule): Distinctions {
  return {
    ...NONE,
    namespaces: [object.namespace ?? '', ...(exportTo ?? [])],
    labels: Object.keys(workloadSelector ?? {}),
  };
}

function ofVirtualService({
  object,
  exportTo,
  http,
  tcp,
}: VirtualService): Distinctions {
  const matches = [...http, ...tcp].flatMap(({ match }) => match ?? []);
  const delegates = http.some(({ delegate }) => delegate !== undefined);
  return {
    ...NONE,
    // Routes that another VirtualService holds are not looked at here.
    namespaces: delegates
      ? 'all'
      : [
          object.namespace ?? '',
          ...(exportTo ?? []),
          ...matches.flatMap(({ sourceNamespace }) => sourceNamespace ?? []),
        ],
    labels: matches.flatMap(({ sourceLabels }) =>
      Object.keys(sourceLabels ?? {}),
    ),
    pods: delegates,
  };
}

function ofAuthorizationPolicy({ rules }: AuthorizationPolicy): Distinctions {
  const fields = rules.flatMap(({ from, when }) => [
    ...from.flatMap(sourceFields),
    ...conditionFields(when),
  ]);
  const namespaces = fields
    .filter(({ kind }) => kind === 'namespace')
    .flatMap(({ values, notValues }) => [...values, ...notValues]);
  return {
    ...NONE,
    namespaces: namespaces.some(value => value.includes('*'))
      ? 'all'
      : namespaces,
    identity: fields.some(({ kind }) =>
      ['principal', 'service-account', 'trust-domain'].includes(kind),
    ),
    pods: fields.some(({ kind }) => kind === 'address'),
  };
}
