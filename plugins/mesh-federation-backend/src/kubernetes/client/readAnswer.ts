import type { ClusterResult, KubernetesObject } from '../ClusterClient';
import { at, objectOf, textOf, type Json } from '../objects/json';

/** A page of a list as an API server sends it. */
export interface ListPage {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly continue?: string;
  readonly items: readonly KubernetesObject[];
}

/**
 * What an answer of success has to look like, by what was asked. Anything else comes from something
 * on the way that speaks for the API server (a login page, a default backend, an error with status
 * 200): it is an error, and never "there is none".
 */
export const readAnswer = {
  /** The object that was asked for. */
  object: (body: string, name: string) =>
    read(body, answer =>
      isObject(answer) && answer.metadata.name === name ? answer : undefined,
    ),

  /** An object that was created under a name which the caller need not know. */
  created: (body: string) =>
    read(body, answer => (isObject(answer) ? answer : undefined)),

  /** A review or a token, which is an object of the kind that was sent, with a status. */
  review: (body: string, kind: unknown) =>
    read(body, answer =>
      answer.kind === kind && isFilled(answer.status)
        ? (answer as unknown as KubernetesObject)
        : undefined,
    ),

  page: (body: string) => read(body, pageOf),

  /** That an object was deleted: the object, or a status of success. */
  deletion: (body: string) =>
    read(body, answer =>
      isObject(answer) ||
      (answer.kind === 'Status' && answer.status === 'Success')
        ? true
        : undefined,
    ),
};

function read<T>(
  body: string,
  take: (answer: Json) => T | undefined,
): ClusterResult<T> {
  const value = take(objectOf(parsed(body)));
  return value === undefined
    ? {
        ok: false,
        error: {
          reason: {
            kind: 'error',
            message:
              'the answer is not what Kubernetes sends: something between answers instead of the API server',
          },
        },
      }
    : { ok: true, value };
}

function pageOf(answer: Json): ListPage | undefined {
  const kind = textOf(answer.kind);
  // Go writes an empty list as null.
  const items = answer.items === null ? [] : answer.items;
  if (!kind?.endsWith('List') || !Array.isArray(items)) {
    return undefined;
  }
  return items.every(hasName)
    ? {
        apiVersion: textOf(answer.apiVersion),
        kind,
        continue: textOf(at(answer, 'metadata', 'continue')),
        items,
      }
    : undefined;
}

function isObject(answer: Json): answer is Json & KubernetesObject {
  return textOf(answer.kind) !== undefined && hasName(answer);
}

function isFilled(value: unknown): boolean {
  return Object.keys(objectOf(value)).length > 0;
}

function hasName(value: unknown): value is KubernetesObject {
  return textOf(at(value, 'metadata', 'name')) !== undefined;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
