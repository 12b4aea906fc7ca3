import type {
  HttpRoute,
  RouteDestination,
  VirtualService,
} from '../../../../model';
import { resolveHost } from '../../lookup/hostLookUp';
import { externalNameOf } from '../../lookup/standIn/aliasOf';
import type { LegInput } from '../../question/Leg';
import { isVisible } from '../objects/exportTo';

/** A destination with its place in the list of its route. */
export interface PlacedDestination extends RouteDestination {
  readonly index: number;
  /** As the VirtualService has it, which may be a short name. */
  readonly writtenHost: string;
}

/**
 * Only a VirtualService without hosts, and one that is exported to the namespace of the root
 * (istio/istio pilot/pkg/model/virtualservice_controller.go mergeVirtualServices).
 */
export function delegateOf(
  { client: { state, settings } }: LegInput,
  { object: root }: VirtualService,
  { namespace = root.namespace, name }: NonNullable<HttpRoute['delegate']>,
): VirtualService | undefined {
  const all = state.configuration.virtualServices;
  const byDefault =
    settings.status === 'observed'
      ? settings.value.defaultVirtualServiceExportTo
      : [];
  return all.status === 'unknown'
    ? undefined
    : all.value.find(
        ({ object, hosts, exportTo }) =>
          object.name === name &&
          object.namespace === namespace &&
          hosts.length === 0 &&
          isVisible(
            exportTo ?? byDefault,
            { namespace: namespace ?? '' },
            root.namespace ?? '',
          ),
      );
}

/** An alias is what it stands for, and no more than one step (route.go GetDestinationCluster). */
export function destinationsOf(
  { client }: LegInput,
  { object }: VirtualService,
  route: readonly RouteDestination[],
): readonly PlacedDestination[] {
  return route
    .map((item, index) => {
      const host = resolveHost(item.host, object.namespace ?? '');
      return {
        ...item,
        writtenHost: item.host,
        host: externalNameOf(client, host) ?? host,
        index,
      };
    })
    .filter(({ weight }) => route.length === 1 || (weight ?? 0) > 0);
}
