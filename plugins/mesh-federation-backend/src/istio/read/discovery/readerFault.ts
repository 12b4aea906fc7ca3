import type { Manifest } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { at, listOf, textsOf } from '../../../kubernetes/objects/json';

/** A rule of RBAC, as far as it is asked for. */
interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames: readonly string[];
}

/** Whether an object is the role that grants Secrets. */
export function grantsSecrets(object: KubernetesObject): boolean {
  return (
    object.kind === 'ClusterRole' &&
    rulesOf(object).some(
      rule => covers(rule.apiGroups, '') && covers(rule.resources, 'secrets'),
    )
  );
}

/**
 * Why an object of the reader does not do; undefined when it does. One of ours has to be as this
 * plugin makes it: more rights are drift as well. One of somebody else has to grant or bind at
 * least the same.
 */
export function readerFault(input: {
  readonly live: KubernetesObject;
  readonly body: Manifest;
  readonly own: boolean;
}): string | undefined {
  const { live, body, own } = input;
  if (own) {
    return essence(live) === essence(body)
      ? undefined
      : 'is not as this plugin makes it';
  }
  return missingRight(live, body) ?? missingBinding(live, body);
}

/** What an object grants or binds, whatever the order in which its fields are written. */
function essence(object: unknown): string {
  const fields = (value: unknown, names: readonly string[]) =>
    names.map(name => at(value, name));
  return JSON.stringify([
    rulesOf(object),
    fields(at(object, 'roleRef'), ['kind', 'name']),
    listOf(at(object, 'subjects')).map(subject =>
      fields(subject, ['kind', 'name', 'namespace']),
    ),
  ]);
}

function missingRight(
  live: KubernetesObject,
  body: Manifest,
): string | undefined {
  const granted = rulesOf(live);
  const missing = rulesOf(body)
    .flatMap(single)
    .find(need => !granted.some(rule => grants(rule, need)));
  return missing
    ? `does not grant "${missing.verbs.join()}" on "${[
        ...missing.resources,
        ...missing.resourceNames,
      ].join(' ')}"`
    : undefined;
}

function missingBinding(
  live: KubernetesObject,
  body: Manifest,
): string | undefined {
  const [account] = listOf(body.subjects);
  if (account === undefined) {
    return undefined;
  }
  if (
    ['kind', 'name'].some(
      field => at(live, 'roleRef', field) !== at(body, 'roleRef', field),
    )
  ) {
    return `does not bind ${String(at(body, 'roleRef', 'kind'))} ${String(
      at(body, 'roleRef', 'name'),
    )}`;
  }
  return listOf(live.subjects).some(subject =>
    ['kind', 'name', 'namespace'].every(
      field => at(subject, field) === at(account, field),
    ),
  )
    ? undefined
    : `does not bind ServiceAccount ${String(at(account, 'name'))}`;
}

function rulesOf(object: unknown): readonly Rule[] {
  return listOf(at(object, 'rules')).map(rule => ({
    // The core group is the empty string.
    apiGroups: listOf(at(rule, 'apiGroups')).map(String),
    resources: textsOf(at(rule, 'resources')),
    verbs: textsOf(at(rule, 'verbs')),
    resourceNames: textsOf(at(rule, 'resourceNames')),
  }));
}

/** One rule for each thing that a rule grants. */
function single(rule: Rule): readonly Rule[] {
  const names =
    rule.resourceNames.length > 0 ? rule.resourceNames : [undefined];
  return rule.apiGroups.flatMap(group =>
    rule.resources.flatMap(resource =>
      rule.verbs.flatMap(verb =>
        names.map(name => ({
          apiGroups: [group],
          resources: [resource],
          verbs: [verb],
          resourceNames: name === undefined ? [] : [name],
        })),
      ),
    ),
  );
}

/** As the RBAC authorizer decides (kubernetes pkg/apis/rbac/v1/evaluation_helpers.go). */
function grants(rule: Rule, need: Rule): boolean {
  return (
    need.apiGroups.every(group => covers(rule.apiGroups, group)) &&
    need.resources.every(resource => covers(rule.resources, resource)) &&
    need.verbs.every(verb => covers(rule.verbs, verb)) &&
    (rule.resourceNames.length === 0 ||
      (need.resourceNames.length > 0 &&
        need.resourceNames.every(name => rule.resourceNames.includes(name))))
  );
}

function covers(granted: readonly string[], value: string): boolean {
  return granted.includes('*') || granted.includes(value);
}
