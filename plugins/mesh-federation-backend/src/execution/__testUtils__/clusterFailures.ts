import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { manifestFaults } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type {
  ClusterError,
  ClusterResult,
  ResourceKind,
} from '../../kubernetes/ClusterClient';

/** A call that an API server refuses. */
export function failure(status: number, message: string): ClusterResult<never> {
  return { ok: false, error: { status, reason: { kind: 'error', message } } };
}

/** Refuses an object with a name, a label or a key that no API server takes. */
export function invalid(manifest: unknown): ClusterResult<never> | undefined {
  const [fault] = manifestFaults(manifest);
  return fault && failure(422, `${fault.field}: Invalid value: ${fault.value}`);
}

/** A kind that an API server does not have. */
export function unsupported(kind: ResourceKind): ClusterResult<never> {
  const message = `the API server does not know ${kind.plural}.${kind.group}`;
  return {
    ok: false,
    error: { status: 404, reason: { kind: 'unsupported', message } },
  };
}

/** A write that an API server refuses with 409. */
export function conflict(
  kind: NonNullable<ClusterError['conflict']>,
  owned?: {
    readonly managers: readonly string[];
    readonly fields: readonly string[];
  },
): ClusterResult<never> {
  return {
    ok: false,
    error: {
      status: 409,
      reason: { kind: 'error', message: `conflict: ${kind}` },
      conflict: kind,
      ...optional({
        conflictingManagers: owned?.managers,
        conflictingFields: owned?.fields,
      }),
    },
  };
}
