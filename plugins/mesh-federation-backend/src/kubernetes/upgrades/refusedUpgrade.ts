import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ClusterError } from '../ClusterClient';
import { withoutCredentials } from '../client/clusterErrors';

/** A part of a Pod that is reached by an upgrade, as a rule of RBAC names it. */
interface UpgradeSubject {
  readonly resource: 'pods/exec' | 'pods/portforward';
  readonly namespace: string;
}

/**
 * What the refusal of an upgrade means; `undefined` for what has no message. The WebSocket client
 * reports a refused upgrade only by its message.
 */
export function refusedUpgrade(
  error: unknown,
  { resource, namespace }: UpgradeSubject,
): ClusterError | undefined {
  const message =
    typeof error === 'object' && error !== null && 'message' in error
      ? String(error.message)
      : '';
  const status = Number(/Unexpected server response: (\d+)/.exec(message)?.[1]);
  if (status === 401 || status === 403) {
    return {
      status,
      reason: {
        kind: 'forbidden',
        message: `${resource} in ${namespace} was refused with ${status}`,
        verb: 'create',
        resource,
        namespace,
      },
    };
  }
  if (message) {
    return {
      ...optional({ status: Number.isNaN(status) ? undefined : status }),
      reason: {
        kind: message.includes('timed out') ? 'timeout' : 'unreachable',
        message: withoutCredentials(message),
      },
    };
  }
  return undefined;
}
