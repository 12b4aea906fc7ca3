import type { OwnClient } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';

/**
 * Asks about the first of the reader's own clients, where the address names no client. An address
 * that names a Service is a link to what somebody saw: it stays what it is.
 */
export function useDefaultClient(own: readonly OwnClient[] = []): void {
  const { search } = useLocation();
  const navigate = useNavigate();
  const [first] = own;
  useEffect(() => {
    const params = new URLSearchParams(search);
    if (!first || params.has('clientNamespace') || params.has('service')) {
      return;
    }
    params.set('clientNamespace', first.namespace);
    if (first.workload) params.set('clientWorkload', first.workload);
    navigate(
      { search: `?${params}` },
      // Back leads to where the reader came from.
      { replace: true, preventScrollReset: true },
    );
  }, [first, search, navigate]);
}
