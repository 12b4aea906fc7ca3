import { portKey } from './keys.ts';
import type { Scenario } from './scenario.ts';
import type { Stage } from './Stage.ts';

interface Port {
  readonly name?: string;
  readonly port: number;
  /** Absent: TCP. */
  readonly protocol?: string;
  readonly appProtocol?: string;
}

/**
 * Protocols of which proxies look at requests, by the beginning of a port's name or by its
 * `appProtocol`. Where none is named the client's proxy says by ALPN what it has seen, if it can:
 * that of the bed cannot.
 */
const HTTP = /^(http|http2|grpc|grpc-web|kubernetes\.io\/(h2c|ws))(-|$)/;

/** Protocols of which they do not, in the same places. */
const TCP = /^(tcp|tls|https|mongo|mysql|redis)(-|$)/;

/** `tcp`, or `unnamed`: the client's proxy finds HTTP out, and keeps connections for it. */
type Kind = 'tcp' | 'unnamed';

/**
 * Ports of the called Services, by cluster, on which servers' proxies look at no request: a server
 * hears nothing of the client's identity there.
 */
export async function tcpPortsOf(
  stage: Stage,
  { targets }: Scenario,
): Promise<ReadonlyMap<string, Kind>> {
  const found = await Promise.all(
    stage.alive.flatMap(cluster =>
      targets.map(async target => {
        const { namespace, name } = target;
        const service = await stage
          .api(cluster)
          .get({ apiVersion: 'v1', kind: 'Service', namespace, name });
        const { ports = [] } = (service?.spec ?? {}) as {
          readonly ports?: readonly Port[];
        };
        const names = ports
          .filter(each => each.port === target.port && each.protocol !== 'UDP')
          .map(({ appProtocol, name: own }) => appProtocol ?? own ?? '')
          .filter(protocol => !HTTP.test(protocol));
        return names.length === 0
          ? []
          : [
              [
                portKey(cluster, target),
                names.every(protocol => TCP.test(protocol)) ? 'tcp' : 'unnamed',
              ] as const,
            ];
      }),
    ),
  );
  return new Map(found.flat());
}
