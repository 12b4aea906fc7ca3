import type { KubernetesObject } from '../../../kubernetes/ClusterClient';

/** An object `shop/web` of a list, with what only the API server writes. */
export function anObject(
  content: Readonly<Record<string, unknown>> = {},
  metadata: Partial<KubernetesObject['metadata']> = {},
): KubernetesObject {
  return {
    metadata: {
      namespace: 'shop',
      name: 'web',
      creationTimestamp: '2026-01-01T00:00:00Z',
      uid: 'not-kept',
      resourceVersion: '7',
      managedFields: [{ manager: 'not-kept' }],
      ...metadata,
    },
    ...content,
  };
}

/** `b/web`, `a/web`, `a/api`: in no order. */
export function unsorted(
  content: Readonly<Record<string, unknown>> = {},
): readonly KubernetesObject[] {
  return [
    anObject(content, { namespace: 'b' }),
    anObject(content, { namespace: 'a' }),
    anObject(content, { namespace: 'a', name: 'api' }),
  ];
}

/** Names in the order of {@link unsorted} after sorting. */
export const SORTED = ['a/api', 'a/web', 'b/web'];
