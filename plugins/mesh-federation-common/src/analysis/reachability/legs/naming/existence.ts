import { finding } from '../../../../findings/registry';
import type { Service } from '../../../../model';
import { serviceHost } from '../../lookup/hostLookUp';
import { portByNumber } from '../../lookup/selection/portByNumber';
import { isLocal, type LegInput } from '../../question/Leg';
import type { LegPart } from '../../parts/conclude';
import { dnsCapture } from './dnsCapture';
import { elsewhere, stubService } from './stubService';
import { serviceRef } from '../../../../model/objectRef';
import { missingFact } from '../../lookup/missingFact';
import { optional } from '../../../../model/basics/optional';
import { assertNever } from '../../../../model/basics/assertNever';
import { conditionOf } from '../../parts/conditionOf';

/** MF5002: the Service is not there at all. `like` is that of the client's cluster. */
export function absentInProvider(
  input: LegInput,
  like: Service | undefined,
): LegPart {
  const { provider, service } = input;
  const { cluster, state } = provider;
  const object = serviceRef(service);
  return {
    findings: [
      finding('MF5002', {
        cluster,
        object,
        message: `${cluster} has no Service ${service.namespace}/${
          service.name
        }.${elsewhere(provider, service)}`,
        ...optional({
          remedy:
            like === undefined || isLocal(input)
              ? undefined
              : stubService(provider, like, like.selector),
        }),
        evidence: [
          {
            cluster,
            object,
            field: 'Service',
            value: 'absent',
            at: state.services.at,
          },
        ],
      }),
    ],
  };
}

/**
 * MF5001: the name does not resolve for the client. A Service of the client's cluster gives it to
 * the DNS of Kubernetes; without one, sidecars with DNS capture answer with the address of another
 * cluster (istio/istio pkg/dns/server/name_table.go).
 */
export function absentInClient(input: LegInput, remote: Service): LegPart {
  const { client, service } = input;
  const { cluster, state } = client;
  const host = serviceHost(service);
  const capture = dnsCapture(input);
  const absent = {
    cluster,
    object: serviceRef(service),
    field: 'Service',
    value: 'absent',
    at: state.services.at,
  };
  if (capture.status === 'unknown') {
    return {
      missing: [
        missingFact(cluster, "DNS capture of the client's sidecars", capture),
      ],
    };
  }
  const { kind, evidence } = capture.value;
  const found = finding('MF5001', {
    cluster,
    peer: input.provider.cluster,
    object: serviceRef(service),
    message: `${host} has no address in ${cluster}: there is no Service ${
      service.namespace
    }/${service.name}, and ${
      kind === 'some'
        ? 'not every sidecar captures'
        : "the client's sidecar does not capture"
    } DNS.${elsewhere(client, service)}`,
    remedy: stubService(client, remote),
    evidence: [absent, ...evidence],
  });
  switch (kind) {
    case 'all':
      return { evidence: [absent, ...evidence], ...registries(input, remote) };
    case 'some':
      return {
        ...registries(input, remote),
        conditions: [
          conditionOf(
            found,
            'client',
            `Only ${capture.value.capturing} of ${capture.value.total} Pods, whose sidecars capture DNS: ${cluster} has no Service ${service.namespace}/${service.name} for the others.`,
          ),
        ],
      };
    case 'none':
      return { findings: [found] };
    default:
      return assertNever(kind);
  }
}

/**
 * Without a Service of its own cluster, istiod takes that of the remote cluster that it registered
 * first, and a ServiceEntry before that; which one is nowhere to be read (istio/istio
 * pilot/pkg/serviceregistry/aggregate/controller.go).
 */
function registries(input: LegInput, remote: Service): LegPart {
  const { context, client, provider, service, port } = input;
  const wanted = portName(remote, port);
  const others = context.clusters.flatMap(name => {
    const verdict = context.discovery(client.cluster, name)?.verdict;
    const found =
      name !== provider.cluster &&
      (verdict === 'synced' || verdict === 'unknown')
        ? context.index(name)?.service(service.namespace, service.name)
        : undefined;
    const other = found?.status === 'observed' ? found.value : undefined;
    return other !== undefined &&
      (portName(other, port) !== wanted || other.headless !== remote.headless)
      ? [{ name, at: found?.at ?? client.state.at }]
      : [];
  });
  const entries = client.serviceEntries(serviceHost(service));
  return {
    missing: [
      ...others.map(({ name, at }) => ({
        cluster: client.cluster,
        what: `whether its istiod takes the Service of ${provider.cluster} or that of ${name}`,
        reason: 'both are remote, and their ports differ',
        at,
      })),
      ...(entries.status === 'unknown'
        ? [missingFact(client.cluster, 'ServiceEntries', entries)]
        : entries.value.map(({ object }) => ({
            cluster: client.cluster,
            what: `what ServiceEntry ${object.namespace ?? ''}/${
              object.name
            } makes of the host`,
            reason:
              'it names the host of a Service that the cluster does not have',
            at: entries.at,
          }))),
    ],
  };
}

function portName({ ports }: Service, number: number): string | undefined {
  const found = portByNumber(ports, number);
  return found && (found.name ?? '');
}
