import {
  compareStrings,
  GATEWAY_NAME_LABEL,
  optional,
  type ProxyExtension,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import {
  configurationObject,
  selectorLabels,
  sortObjects,
  targetReferences,
} from '../istioObjects';
import { at, listOf, textOf } from '../../../kubernetes/objects/json';

const SELECTORS = {
  EnvoyFilter: ['networking.istio.io/v1alpha3', 'workloadSelector', 'labels'],
  WasmPlugin: ['extensions.istio.io/v1alpha1', 'selector', 'matchLabels'],
  TrafficExtension: ['extensions.istio.io/v1alpha1', 'selector', 'matchLabels'],
} as const;

/**
 * Reads which extensions of proxies of a kind exist and for whom, not what they do. Sorted by
 * namespace, then name. One that names targets is for gateways alone: those of the Gateway API by
 * their label, and waypoints, which are left out. Sources: istio/api
 * networking/v1alpha3/envoy_filter.proto, extensions/v1alpha1/wasm.proto and
 * traffic_extension.proto; istio/istio pilot/pkg/model/policyattachment.go (ShouldAttachPolicy),
 * extensions.go (workloadModeForListenerClass), pilot/pkg/networking/core/envoyfilter
 * listener_patch.go (patchContextMatch).
 */
export function decodeProxyExtensions(
  objects: readonly KubernetesObject[],
  kind: keyof typeof SELECTORS,
): readonly ProxyExtension[] {
  const [apiVersion, field, key] = SELECTORS[kind];
  return sortObjects(objects).flatMap((object): readonly ProxyExtension[] => {
    const common = {
      ...configurationObject(object, { apiVersion, kind }),
      ...optional({ sides: sidesOf(object.spec, kind) }),
    };
    const targets = targetReferences(object.spec);
    return targets.length > 0
      ? targets
          .filter(target => target.kind === 'Gateway')
          .map(({ name }) => ({
            ...common,
            workloadSelector: { [GATEWAY_NAME_LABEL]: name },
          }))
      : [
          {
            ...common,
            ...optional({
              workloadSelector: selectorLabels(at(object.spec, field), key),
            }),
          },
        ];
  });
}

type Sides = NonNullable<ProxyExtension['sides']>;

/** Contexts of patches and modes of matches; what is not here is for all sides. */
const SIDES: ReadonlyMap<string, Sides> = new Map([
  ['SIDECAR_OUTBOUND', ['client']],
  ['SIDECAR_INBOUND', ['server']],
  ['GATEWAY', ['gateway']],
  ['CLIENT', ['client', 'gateway']],
  ['SERVER', ['server']],
]);

/** Absent for all sides, also where one of the parts says something that is not known. */
function sidesOf(
  spec: unknown,
  kind: keyof typeof SELECTORS,
): Sides | undefined {
  const parts =
    kind === 'EnvoyFilter'
      ? listOf(at(spec, 'configPatches')).map(patch =>
          at(patch, 'applyTo') === 'BOOTSTRAP'
            ? undefined
            : at(patch, 'match', 'context'),
        )
      : listOf(at(spec, 'match')).map(match => at(match, 'mode'));
  const sides = parts.map(part => SIDES.get(textOf(part) ?? ''));
  return sides.length === 0 || sides.includes(undefined)
    ? undefined
    : [...new Set(sides.flatMap(side => side ?? []))].sort(compareStrings);
}
