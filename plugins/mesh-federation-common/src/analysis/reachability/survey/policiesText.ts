import type {
  AuthorizationPolicy,
  AuthorizationRule,
  Observed,
} from '../../../model';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import { resolveHost } from '../lookup/hostLookUp';
import {
  conditionFields,
  sourceFields,
} from '../configuration/objects/ruleFields';
import { distinctionsOf } from '../configuration/clients/clientDistinctions';
import { remembered } from '../../remembered';
import { clientsText } from './clientsText';
import { optional } from '../../../model/basics/optional';

type Labels = Readonly<Record<string, string>>;

interface Options {
  readonly namespace: string;
  /** All clusters. */
  readonly indexes: readonly ClusterIndex[];
  /** Selectors of the policies of the namespace and of the root namespaces. */
  readonly selectors: readonly Labels[];
}

/** What a policy's own namespace is replaced by, so that two namespaces can be compared. */
const OWN = '(own)';

function itemsOf<T>(list: Observed<readonly T[]>): readonly T[] {
  return list.status === 'observed' ? list.value : [];
}

/** What of a cluster's configuration counts for Services of more namespaces than one. */
const forAll = remembered(({ state, settings, ...index }: ClusterIndex) => ({
  authorizationPolicies:
    settings.status === 'observed'
      ? itemsOf(index.authorizationPolicies(settings.value.rootNamespace))
      : [],
  destinationRules: itemsOf(state.configuration.destinationRules).filter(
    ({ host, object }) =>
      resolveHost(host, object.namespace ?? '').startsWith('*'),
  ),
}));

/**
 * The policies of a namespace without its name and without the labels that they select, for which
 * numbers of the selectors stand: equal for two namespaces whose workloads and clients are treated
 * alike. Undefined when the name has to stay. Where policies name their own namespace, the clients
 * that live there count as well.
 */
export function policiesText({
  namespace,
  indexes,
  selectors,
}: Options): string | undefined {
  const texts = selectors.map(item => JSON.stringify(item));
  const numberOf = (selector: Labels | undefined) =>
    texts.indexOf(JSON.stringify(selector ?? {}));
  const all = indexes.map(index => [
    index.cluster,
    ...itemsOf(index.peerAuthentications(namespace)).map(
      ({ object: _, createdAt: __, selector, ...policy }) => [
        numberOf(selector),
        policy,
      ],
    ),
    ...itemsOf(index.requestAuthentications(namespace)).map(
      ({ object: _, createdAt: __, selector, ...policy }) => [
        numberOf(selector),
        policy,
      ],
    ),
    ...itemsOf(index.proxyConfigs(namespace)).map(
      ({ object: _, createdAt: __, selector, ...config }) => [
        // One without labels selects nothing, and one without a selector everything.
        selector && Object.keys(selector).length === 0
          ? ''
          : numberOf(selector),
        config,
      ],
    ),
    ...itemsOf(index.authorizationPolicies(namespace)).map(
      ({ object: _, createdAt: __, selector, rules, ...policy }) => [
        numberOf(selector),
        policy,
        rules.map(rule => withoutName(rule, namespace)),
      ],
    ),
  ]);
  const text = JSON.stringify(all.filter(({ length }) => length > 1));
  const policies = indexes.flatMap(index =>
    itemsOf(index.authorizationPolicies(namespace)),
  );
  if (text.includes(namespace) || policies.some(namesAccounts)) {
    return undefined;
  }
  if (!text.includes(OWN)) {
    return text;
  }
  const { namespaces, labels, identity, pods } = distinctionsOf({
    authorizationPolicies: [
      ...policies,
      ...indexes.flatMap(index => forAll(index).authorizationPolicies),
    ],
    destinationRules: indexes.flatMap(index => forAll(index).destinationRules),
  });
  return namespaces === 'all' || labels.length > 0 || identity || pods
    ? undefined
    : `${clientsText(namespace, indexes, namespaces)} ${text}`;
}

function withoutName(
  { from, when, ...rule }: AuthorizationRule,
  namespace: string,
): AuthorizationRule {
  const replace = (names: readonly string[]) =>
    names.map(name => (name === namespace ? OWN : name));
  return {
    ...rule,
    from: from.map(({ namespaces, notNamespaces, ...source }) => ({
      ...source,
      ...optional({
        namespaces: namespaces ? replace(namespaces) : undefined,
        notNamespaces: notNamespaces ? replace(notNamespaces) : undefined,
      }),
    })),
    when: when.map(({ key, values, notValues }) =>
      key === 'source.namespace'
        ? {
            key,
            ...optional({
              values: values ? replace(values) : undefined,
              notValues: notValues ? replace(notValues) : undefined,
            }),
          }
        : { key, ...optional({ values, notValues }) },
    ),
  };
}

/** A service account that is written without a namespace lives in the policy's namespace. */
function namesAccounts({ rules }: AuthorizationPolicy): boolean {
  return rules.some(({ from, when }) =>
    [...from.flatMap(sourceFields), ...conditionFields(when)].some(
      ({ kind }) => kind === 'service-account',
    ),
  );
}
