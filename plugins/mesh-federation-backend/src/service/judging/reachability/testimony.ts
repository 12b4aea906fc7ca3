import type {
  ReachabilityQuery,
  ServerTestimony,
  TestifiedInbound,
  TestifiedRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  witnessQuestion,
  type WitnessQuestion,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import { inboundRequest } from '../../../istio/witness/inboundRequest';
import type { ArrivingRequest } from '../../../istio/witness/rolesOf';
import type { AskedHost } from '../../../istio/witness/outbound/capturing';
import { plainRequest } from '../../../istio/witness/outbound/plainRequest';
import { readProxyConfig } from '../../../istio/witness/proxyConfig';
import type { ProxyDump } from '../../../observation/witness/Witness';
import type { Known } from '../known/recall';

/** Which proxies to ask istiod about for a cell. */
export function proxiesToAsk(
  { answers }: Known,
  { query }: { readonly query: ReachabilityQuery },
): WitnessQuestion {
  return witnessQuestion(answers.context, query);
}

/** What a server's proxy does with plain requests of clients, by the configuration of istiod. */
export function readServerDump(
  _: Known,
  {
    dump,
    identities,
    request,
  }: {
    readonly dump: ProxyDump;
    readonly identities: readonly string[];
    readonly request: Omit<ArrivingRequest, 'identity'>;
  },
): ServerTestimony['requests'] {
  const read = (): ((identity: string) => TestifiedInbound) => {
    try {
      const config = readProxyConfig(Buffer.from(dump.text).toString('utf8'));
      return identity => inboundRequest(config, { ...request, identity });
    } catch {
      return () => ({
        kind: 'unread',
        what: 'an answer of istiod that cannot be read',
      });
    }
  };
  const inbound = read();
  return identities.map(identity => ({ identity, inbound: inbound(identity) }));
}

/** What a proxy does with a plain request, by the configuration that istiod sent. */
export function readDump(
  _: Known,
  { dump, asked }: { readonly dump: ProxyDump; readonly asked: AskedHost },
): TestifiedRequest {
  try {
    const text = Buffer.from(dump.text).toString('utf8');
    return plainRequest(readProxyConfig(text), asked);
  } catch {
    return { kind: 'unread', what: 'an answer of istiod that cannot be read' };
  }
}
