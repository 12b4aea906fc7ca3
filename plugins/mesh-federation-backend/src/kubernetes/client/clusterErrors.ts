import {
  optional,
  type UnknownReason,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { BodyTooLongError } from './boundedText';
import type { ClusterError } from '../ClusterClient';
import type { CallSubject } from '../objects/clusterPaths';

interface KubernetesStatus {
  readonly kind: 'Status';
  readonly message?: string;
  readonly reason?: string;
  readonly details?: {
    readonly causes?: readonly {
      readonly reason?: string;
      readonly message?: string;
      readonly field?: string;
    }[];
  };
}

interface BackstageErrorBody {
  readonly error: { readonly name?: string; readonly message?: string };
}

const BEARER = /bearer\s+[\w.~+/=-]+/gi;
const JWT = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** More of a message nobody reads, and it may have been made to be searched for long. */
const LONGEST_MESSAGE = 2_000;

/** Removes what looks like a credential: a message from afar is shown to people. */
export function withoutCredentials(message: string): string {
  const shown =
    message.length > LONGEST_MESSAGE
      ? `${message.slice(0, LONGEST_MESSAGE)}…`
      : message;
  return shown.replace(BEARER, '[credential]').replace(JWT, '[credential]');
}

/** True for the answer of a Kubernetes backend that is still starting. */
export function isStartingUp(status: number, body: string): boolean {
  return (
    status === 503 &&
    isBackstageError(parse(body)) &&
    body.includes('not started up yet')
  );
}

/** What an API server answers for a kind that it does not have: Go's own words. */
const UNKNOWN_PATH = '404 page not found';

/**
 * True when the API server says that there is no such object, or has no such kind of a group. A 404
 * in any other words comes from something between, and says nothing about the cluster; so does one
 * about the core group, which every API server has.
 */
export function isNotFound(answer: {
  readonly status: number;
  readonly body: string;
  readonly path: string;
}): boolean {
  const { status, body, path } = answer;
  const parsed = parse(body);
  return (
    status === 404 &&
    ((isStatus(parsed) && parsed.reason === 'NotFound') ||
      (body.trim() === UNKNOWN_PATH && path.startsWith('/apis/')))
  );
}

/**
 * Maps an answer that is not a success. Errors of Backstage and of Kubernetes look different and
 * mean different things.
 */
export function errorOfResponse(options: {
  readonly status: number;
  readonly body: string;
  readonly subject: CallSubject;
}): ClusterError {
  const { status, subject } = options;
  const body = parse(options.body);
  if (isBackstageError(body)) {
    return { reason: reasonOfBackstage(status, body) };
  }
  const answer = isStatus(body) ? body : undefined;
  const message = withoutCredentials(
    answer?.message ?? `the API server answered ${status}`,
  );
  if (status === 401) {
    return {
      status,
      reason: {
        kind: 'error',
        message: `the API server does not accept the credential that the Kubernetes backend of Backstage has for this cluster: ${message}`,
      },
    };
  }
  if (status === 403) {
    return { status, reason: forbidden(message, subject) };
  }
  if (status === 409) {
    return {
      status,
      reason: { kind: 'error', message },
      ...conflictOf(answer),
    };
  }
  if (status === 404) {
    return { status, reason: unknownPath(options.body, message, subject) };
  }
  return {
    status,
    reason: { kind: status === 504 ? 'timeout' : 'error', message },
  };
}

/** Maps a call that got no answer. */
export function errorOfFailure(
  error: unknown,
  context: { readonly timedOut: boolean; readonly deadlineMs: number },
): ClusterError {
  if (context.timedOut) {
    return {
      reason: {
        kind: 'timeout',
        message: `no answer within ${context.deadlineMs} ms`,
      },
    };
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return { reason: { kind: 'timeout', message: 'the call was given up' } };
  }
  return {
    reason: {
      kind: error instanceof BodyTooLongError ? 'error' : 'unreachable',
      message: withoutCredentials(chain(error)),
    },
  };
}

function reasonOfBackstage(
  status: number,
  body: BackstageErrorBody,
): UnknownReason {
  const message = withoutCredentials(body.error.message ?? `status ${status}`);
  if (status === 401 || status === 403) {
    return {
      kind: 'error',
      message: `Backstage's Kubernetes backend refuses the call: ${message}`,
    };
  }
  if (status === 500 && message.includes('request error')) {
    return {
      kind: 'unreachable',
      message: message.split('caused by ').at(-1) ?? message,
    };
  }
  if (status === 503) {
    return {
      kind: 'unreachable',
      message: `Backstage's Kubernetes backend is not ready: ${message}`,
    };
  }
  return {
    kind: 'error',
    message: `Backstage's Kubernetes backend: ${message}`,
  };
}

function unknownPath(
  body: string,
  message: string,
  { resource }: CallSubject,
): UnknownReason {
  // Only a group can be missing, whose resources are `<plural>.<group>`.
  return body.trim() === UNKNOWN_PATH && resource.includes('.')
    ? {
        kind: 'unsupported',
        message: `the API server does not know ${resource}`,
      }
    : { kind: 'error', message };
}

/**
 * The API server's own words name verb, resource and namespace best: it knows, for example, that an
 * apply lacks `create`.
 */
function forbidden(message: string, subject: CallSubject): UnknownReason {
  const told =
    /cannot (\S+) resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)")?/.exec(
      message,
    );
  if (!told) {
    return { kind: 'forbidden', message, ...subject };
  }
  const [, verb, plural, group, namespace] = told;
  return {
    kind: 'forbidden',
    message,
    verb,
    resource: group ? `${plural}.${group}` : plural,
    ...optional({ namespace: namespace || undefined }),
  };
}

/**
 * Source: k8s.io/apimachinery util/managedfields: one cause for each field, `conflict with
 * "<manager>" using <version>`.
 */
function conflictOf(
  status: KubernetesStatus | undefined,
): Pick<
  ClusterError,
  'conflict' | 'conflictingManagers' | 'conflictingFields'
> {
  const causes = (status?.details?.causes ?? []).filter(
    cause => cause.reason === 'FieldManagerConflict',
  );
  const managers = causes.flatMap(cause => {
    const match = /conflict with "([^"]+)"/.exec(cause.message ?? '');
    return match ? [match[1]] : [];
  });
  if (managers.length > 0) {
    return {
      conflict: 'field-manager',
      conflictingManagers: [...new Set(managers)].sort(),
      conflictingFields: [
        ...new Set(causes.flatMap(({ field }) => field ?? [])),
      ].sort(),
    };
  }
  return {
    conflict:
      status?.reason === 'AlreadyExists'
        ? 'already-exists'
        : 'resource-version',
  };
}

function chain(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.cause === undefined
    ? error.message
    : `${error.message}: ${chain(error.cause)}`;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isStatus(body: unknown): body is KubernetesStatus {
  return (
    typeof body === 'object' &&
    body !== null &&
    'kind' in body &&
    body.kind === 'Status'
  );
}

function isBackstageError(body: unknown): body is BackstageErrorBody {
  return (
    typeof body === 'object' &&
    body !== null &&
    !('kind' in body) &&
    'error' in body &&
    typeof body.error === 'object' &&
    body.error !== null
  );
}
