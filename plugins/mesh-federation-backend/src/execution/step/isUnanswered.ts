import type { ClusterError } from '../../kubernetes/ClusterClient';

/** Nothing came back from the cluster. */
export function isUnanswered({ reason }: ClusterError): boolean {
  return reason.kind === 'unreachable' || reason.kind === 'timeout';
}

/**
 * Nothing came back, or only that the API server has too much to do or failed itself: asking again
 * may help, and what was asked may have been done all the same (client-go tries these again as
 * well, k8s.io/client-go rest/with_retry.go).
 */
export function mayPass(error: ClusterError): boolean {
  const { status = 0 } = error;
  return isUnanswered(error) || status === 429 || status >= 500;
}
