import {
  at,
  listOf,
  textOf,
  type Json,
} from '../../../kubernetes/objects/json';
import { filterChains, tcpTargets, type ProxyConfig } from '../proxyConfig';

/** A Service port by the name under which clients ask for it. */
export interface AskedHost {
  /** Full name: `orders.shop.svc.cluster.local`. */
  readonly host: string;
  readonly port: number;
  /** To which clients open connections for it; absent when that is not known for certain. */
  readonly addresses?: readonly string[];
}

const ANY = ['0.0.0.0', '::'];

/**
 * Listeners to which connections to a port are handed that the Pod's rules have captured: not those
 * that are bound to the port themselves, nor those of a loopback address, which no Service has. The
 * one for the very address goes before those for any (Envoy, original destination listener filter).
 */
export function capturing(
  { listeners }: ProxyConfig,
  { port, addresses }: Pick<AskedHost, 'port' | 'addresses'>,
): readonly Json[] {
  const ofPort = listeners.filter(
    listener =>
      listener.bindToPort === false &&
      at(listener.address, 'socketAddress', 'portValue') === port &&
      !addressesOf(listener).some(address => /^(127\.|::1$)/.test(address)),
  );
  if (addresses === undefined) {
    return ofPort;
  }
  const having = (wanted: readonly string[]) =>
    ofPort.filter(listener =>
      addressesOf(listener).some(address => wanted.includes(address)),
    );
  const found = addresses.flatMap(address => {
    const exact = having([address]);
    return exact.length > 0 ? exact : having(ANY);
  });
  return [...new Set(found)];
}

/** Whether a listener takes what comes to any address of its port. */
export function isForAnyAddress(listener: Json): boolean {
  return addressesOf(listener).some(address => ANY.includes(address));
}

function addressesOf({
  address,
  additionalAddresses,
}: Json): readonly string[] {
  return [
    address,
    ...listOf(additionalAddresses).map(item => at(item, 'address')),
  ].map(each => textOf(at(each, 'socketAddress', 'address')) ?? '');
}

/**
 * Chains of the listener that takes all connections for which there is no other one. The first of
 * them is for connections to that listener itself. Source: istio/istio
 * pilot/pkg/networking/core/listener_builder.go (buildOutboundCatchAllNetworkFilterChains).
 */
export function leftOver({ listeners }: ProxyConfig): readonly Json[] {
  return listeners
    .filter(({ name }) => name === 'virtualOutbound')
    .flatMap(filterChains)
    .filter(
      chain =>
        at(chain, 'filterChainMatch', 'destinationPort') === undefined &&
        tcpTargets(chain).length > 0,
    );
}
