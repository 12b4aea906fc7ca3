import type {
  ClientTlsMode,
  ObjectRef,
  PortTrafficPolicy,
} from '../../../../model';
import { optional } from '../../../../model/basics/optional';
import type { EffectiveRule, OwnedPolicy } from './destinationRuleFor';

/** A setting of a DestinationRule and where it stands. */
interface Setting<T> {
  readonly value: T;
  readonly object: ObjectRef;
  readonly field: string;
}

export interface ClientTls {
  /** By which istiod chooses endpoints. */
  readonly mode: ClientTlsMode;
  /** Whether the client speaks no TLS, whatever the mode is. */
  readonly unprotected: boolean;
  readonly subjectAltNames: readonly string[];
  readonly sni?: Setting<string>;
  readonly object: ObjectRef;
  readonly field: string;
}

export interface ClientPolicy {
  readonly tls?: ClientTls;
  /** Set when requests go to the address that the client asked for. */
  readonly passthrough?: Setting<string>;
  readonly proxyProtocol?: Setting<true>;
}

/**
 * What a DestinationRule says for a port of the Service and a subset of it. Istio reads it twice:
 * endpoints are chosen by the first TLS mode that stands anywhere (istio/istio
 * pilot/pkg/xds/endpoints/mtls_checker.go tlsModeForDestinationRule); in the client's proxy the
 * settings of a port replace those of their policy as a whole, also where they say nothing, and
 * those of a subset replace the others one by one (pilot/pkg/networking/util/util.go
 * MergeSubsetTrafficPolicy).
 */
export function clientPolicyFor(
  rule: EffectiveRule | undefined,
  port: number,
  subsetName?: string,
): ClientPolicy {
  const subset = rule?.subsets.find(({ name }) => name === subsetName);
  const layers = [
    ...(subset?.trafficPolicy === undefined
      ? []
      : [
          layerOf(
            { object: subset.object, policy: subset.trafficPolicy },
            port,
            `spec.subsets[${subset.index}].trafficPolicy`,
          ),
        ]),
    ...(rule?.top === undefined
      ? []
      : [layerOf(rule.top, port, 'spec.trafficPolicy')]),
  ];
  const balancer = inProxy(layers, ({ loadBalancer }) => loadBalancer);
  const byProxy = layers.find(
    ({ ofPort, all }) => ofPort === undefined && all.policy.proxyProtocol,
  );
  return optional({
    tls: tlsOf(rule, layers),
    passthrough:
      balancer?.value === 'PASSTHROUGH'
        ? at(balancer, 'loadBalancer.simple', balancer.value)
        : undefined,
    proxyProtocol:
      byProxy &&
      at(
        { object: byProxy.all.object, path: byProxy.path },
        'proxyProtocol',
        true,
      ),
  });
}

/** A policy of a subset or of the rule, with the settings of the port, if it has some. */
interface Layer {
  readonly all: OwnedPolicy;
  readonly path: string;
  readonly ofPort?: {
    readonly settings: PortTrafficPolicy;
    readonly path: string;
  };
}

interface Found<T> {
  readonly value: T;
  readonly settings: PortTrafficPolicy;
  readonly object: ObjectRef;
  readonly path: string;
}

function layerOf(all: OwnedPolicy, port: number, path: string): Layer {
  const index = all.policy.ports.findIndex(item => item.port === port);
  const settings = all.policy.ports[index];
  return {
    all,
    path,
    ...optional({
      ofPort: settings && {
        settings,
        path: `${path}.portLevelSettings[${index}]`,
      },
    }),
  };
}

/** As the client's proxy has it. */
function inProxy<T>(
  layers: readonly Layer[],
  read: (settings: PortTrafficPolicy) => T | undefined,
): Found<T> | undefined {
  const end = layers.findIndex(({ ofPort }) => ofPort !== undefined);
  return first(
    (end < 0 ? layers : layers.slice(0, end + 1)).map(layer => [
      layer.ofPort ?? { settings: layer.all.policy, path: layer.path },
      layer.all.object,
    ]),
    read,
  );
}

function first<T>(
  places: readonly (readonly [NonNullable<Layer['ofPort']>, ObjectRef])[],
  read: (settings: PortTrafficPolicy) => T | undefined,
): Found<T> | undefined {
  for (const [{ settings, path }, object] of places) {
    const value = read(settings);
    if (value !== undefined) {
      return { value, settings, object, path };
    }
  }
  return undefined;
}

/**
 * Certificates from a Secret are for rules with a selector alone; other clients speak no TLS
 * (pilot/pkg/networking/core/cluster_tls.go buildUpstreamClusterTLSContext).
 */
function tlsOf(
  rule: EffectiveRule | undefined,
  layers: readonly Layer[],
): ClientTls | undefined {
  const mode = ({ tlsMode }: PortTrafficPolicy) => tlsMode;
  const chosen = first(
    layers.flatMap(({ all, path, ofPort }) =>
      [ofPort ?? [], { settings: all.policy, path }]
        .flat()
        .map(place => [place, all.object] as const),
    ),
    mode,
  );
  if (chosen === undefined) {
    return undefined;
  }
  const own = inProxy(layers, mode);
  const { settings } = own ?? { settings: undefined };
  return {
    mode: chosen.value,
    unprotected:
      chosen.value !== 'ISTIO_MUTUAL' &&
      (own === undefined ||
        own.value === 'DISABLE' ||
        (settings?.fromSecret === true && rule?.selecting !== true)),
    subjectAltNames: settings?.subjectAltNames ?? [],
    ...optional({
      sni: own && settings?.sni ? at(own, 'tls.sni', settings.sni) : undefined,
    }),
    object: chosen.object,
    field:
      chosen.object.kind === 'BackendTLSPolicy'
        ? 'spec.validation'
        : `${chosen.path}.tls.mode`,
  };
}

function at<T>(
  { object, path }: { readonly object: ObjectRef; readonly path: string },
  field: string,
  value: T,
): Setting<T> {
  return { value, object, field: `${path}.${field}` };
}
