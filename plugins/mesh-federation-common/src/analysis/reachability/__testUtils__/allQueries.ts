import type { ReachabilityClient, ReachabilityQuery } from '../../../model';
import type { MeshStates } from '@mesh-federation/fixtures';

/**
 * Every question that makes sense: each client workload, namespace and cluster, each Service that
 * there is, each provider.
 */
export function allQueries(states: MeshStates): readonly ReachabilityQuery[] {
  const services = new Map(
    states.flatMap(state =>
      state.services.status === 'observed'
        ? state.services.value.flatMap(({ namespace, name, ports }) =>
            ports.map(
              ({ port }) =>
                [
                  `${namespace}/${name}:${port}`,
                  { service: { namespace, name }, port },
                ] as const,
            ),
          )
        : [],
    ),
  );
  return [...services.values()].flatMap(target =>
    states.flatMap(({ cluster: provider }) =>
      allClients(states).map(client => ({ client, provider, ...target })),
    ),
  );
}

/**
 * Those of each cluster: any, of each namespace, of each workload all of whose Pods have a sidecar.
 */
export function allClients(states: MeshStates): readonly ReachabilityClient[] {
  return states.flatMap(({ cluster, pods }) => {
    const all = pods.status === 'observed' ? pods.value : [];
    const workloads = new Map<string, ReachabilityClient>();
    const bare = new Set<string>();
    for (const { namespace, workload, proxy } of all) {
      const name = `${namespace}/${workload.name}`;
      if (proxy === undefined) {
        bare.add(name);
      } else if (proxy.kind === 'sidecar') {
        const client = { cluster, namespace };
        workloads.set(namespace, client);
        workloads.set(name, { ...client, workload: workload.name });
      }
    }
    return [
      { cluster },
      ...[...workloads].flatMap(([name, client]) =>
        bare.has(name) ? [] : [client],
      ),
    ];
  });
}
