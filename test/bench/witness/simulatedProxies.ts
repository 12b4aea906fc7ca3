import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  credentials,
  loadPackageDefinition,
  status,
  type ClientDuplexStream,
  type ServiceClientConstructor,
  type ServiceError,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

interface DiscoveryRequest {
  readonly node?: { readonly id: string };
  readonly typeUrl: string;
  readonly versionInfo?: string;
  readonly responseNonce?: string;
}

interface DiscoveryResponse {
  readonly typeUrl: string;
  readonly versionInfo: string;
  readonly nonce: string;
}

type Stream = ClientDuplexStream<DiscoveryRequest, DiscoveryResponse>;

/** What every sidecar asks for first. */
const TYPES = [
  'type.googleapis.com/envoy.config.cluster.v3.Cluster',
  'type.googleapis.com/envoy.config.listener.v3.Listener',
];

/** Of one proxy, once it is let in. */
const DEADLINE_MS = 60_000;

/** istiod lets some in within a second, and refuses the others (pilot/pkg/xds/ads.go). */
const AT_ONCE = 10;

/** Proxies that are connected to istiod and take what it sends, without an Envoy. */
export interface SimulatedProxies {
  close(): void;
}

/**
 * Connects so many sidecars of a namespace to istiod's plaintext port, and waits until each has got
 * clusters and listeners. Like Envoy, each acknowledges every answer. Source: istio/istio
 * pilot/pkg/xds/ads.go.
 */
export async function connectProxies(options: {
  /** `host:port`. */
  readonly address: string;
  readonly namespace: string;
  readonly count: number;
}): Promise<SimulatedProxies> {
  const { address, namespace, count } = options;
  const client = new (discoveryService())(
    address,
    credentials.createInsecure(),
    { 'grpc.max_receive_message_length': -1 },
  );
  const streams: Stream[] = [];
  const close = () => {
    streams.forEach(stream => stream.cancel());
    client.close();
  };
  try {
    const ids = Array.from(
      { length: count },
      (_, index) =>
        `sidecar~198.18.${index >> 8}.${
          index & 255
        }~simulated-${index}.${namespace}~${namespace}.svc.cluster.local`,
    ).values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const id of ids) {
          streams.push(
            await admitted(id, () => client.StreamAggregatedResources!()),
          );
        }
      }),
    );
  } catch (error) {
    close();
    throw error;
  }
  return { close };
}

function discoveryService(): ServiceClientConstructor {
  const definition = loadSync(join(import.meta.dirname, 'ads.proto'));
  const { envoy } = loadPackageDefinition(definition) as {
    readonly envoy: {
      readonly service: {
        readonly discovery: {
          readonly v3: {
            readonly AggregatedDiscoveryService: ServiceClientConstructor;
          };
        };
      };
    };
  };
  return envoy.service.discovery.v3.AggregatedDiscoveryService;
}

/** Comes again like Envoy where istiod has let in enough for the moment. */
async function admitted(id: string, open: () => Stream): Promise<Stream> {
  for (;;) {
    const stream = open();
    try {
      await connect(stream, id);
      return stream;
    } catch (error) {
      stream.cancel();
      if ((error as ServiceError).code !== status.RESOURCE_EXHAUSTED) {
        throw error;
      }
      await sleep(1000);
    }
  }
}

/** Resolves when istiod has sent every type once. */
function connect(stream: Stream, id: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const missing = new Set(TYPES);
    const timer = setTimeout(
      () => reject(new Error(`istiod sent nothing to ${id}`)),
      DEADLINE_MS,
    );
    stream.on('data', ({ typeUrl, versionInfo, nonce }: DiscoveryResponse) => {
      stream.write({ typeUrl, versionInfo, responseNonce: nonce });
      missing.delete(typeUrl);
      if (missing.size === 0) {
        clearTimeout(timer);
        resolve();
      }
    });
    // Also when it is cancelled in the end: then nobody waits any more.
    stream.on('error', error => {
      clearTimeout(timer);
      reject(error);
    });
    TYPES.forEach((typeUrl, index) =>
      stream.write({ typeUrl, ...(index === 0 ? { node: { id } } : {}) }),
    );
  });
}
