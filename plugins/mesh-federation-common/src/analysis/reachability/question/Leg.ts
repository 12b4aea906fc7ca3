import type {
  LegName,
  LegResult,
  MissingFact,
  Observed,
  Pod,
  ReachabilityClient,
  ReachabilityPath,
  Service,
  ServicePort,
  WorkloadEntry,
} from '../../../model';
import type { ServiceName } from '../../../model/cluster/service';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';

/** One address behind the Service, with the Pod that has it. */
export interface ProviderEndpoint {
  readonly address: string;
  readonly ready: boolean;
  /** The one that has the address; absent when no running one is known to. */
  readonly pod?: Pod;
  /** The one that brings the address, if no EndpointSlice does. */
  readonly entry?: WorkloadEntry;
  /** As istiod knows them: those of the Pod, or of the WorkloadEntry. */
  readonly labels: Readonly<Record<string, string>>;
  /** Number of the port on the Pod; absent when it cannot be told. */
  readonly targetPort?: number;
  /**
   * Label of the Pod, else of the control plane's namespace, else meshNetworks of the client's
   * cluster; empty when none tells.
   */
  readonly network: string;
  /**
   * Label security.istio.io/tlsMode=istio, or a WorkloadEntry with a ServiceAccount: clients may
   * use mutual TLS.
   */
  readonly acceptsMtls: boolean;
}

/** What a leg judges: one client, one Service port, one provider cluster. */
export interface LegInput {
  readonly context: ReachabilityContext;
  /** The cluster of the client, whose istiod configures it. */
  readonly client: ClusterIndex;
  /** The cluster whose endpoints are to answer; the same index as `client` for a local request. */
  readonly provider: ClusterIndex;
  readonly from: ReachabilityClient;
  /**
   * Pods of the client that was asked for; absent when `from` names no namespace or its Pods are
   * unknown.
   */
  readonly clientPods?: readonly Pod[];
  readonly service: { readonly namespace: string; readonly name: string };
  readonly port: number;
  /** What the client calls: the same, or a name that leads to it. */
  readonly asked: ServiceName & { readonly port: number };
  /** The Service in the provider's cluster; absent when there is none or Services are unknown. */
  readonly providerService?: Service;
  readonly providerPort?: ServicePort;
  /**
   * Endpoints of the Service in the provider's cluster, also those that are not ready, sorted by
   * address.
   */
  readonly endpoints: Observed<readonly ProviderEndpoint[]>;
  /** Ready endpoints beside those, at addresses of which nobody sees what is there. */
  readonly strays: Observed<readonly ProviderEndpoint[]>;
  /** How a request would get there; the same for all legs. */
  readonly path: ReachabilityPath;
  /** The other clusters that may have endpoints for the same client. */
  readonly others: () => readonly OtherProvider[];
}

/** Another provider of the same Service and port to the same client. */
export interface OtherProvider {
  readonly input: LegInput;
  /** Whether the client's istiod takes its endpoints; what decides may not be observed. */
  readonly given: boolean | { readonly missing: readonly MissingFact[] };
}

/** A pure judgement; the engine adds the leg's name. */
export type Leg = (input: LegInput) => Omit<LegResult, 'leg'>;

export type Legs = Readonly<Record<LegName, Leg>>;

/** Whether client and provider are one cluster. */
export function isLocal({ client, provider }: LegInput): boolean {
  return client.cluster === provider.cluster;
}
