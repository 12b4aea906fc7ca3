import type { Service } from '../../../../model';
import { serviceHost } from '../../lookup/hostLookUp';
import { isLocal, type Leg, type LegInput } from '../../question/Leg';
import { conclude, type LegPart } from '../../parts/conclude';
import { absentInClient, absentInProvider } from './existence';
import { gatewayVisibility } from './gatewayVisibility';
import { ports } from './ports';
import { headlessName, ownAlias, podNames } from './serviceNames';
import { clientVisibility } from './visibility';
import { missingServices } from '../../lookup/missingFact';

/**
 * Whether client and provider mean the same by the Service's name and port: it resolves for the
 * client, has the same port in both clusters, and is exported to the client and to the gateway.
 */
export const namingLeg: Leg = input => {
  const { client, provider, service } = input;
  const indexes = isLocal(input) ? [provider] : [client, provider];
  const missing = missingServices(indexes, service);
  if (missing.length > 0) {
    return conclude([{ missing }], '');
  }
  const own = found(client, service);
  const remote = found(provider, service);
  return conclude(
    remote === undefined
      ? [absentInProvider(input, own)]
      : judge(input, own, remote),
    `${serviceHost(service)}:${
      input.port
    } is the same Service for client and provider.`,
  );
};

function found(
  index: LegInput['client'],
  { namespace, name }: LegInput['service'],
): Service | undefined {
  const service = index.service(namespace, name);
  return service.status === 'observed' ? service.value : undefined;
}

/**
 * The first Service that the client's istiod finds decides: that of its own cluster, where there is
 * one.
 */
function judge(
  input: LegInput,
  own: Service | undefined,
  remote: Service,
): readonly LegPart[] {
  const { client, provider } = input;
  const effective = own ?? remote;
  const visible = clientVisibility(input, {
    service: effective,
    owner: own === undefined ? provider : client,
    istiod: client,
  });
  if (isLocal(input)) {
    return [ownAlias(input, remote), ports(input, own, remote), visible];
  }
  // A Service that is another name has no ports to compare; that it leads nowhere is said by the
  // leg `path`.
  const alias =
    effective.type === 'ExternalName' || remote.type === 'ExternalName';
  return [
    own === undefined ? absentInClient(input, remote) : {},
    ...(alias ? [] : [ports(input, own, remote)]),
    visible,
    gatewayVisibility(input, remote),
    headlessName(input, effective),
    podNames(input, remote),
  ];
}
