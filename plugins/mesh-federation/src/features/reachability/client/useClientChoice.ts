import {
  optional,
  type ReachabilityFilter,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

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
  const [params, setParams] = useSearchParams();
  const namespace = params.get('clientNamespace') || undefined;
  const workload = params.get('clientWorkload') || undefined;
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
      setParams(
        old => {
          const next = new URLSearchParams(old);
          // Empty, it says that any client is wanted, and not the reader's own.
          next.set('clientNamespace', clientNamespace ?? '');
          next.delete('clientWorkload');
          if (clientNamespace && clientWorkload) {
            next.set('clientWorkload', clientWorkload);
          }
          return next;
        },
        { preventScrollReset: true },
      ),
    [setParams],
  );
  return { client, choose };
}
