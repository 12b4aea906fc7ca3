import {
  HIDDEN_VALUE,
  optional,
  type AuthorizationOperation,
  type AuthorizationPolicy,
  type AuthorizationRule,
  type AuthorizationSource,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { isHarmlessHeader } from './isHarmlessHeader';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import {
  istioObject,
  nameOf,
  repeatedTexts,
  selectorLabels,
  sortObjects,
  targetReferences,
} from '../istioObjects';
import {
  at,
  enumOf,
  isTrue,
  listOf,
  objectOf,
  textOf,
} from '../../../kubernetes/objects/json';

const TYPE = {
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
};
const ACTIONS = ['ALLOW', 'DENY', 'AUDIT', 'CUSTOM'] as const;
const DRY_RUN = 'istio.io/dry-run';

const SOURCE_FIELDS: readonly (keyof AuthorizationSource)[] = [
  'principals',
  'notPrincipals',
  'requestPrincipals',
  'notRequestPrincipals',
  'namespaces',
  'notNamespaces',
  'serviceAccounts',
  'notServiceAccounts',
  'ipBlocks',
  'notIpBlocks',
  'remoteIpBlocks',
  'notRemoteIpBlocks',
  'trustDomains',
  'notTrustDomains',
];

const OPERATION_FIELDS: readonly (keyof AuthorizationOperation)[] = [
  'hosts',
  'notHosts',
  'ports',
  'notPorts',
  'methods',
  'notMethods',
  'paths',
  'notPaths',
];

/**
 * Sorted by namespace, then name; rules in their order. Values of request headers that may be
 * keys are left out. Source: istio/api
 * security/v1beta1/authorization_policy.proto.
 */
export function decodeAuthorizationPolicies(
  objects: readonly KubernetesObject[],
): readonly AuthorizationPolicy[] {
  return sortObjects(objects).map(object => {
    const where = nameOf(object, TYPE.kind);
    const spec = objectOf(object.spec);
    return {
      ...istioObject(object, TYPE),
      action: enumOf(spec.action, ACTIONS, `${where}: action`),
      ...optional({
        actionUnset: textOf(spec.action) === undefined ? true : undefined,
        selector: selectorLabels(spec.selector, 'matchLabels'),
      }),
      targetRefs: targetReferences(spec),
      rules: listOf(spec.rules).map(rule => decodeRule(rule, where)),
      ...optional({ provider: textOf(at(spec.provider, 'name')) }),
      dryRun: isTrue(object.metadata.annotations?.[DRY_RUN]),
    };
  });
}

function decodeRule(rule: unknown, where: string): AuthorizationRule {
  return {
    from: listOf(at(rule, 'from')).map(entry =>
      listsOf(at(entry, 'source'), SOURCE_FIELDS, `${where}: source`),
    ),
    to: listOf(at(rule, 'to')).map(entry =>
      listsOf(at(entry, 'operation'), OPERATION_FIELDS, `${where}: operation`),
    ),
    when: listOf(at(rule, 'when')).map(condition => {
      const key = textOf(at(condition, 'key')) ?? '';
      const valuesOf = (field: string) =>
        shown(key, repeatedTexts(at(condition, field)));
      return {
        key,
        ...optional({
          values: valuesOf('values'),
          notValues: valuesOf('notValues'),
        }),
      };
    }),
  };
}

/**
 * A field that this version does not know narrows the rule in a way that it does not understand:
 * then the rule is unknown rather than wrong.
 */
function listsOf<K extends string>(
  value: unknown,
  fields: readonly K[],
  where: string,
): { readonly [F in K]?: readonly string[] } {
  const strange = Object.keys(objectOf(value)).find(
    key => !fields.some(field => field === key),
  );
  if (strange !== undefined) {
    throw new Error(`${where} has the unknown field ${strange}`);
  }
  return Object.assign(
    {},
    ...fields.map(field =>
      optional({ [field]: repeatedTexts(at(value, field)) }),
    ),
  );
}

function shown(
  key: string,
  values: readonly string[] | undefined,
): readonly string[] | undefined {
  return key.startsWith('request.headers')
    ? values?.map(value =>
        isHarmlessHeader(key, value) ? value : HIDDEN_VALUE,
      )
    : values;
}
