import type { Client, Target } from './scenario.ts';

/** A port of a Service in one cluster. */
export const portKey = (
  cluster: string,
  { namespace, name, port }: Target,
): string => `${cluster} ${namespace}/${name}:${port}`;

/** What one client's requests to a Service fare in a provider cluster. */
export const wayKey = (
  cluster: string,
  client: Client,
  target: Target,
  provider: string,
): string =>
  `${cluster} ${client.namespace}/${client.workload} > ${portKey(
    provider,
    target,
  )}`;
