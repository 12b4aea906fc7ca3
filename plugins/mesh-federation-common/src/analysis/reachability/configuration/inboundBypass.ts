import { listsPort } from './bypass';
import {
  EXCLUDED_INBOUND_PORTS,
  INCLUDED_INBOUND_PORTS,
} from '../../../model/istioNames';

/**
 * The annotation that keeps a port from the sidecar, if one does (istio/istio
 * tools/istio-iptables/pkg/capture/run.go).
 */
export function inboundBypass(
  annotations: Readonly<Record<string, string>>,
  port: number | undefined,
): string | undefined {
  const included = annotations[INCLUDED_INBOUND_PORTS];
  if (port === undefined) {
    return undefined;
  }
  if (included !== undefined && included !== '*') {
    return listsPort(included, port) ? undefined : INCLUDED_INBOUND_PORTS;
  }
  return listsPort(annotations[EXCLUDED_INBOUND_PORTS], port)
    ? EXCLUDED_INBOUND_PORTS
    : undefined;
}
