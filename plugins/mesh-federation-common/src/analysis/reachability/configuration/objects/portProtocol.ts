import type { ServicePort } from '../../../../model';

const HTTP = [
  'http',
  'http2',
  'grpc',
  'grpc-web',
  'kubernetes.io/h2c',
  'kubernetes.io/ws',
];
const TLS = ['https', 'tls', 'kubernetes.io/wss'];
const TCP = ['tcp', 'mongo', 'mysql', 'redis'];

/** Ports whose protocol the client does not speak first, so that istiod never sniffs them. */
const TCP_PORTS = [25, 53, 3306, 27017];

/**
 * What Istio takes a port for. Without a name that tells it finds out by the bytes, which for
 * requests over HTTP is `http`. Source: istio/istio pkg/config/kube/conversion.go ConvertProtocol.
 */
export function portProtocol(
  port: ServicePort | undefined,
): 'http' | 'tls' | 'tcp' {
  const name = port?.name ?? '';
  const hint = (
    port?.appProtocol ??
    (name.startsWith('grpc-web') ? 'grpc-web' : name.split('-')[0]!)
  ).toLowerCase();
  if (TLS.includes(hint)) {
    return 'tls';
  }
  return TCP.includes(hint) ||
    (!HTTP.includes(hint) && TCP_PORTS.includes(port?.port ?? 0))
    ? 'tcp'
    : 'http';
}
