import type { ClusterName } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type {
  CallOptions,
  ClusterClient,
  ClusterClients,
  ClusterResult,
} from '../../kubernetes/ClusterClient';
import type { ClusterSilences } from './ClusterSilences';
import { isUnanswered } from './isUnanswered';

/**
 * Clients that note which clusters answer. Reads are given up when the step shall stop; a write is
 * not, because then nobody would know what became of it.
 */
export function listeningClients(options: {
  readonly clients: ClusterClients;
  readonly silences: ClusterSilences;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}): ClusterClients {
  const { clients } = options;
  return {
    forCluster: cluster => listening(clients.forCluster(cluster), options),
  };
}

function listening(
  client: ClusterClient,
  options: Parameters<typeof listeningClients>[0],
): ClusterClient {
  const { signal } = options;
  const { cluster } = client;
  const heard = <T>(call: () => Promise<ClusterResult<T>>) =>
    listen(cluster, call, options);
  const read = (given?: CallOptions) => ({ signal, ...given });
  return {
    cluster,
    get: (address, given) => heard(() => client.get(address, read(given))),
    list: (kind, given) => heard(() => client.list(kind, read(given))),
    getText: (path, given) => heard(() => client.getText(path, read(given))),
    apply: (...args) => heard(() => client.apply(...args)),
    mergePatch: (...args) => heard(() => client.mergePatch(...args)),
    create: (...args) => heard(() => client.create(...args)),
    remove: (...args) => heard(() => client.remove(...args)),
  };
}

async function listen<T>(
  cluster: ClusterName,
  call: () => Promise<ClusterResult<T>>,
  options: Parameters<typeof listeningClients>[0],
): Promise<ClusterResult<T>> {
  const { silences, now, signal } = options;
  const begun = now();
  const result = await call();
  if (result.ok || !isUnanswered(result.error)) {
    silences.answered(cluster);
  } else if (!signal.aborted) {
    silences.silent(cluster, begun);
  }
  return result;
}
