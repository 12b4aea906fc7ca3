import { kubectl } from '../../bed/index.ts';
import { portKey, wayKey } from './keys.ts';
import { hostOf } from './measureTraffic.ts';
import type { Scenario, Target } from './scenario.ts';
import type { Stage } from './Stage.ts';
import type { tcpPortsOf } from './tcpPortsOf.ts';

/** How a server's proxy was spoken to, by `wayKey`. */
export type Handshakes = ReadonlyMap<string, boolean>;

const REQUESTS = 6;

/**
 * On a port of TCP no server hears who calls. Its proxy counts: for each client whose requests
 * arrive, whether the proxy has seen as many more certificates of callers as requests. One client
 * after the other, so that nobody else is counted.
 */
export async function tcpHandshakes(
  stage: Stage,
  { clients, targets }: Scenario,
  tcp: Awaited<ReturnType<typeof tcpPortsOf>>,
): Promise<Handshakes> {
  const found = new Map<string, boolean>();
  for (const target of targets) {
    const providers = stage.alive.filter(name =>
      tcp.has(portKey(name, target)),
    );
    // Who sees requests keeps connections for the next ones.
    const callers = stage.alive.filter(
      name => tcp.get(portKey(name, target)) === 'tcp',
    );
    for (const cluster of providers.length > 0 ? callers : []) {
      for (const client of clients) {
        const before = await countsOf(stage, providers, target);
        const [results = []] = await stage.call(cluster, client, [
          {
            url: `http://${hostOf(target)}:${target.port}/`,
            method: 'GET',
            count: REQUESTS,
            timeoutMs: 2000,
          },
        ]);
        const after = await countsOf(stage, providers, target);
        for (const provider of providers) {
          const arrived = results.filter(
            ({ answeredBy }) => answeredBy === provider,
          ).length;
          const shaken =
            (after.get(provider) ?? 0) - (before.get(provider) ?? 0);
          if (arrived > 0) {
            found.set(
              wayKey(cluster, client, target, provider),
              shaken >= arrived,
            );
          }
        }
      }
    }
  }
  return found;
}

/** Handshakes in which the caller showed a certificate, in the proxies of all endpoints. */
async function countsOf(
  stage: Stage,
  providers: readonly string[],
  target: Target,
): Promise<ReadonlyMap<string, number>> {
  return new Map(
    await Promise.all(
      providers.map(
        async provider =>
          [provider, await countOf(stage, provider, target)] as const,
      ),
    ),
  );
}

async function countOf(
  stage: Stage,
  cluster: string,
  { namespace, name }: Target,
): Promise<number> {
  const service = await stage
    .api(cluster)
    .get({ apiVersion: 'v1', kind: 'Service', namespace, name });
  const { selector = {} } = (service?.spec ?? {}) as {
    readonly selector?: Readonly<Record<string, string>>;
  };
  const labels = Object.entries(selector).map(each => each.join('='));
  const pods = await stage
    .api(cluster)
    .list(
      { apiVersion: 'v1', kind: 'Pod', namespace },
      `labelSelector=${encodeURIComponent(labels.join(','))}`,
    );
  let sum = 0;
  for (const { metadata } of labels.length > 0 ? pods : []) {
    const { stdout } = await kubectl(
      stage.handle(cluster),
      [
        ...['exec', '--namespace', namespace, metadata.name],
        ...['--container', 'istio-proxy', '--'],
        ...['pilot-agent', 'request', 'GET', 'stats?filter=15006.*ssl'],
      ],
      { allowFailure: true },
    );
    sum += statistic(stdout, 'handshake') - statistic(stdout, 'no_certificate');
  }
  return sum;
}

const statistic = (text: string, name: string): number =>
  Number(new RegExp(`\\.ssl\\.${name}: (\\d+)`).exec(text)?.[1] ?? 0);
