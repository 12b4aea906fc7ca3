import {
  optional,
  type ReachabilityFilter,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback, useMemo } from 'react';
import { usePageParameters } from './usePageParameters';

/** Whose requests are asked about: those of a namespace, or of one workload; of any without. */
export type ClientChoice = Pick<
  ReachabilityFilter,
  'clientNamespace' | 'clientWorkload'
>;

/**
 * The client in the page's address, so that a link names it and Back works. Undefined when any
 * client is asked about.
 */
export function useClientChoice(): {
  readonly client: ClientChoice | undefined;
  readonly choose: (client: ClientChoice) => void;
} {
  const { parameters, change } = usePageParameters();
  const namespace = parameters.get('clientNamespace') || undefined;
  const workload = parameters.get('clientWorkload') || undefined;
  const client = useMemo(
    () =>
      namespace === undefined
        ? undefined
        : {
            clientNamespace: namespace,
            ...optional({ clientWorkload: workload }),
          },
    [namespace, workload],
  );
  const choose = useCallback(
    ({ clientNamespace, clientWorkload }: ClientChoice) =>
      change({
        // Empty, it says that any client is wanted, and not the reader's own.
        clientNamespace: clientNamespace ?? '',
        clientWorkload: (clientNamespace && clientWorkload) || undefined,
      }),
    [change],
  );
  return { client, choose };
}
