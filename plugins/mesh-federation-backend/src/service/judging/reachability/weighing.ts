import type {
  ServiceName,
  TestifiedRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  weighProxy,
  workloadsToAsk,
  type Weighing,
  type WorkloadToAsk,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import { plainRequest } from '../../../istio/witness/outbound/plainRequest';
import type { AskedHost } from '../../../istio/witness/outbound/capturing';
import {
  readProxyConfig,
  type ProxyConfig,
} from '../../../istio/witness/proxyConfig';
import type { ProxyDump } from '../../../observation/witness/Witness';
import { whoSaid } from './whoSaid';
import type { Known } from '../known/recall';

/** Every workload about whose proxy istiod can be asked. */
export function workloads({ answers }: Known): readonly WorkloadToAsk[] {
  return answers.once('workloads', () => workloadsToAsk(answers.context));
}

/**
 * What a proxy's configuration makes of the answers about some of the Services, and whether there
 * are more. Throws when the configuration cannot be read.
 */
export function weigh(
  { answers, knowledge }: Known,
  {
    workload,
    dump,
    from,
    limit,
  }: {
    readonly workload: WorkloadToAsk;
    readonly dump: ProxyDump;
    /** The first of the Services, by number. */
    readonly from: number;
    readonly limit: number;
  },
): { readonly weighing: Weighing; readonly more: boolean } {
  const services = answers.once('services', () => {
    const names = new Map<string, ServiceName>();
    for (const { state } of knowledge.observations) {
      const { services: all } = state;
      for (const { namespace, name } of all.status === 'observed'
        ? all.value
        : []) {
        names.set(`${namespace}/${name}`, { namespace, name });
      }
    }
    return [...names.values()];
  });
  const config = readProxyConfig(Buffer.from(dump.text).toString('utf8'));
  const { cluster, namespace, workload: name } = workload;
  return {
    weighing: weighProxy(answers.context, {
      client: { cluster, namespace, workload: name },
      services: services.slice(from, from + limit),
      said: whoSaid(cluster, dump),
      ask: askOnce(config),
    }),
    more: services.length > from + limit,
  };
}

/** The answer about a port is the same for every provider. */
function askOnce(config: ProxyConfig) {
  const known = new Map<string, TestifiedRequest>();
  return (asked: AskedHost): TestifiedRequest => {
    const key = `${asked.host}:${asked.port}`;
    const answer = known.get(key) ?? plainRequest(config, asked);
    known.set(key, answer);
    return answer;
  };
}
