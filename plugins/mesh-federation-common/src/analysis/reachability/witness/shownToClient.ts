import type { FindingCode } from '../../../model';

/**
 * Causes for which istiod leaves the provider's endpoints, or the whole host, out of what it gives
 * to the client's proxy. When a proxy is told to send requests there all the same, the cause does
 * not hold. What lies behind a gateway has no health there, so that endpoints that are not ready do
 * not show, and without a gateway the bare addresses of Pods are given. Causes at the server
 * (policies, certificates), at the gateway, in DNS and in the client's own Pod are in nobody's
 * outbound configuration.
 */
const SHOWN: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'MF3001',
  'MF3012',
  'MF3017',
  'MF5002',
  'MF5003',
  'MF5006',
  'MF6101',
  'MF6103',
  'MF6105',
  'MF6107',
  'MF6111',
  'MF6112',
  'MF6115',
  'MF6116',
  'MF6117',
]);

/** Whether a client's outbound configuration would show the cause. */
export function isShownToClient(code: FindingCode): boolean {
  return SHOWN.has(code);
}
