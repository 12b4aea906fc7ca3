import type { ClusterId, ClusterName, Timestamp } from '../basics/identifiers';
import type { UnknownReason } from '../basics/observed';
import type { Finding } from '../basics/finding';

/**
 * How a proxy is told to speak to an endpoint: mutual TLS of the mesh, TLS of another kind, or not
 * encrypted.
 *
 * @public
 */
export type TestifiedTransport = 'mutual-tls' | 'tls' | 'plaintext';

/**
 * The endpoints that one cluster has of one host, which istiod gave to a proxy, as far as a plain
 * request can get there.
 *
 * @public
 */
export interface TestifiedDestination {
  /**
   * The host that has the endpoints, where it is another one than was asked about; the name of the
   * Envoy cluster where that stands for no host.
   */
  readonly host?: string;
  /** As istiod knows the cluster; absent when the endpoints do not say. */
  readonly clusterId?: ClusterId;
  readonly endpoints: number;
  readonly healthy: number;
  /** The lowest level at which one of them stands; 0 is asked first. */
  readonly priority: number;
  /** Requests go there now: the level is in use, and the weights leave something for it. */
  readonly receives: boolean;
  /** Sorted. */
  readonly transports: readonly TestifiedTransport[];
  /** By which a gateway is asked for them, where mutual TLS has another name than istiod's own. */
  readonly serverName?: string;
  /** The only ones that are accepted of a server over mutual TLS, where some are demanded. */
  readonly serverIdentities?: readonly string[];
  /** Mutual TLS is spoken to them, and istiod knows of no sidecar there that takes it. */
  readonly withoutSidecar?: true;
  /** `host:port` of the first few, sorted: an east-west gateway's, or Pods'. */
  readonly addresses: readonly string[];
}

/**
 * What becomes of the requests that take one route. `answered`: the proxy answers itself, or closes
 * the connection. `passed-on`: they go on as they are, without mutual TLS, to the address that the
 * client has looked up. `unread`: something decides that is not interpreted.
 *
 * @public
 */
export type TestifiedRoute =
  | {
      readonly kind: 'forwarded';
      /** Sorted by cluster id and host. */
      readonly destinations: readonly TestifiedDestination[];
      /** Envoy clusters that get a part of the requests and have no endpoint for it. Sorted. */
      readonly unanswered: readonly string[];
      /** The proxy aborts a part of them by itself. */
      readonly abortsSome?: true;
    }
  | {
      readonly kind: 'answered';
      readonly by: 'response' | 'redirect' | 'fault' | 'closed';
    }
  | { readonly kind: 'passed-on' }
  | { readonly kind: 'unread'; readonly what: string };

/**
 * What happens to a plain request (`GET /` with the full host name, no other header), or to a
 * connection where the port is not HTTP; and to requests for the same host that take other routes,
 * where that is not the same. `not-configured`: the proxy has nothing for such a request.
 *
 * @public
 */
export type TestifiedRequest =
  | (TestifiedRoute & { readonly others?: readonly TestifiedRoute[] })
  | { readonly kind: 'not-configured' };

/**
 * What istiod has configured one client's proxy with for one Service port.
 *
 * @public
 */
export interface Testimony {
  readonly proxy: {
    readonly cluster: ClusterName;
    readonly namespace: string;
    readonly pod: string;
  };
  /** Pod of istiod that was asked: the one to which the proxy is connected. */
  readonly istiod: string;
  readonly at: Timestamp;
  readonly request: TestifiedRequest;
}

/**
 * What the server's proxy does with a plain request over mutual TLS. `accepted`: it is handed to
 * the application. `refused`: no connection of that kind is taken. `denied`: by these policies of
 * the proxy, or, without one, because none allows it.
 *
 * @public
 */
export type TestifiedInbound =
  | { readonly kind: 'accepted' | 'refused' }
  | { readonly kind: 'denied'; readonly policies: readonly string[] }
  | { readonly kind: 'unread'; readonly what: string };

/**
 * What istiod has configured one server's proxy with for requests of some clients.
 *
 * @public
 */
export interface ServerTestimony {
  readonly proxy: Testimony['proxy'];
  /** Pod of istiod that was asked: the one to which the proxy is connected. */
  readonly istiod: string;
  readonly at: Timestamp;
  /** Of each client that was asked about: its SPIFFE id, and what becomes of its request. */
  readonly requests: readonly {
    readonly identity: string;
    readonly inbound: TestifiedInbound;
  }[];
}

/**
 * What the second witness, istiod's own configuration of the clients' proxies, makes of a verdict.
 * `confirmed`: it says the same. `contradicted`: it does not, and the verdict is unknown.
 * `unconfirmed`: it could not be asked, or cannot know.
 *
 * @public
 */
export type Confirmation =
  | {
      readonly status: 'confirmed';
      /** Of the oldest testimony. */
      readonly at: Timestamp;
      /** One of each kind of clients that was asked. */
      readonly testimonies: readonly Testimony[];
      /** Kinds of clients that were not asked, or for which nobody answered. */
      readonly unheard: number;
      /** About servers that were asked. */
      readonly servers: readonly ServerTestimony[];
    }
  | {
      readonly status: 'contradicted';
      readonly at: Timestamp;
      readonly testimonies: readonly Testimony[];
      readonly servers: readonly ServerTestimony[];
      readonly finding: Finding;
    }
  | {
      readonly status: 'unconfirmed';
      readonly why: UnconfirmedReason;
      /** Those that were given, if any. */
      readonly testimonies: readonly Testimony[];
      readonly servers: readonly ServerTestimony[];
    };

/**
 * Why istiod could not be asked: for the same reasons as anything else, or because none is known to
 * run (`no-istiod`), none that runs has a connection of the proxy (`not-connected`), something on
 * the way lets no WebSocket through (`no-upgrade`), or its answer ended in the middle (`cut-off`)
 * or was longer than is read (`too-long`).
 *
 * @public
 */
export type WitnessProblem =
  | UnknownReason
  | {
      readonly kind:
        | 'no-istiod'
        | 'not-connected'
        | 'no-upgrade'
        | 'cut-off'
        | 'too-long';
      readonly message: string;
    };

/**
 * Why there is no confirmation. `not-asked`: istiod was not asked, or did not answer. `no-client`:
 * no proxy of such a client runs. `server-side`: what decides is not in the client's configuration.
 * `undecided`: some proxies have it and some do not, or what they have is not interpreted.
 *
 * @public
 */
export type UnconfirmedReason =
  | { readonly kind: 'not-asked'; readonly reason: WitnessProblem }
  | { readonly kind: 'no-client' | 'server-side' | 'undecided' };
