import {
  optional,
  type MeshNetwork,
  type MeshSettings,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { repeatedTexts } from '../istioObjects';
import {
  at,
  enumOf,
  listOf,
  numberOf,
  objectOf,
  textOf,
  textsOf,
} from '../../../kubernetes/objects/json';
import { decodeLocality } from '../localitySettings';
import { decodeLabelSelector } from '../../../kubernetes/objects/labelSelectors';

const OUTBOUND_MODES = ['REGISTRY_ONLY', 'ALLOW_ANY'] as const;

/**
 * Settings of one mesh config document; `where` names it in errors. A policy that is set without a
 * mode is REGISTRY_ONLY, the first value of the enum. Source: istio/api mesh/v1alpha1/config.proto.
 */
export function decodeMeshSettings(mesh: unknown, where: string): MeshSettings {
  const autoMtls = field(mesh, 'enableAutoMtls');
  const selectors = listOf(field(mesh, 'discoverySelectors'));
  const services = listOf(field(mesh, 'serviceSettings'));
  const outbound = field(mesh, 'outboundTrafficPolicy');
  const texts = (name: keyof MeshSettings) => repeatedTexts(field(mesh, name));
  return {
    ...optional({
      enableAutoMtls: typeof autoMtls === 'boolean' ? autoMtls : undefined,
      defaultServiceExportTo: texts('defaultServiceExportTo'),
      defaultVirtualServiceExportTo: texts('defaultVirtualServiceExportTo'),
      defaultDestinationRuleExportTo: texts('defaultDestinationRuleExportTo'),
      discoverySelectors:
        selectors.length > 0
          ? selectors.map(selector =>
              decodeLabelSelector(selector, `${where}: discoverySelectors`),
            )
          : undefined,
      serviceSettings:
        services.length > 0 ? services.map(decodeServiceSettings) : undefined,
      authorizers: authorizersOf(mesh),
      localityLbSetting: decodeLocality(field(mesh, 'localityLbSetting')),
      zoneAwareLbSetting: decodeLocality(field(mesh, 'zoneAwareLbSetting')),
      rootNamespace: textOf(field(mesh, 'rootNamespace')),
      outboundTrafficPolicy:
        outbound === undefined || outbound === null
          ? undefined
          : enumOf(
              at(outbound, 'mode'),
              OUTBOUND_MODES,
              `${where}: outboundTrafficPolicy.mode`,
            ),
    }),
  };
}

/**
 * Settings of what istiod answers at `/debug/mesh`: JSON of the mesh config that counts, with
 * Istio's defaults and the shared one in it. Undefined when the text is no such answer. Source:
 * istio/istio pilot/pkg/xds/debug.go (meshHandler).
 */
export function decodeMergedMesh(text: string): MeshSettings | undefined {
  try {
    const mesh: unknown = JSON.parse(text);
    // Istio's defaults have it: it is in every answer.
    return textOf(at(mesh, 'trustDomain')) === undefined
      ? undefined
      : decodeMeshSettings(mesh, 'the mesh config of istiod');
  } catch {
    return undefined;
  }
}

/** Source: istio/istio pilot/pkg/security/authz/builder/extauthz.go processExtensionProvider. */
function authorizersOf(mesh: unknown): readonly string[] | undefined {
  const names = listOf(field(mesh, 'extensionProviders'))
    .filter(provider =>
      ['envoyExtAuthzHttp', 'envoyExtAuthzGrpc'].some(
        kind => field(provider, kind) !== undefined,
      ),
    )
    .flatMap(provider => textOf(at(provider, 'name')) ?? []);
  return names.length > 0 ? names : undefined;
}

/**
 * The document of key `meshNetworks`, by network. Source: istio/api mesh/v1alpha1/network.proto.
 */
export function decodeMeshNetworks(
  document: unknown,
): Readonly<Record<string, MeshNetwork>> {
  return Object.fromEntries(
    Object.entries(objectOf(at(document, 'networks'))).map(
      ([name, network]) => [name, decodeNetwork(network)],
    ),
  );
}

function decodeServiceSettings(entry: unknown) {
  return {
    clusterLocal: field(at(entry, 'settings'), 'clusterLocal') === true,
    hosts: textsOf(at(entry, 'hosts')),
  };
}

function decodeNetwork(network: unknown): MeshNetwork {
  return {
    endpoints: listOf(at(network, 'endpoints')).map(endpoint => ({
      ...optional({
        fromRegistry: textOf(field(endpoint, 'fromRegistry')),
        fromCidr: textOf(field(endpoint, 'fromCidr')),
      }),
    })),
    gateways: listOf(at(network, 'gateways')).map(gateway => ({
      ...optional({
        address: textOf(at(gateway, 'address')),
        registryServiceName: textOf(field(gateway, 'registryServiceName')),
      }),
      port: numberOf(at(gateway, 'port')) ?? 0,
    })),
  };
}

/**
 * Protobuf accepts a field by its name in JSON and by its name in the schema. Both occur, because
 * no CRD normalizes the mesh config.
 */
function field(value: unknown, name: string): unknown {
  const inSchema = name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
  return at(value, name) ?? at(value, inSchema);
}
