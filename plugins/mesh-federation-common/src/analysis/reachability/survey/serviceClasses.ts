import type { ClusterIndex } from '../lookup/ClusterIndex';
import { serviceHost } from '../lookup/hostLookUp';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';
import { remembered } from '../../remembered';
import { meshFacts, type MeshFacts, type NamespaceFacts } from './meshFacts';
import { serviceSignature } from './serviceSignature';
import type { ServiceName } from '../../../model/cluster/service';

/**
 * Services that get the same outcome for the same client, provider and port. Each class is one
 * object.
 */
export interface ServiceClass {
  /** Whether the Service may be another name for something in a cluster. */
  readonly mayBeAlias: boolean;
}

interface Signature extends ServiceClass {
  /** A number for each different text in a cluster. */
  readonly id: number;
}

interface OfNamespace {
  readonly options: string;
  readonly byName: Map<string, Signature | undefined>;
}

/**
 * Signatures live as long as the index, and so as long as the state. Those of a namespace are made
 * anew when the policies of any cluster ask for other things of its workloads.
 */
const signatures = remembered((index: ClusterIndex) => {
  const byText = new Map<string, Signature>();
  const byNamespace = new Map<string, OfNamespace>();
  return (
    { namespace, name }: ServiceName,
    facts: NamespaceFacts,
  ): Signature | undefined => {
    let known = byNamespace.get(namespace);
    if (known?.options !== facts.options) {
      known = { options: facts.options, byName: new Map() };
      byNamespace.set(namespace, known);
    }
    if (known.byName.has(name)) {
      return known.byName.get(name);
    }
    const text = serviceSignature(index, { namespace, name }, facts);
    let signature = text === undefined ? undefined : byText.get(text);
    if (text !== undefined && signature === undefined) {
      const service = index.service(namespace, name);
      signature = {
        id: byText.size,
        mayBeAlias:
          service.status === 'observed' &&
          service.value?.type === 'ExternalName',
      };
      byText.set(text, signature);
    }
    known.byName.set(name, signature);
    return signature;
  };
});

function classOf(
  facts: MeshFacts,
  service: ServiceName,
  {
    classes,
    contradictions,
  }: {
    readonly classes: Map<string, ServiceClass>;
    readonly contradictions: readonly unknown[];
  },
): ServiceClass {
  if (contradictions.length > 0) {
    // What istiod said of it is said of no other.
    return { mayBeAlias: true };
  }
  const namespace = facts.namespace(service.namespace);
  let key = `${namespace.key}|${facts.hostsCovering(serviceHost(service))}`;
  let mayBeAlias = false;
  for (const index of namespace.clusters) {
    const signature = signatures(index)(service, namespace);
    if (signature === undefined) {
      return { mayBeAlias: true };
    }
    key += `|${index.cluster} ${signature.id}`;
    mayBeAlias ||= signature.mayBeAlias;
  }
  let found = classes.get(key);
  if (found === undefined) {
    found = { mayBeAlias };
    classes.set(key, found);
  }
  return found;
}

/**
 * The class of a Service in a context, computed when first asked. Its key holds all that a
 * judgement reads of the Service:
 *
 * - what each cluster that has the Service, or names its host, says of it:
 *   {@link serviceSignature}. Other clusters say the same, nothing, of every Service of the
 *   namespace;
 * - the namespace, by name where anything may ask for it: {@link meshFacts};
 * - the hosts of gateways, mesh configs and Sidecars that cover its own.
 *
 * Clients, pairs of clusters and their proxies are the same for every Service, so that they are no
 * part of it.
 */
export const serviceClasses = remembered(
  (context: ReachabilityContext): ((service: ServiceName) => ServiceClass) => {
    const facts = meshFacts(context);
    const classes = new Map<string, ServiceClass>();
    const known = new Map<string, Map<string, ServiceClass>>();
    return service => {
      let byName = known.get(service.namespace);
      if (byName === undefined) {
        byName = new Map();
        known.set(service.namespace, byName);
      }
      let found = byName.get(service.name);
      if (found === undefined) {
        found = classOf(facts, service, {
          classes,
          contradictions: context.contradictions(service),
        });
        byName.set(service.name, found);
      }
      return found;
    };
  },
);
