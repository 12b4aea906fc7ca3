/** Of a Pod or its namespace: `ambient` when ztunnel takes its requests. */
export const MODE_LABEL = 'istio.io/dataplane-mode';
/** Of a Service or its namespace: the waypoint in front of it. */
export const WAYPOINT_LABEL = 'istio.io/use-waypoint';

/** Pods with this label and value take mutual TLS; the injector sets it. */
export const TLS_MODE_LABEL = 'security.istio.io/tlsMode';
