import {
  compareStrings,
  type ConfigurationObject,
  type TargetReference,
  type Timestamp,
  describeObject,
  optional,
  REVISION_LABEL,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { at, listOf, stringsOf, textOf } from '../../kubernetes/objects/json';
import { objectRef } from '../../kubernetes/objects/objectRef';

/** Objects by namespace, then name. */
export function sortObjects(
  objects: readonly KubernetesObject[],
): readonly KubernetesObject[] {
  return [...objects].sort(
    (a, b) =>
      compareStrings(a.metadata.namespace ?? '', b.metadata.namespace ?? '') ||
      compareStrings(a.metadata.name, b.metadata.name),
  );
}

/**
 * What is kept of every object of Istio's configuration. Its age belongs to that, because of
 * several objects of one scope the oldest wins.
 */
export function istioObject(
  object: KubernetesObject,
  type: { readonly apiVersion: string; readonly kind: string },
): ConfigurationObject & { readonly createdAt: Timestamp } {
  return {
    ...configurationObject(object, type),
    createdAt: object.metadata.creationTimestamp ?? '',
  };
}

/** As {@link istioObject}, of a kind whose age does not count. An empty revision is one too. */
export function configurationObject(
  object: KubernetesObject,
  type: { readonly apiVersion: string; readonly kind: string },
): ConfigurationObject {
  return {
    object: objectRef(object, type),
    ...optional({ revision: object.metadata.labels?.[REVISION_LABEL] }),
  };
}

/** Names an object in an error. */
export function nameOf(object: KubernetesObject, kind: string): string {
  return describeObject({ kind, ...object.metadata });
}

/**
 * Labels of a selector; undefined when it has none and so selects everything. Source: istio/api
 * type/v1beta1/selector.proto (`matchLabels`) and networking/v1/sidecar.proto (`labels`).
 */
export function selectorLabels(
  selector: unknown,
  key: 'matchLabels' | 'labels',
): Readonly<Record<string, string>> | undefined {
  const labels = stringsOf(at(selector, key));
  return Object.keys(labels).length > 0 ? labels : undefined;
}

/**
 * Labels of a selector of workloads, of which it counts that it is there: one without labels
 * selects everything, but in the way of a selector. Sources: istio/istio
 * pilot/pkg/model/push_context.go initSidecarScopes and getSidecarScope,
 * pilot/pkg/model/destination_rule.go mergeDestinationRule,
 * pilot/pkg/serviceregistry/serviceentry/conversion.go.
 */
export function workloadLabels(
  selector: unknown,
  key: 'matchLabels' | 'labels',
): Readonly<Record<string, string>> | undefined {
  return typeof selector === 'object' && selector !== null
    ? stringsOf(at(selector, key))
    : undefined;
}

/**
 * A list of texts in which none and empty mean the same, as in every repeated field of a protobuf
 * message.
 */
export function repeatedTexts(value: unknown): readonly string[] | undefined {
  const texts = Array.isArray(value)
    ? value.flatMap(item => textOf(item) ?? [])
    : [];
  return texts.length > 0 ? texts : undefined;
}

/** What a policy is attached to. Source: istio/api type/v1beta1/selector.proto. */
export function targetReferences(spec: unknown): readonly TargetReference[] {
  return [...listOf(at(spec, 'targetRefs')), at(spec, 'targetRef')].flatMap(
    reference => {
      const kind = textOf(at(reference, 'kind'));
      const name = textOf(at(reference, 'name'));
      return kind && name ? [{ kind, name }] : [];
    },
  );
}
