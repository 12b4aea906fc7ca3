import type { Service, Observed } from '../../../../model';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import { serviceRef } from '../../../../model/objectRef';
import { EXPORT_TO } from '../../../../model/istioNames';
import { optional } from '../../../../model/basics/optional';

/**
 * A Service with the mesh config that says to whom it is exported when it does not say so itself.
 */
export interface Exported {
  readonly service: Service;
  /** Where the Service is. */
  readonly owner: ClusterIndex;
  /** Whose istiod hands it out. */
  readonly istiod: ClusterIndex;
}

/** Namespaces of the annotation, else those of the mesh config. */
export function exportTo({
  service,
  istiod,
}: Exported): Observed<readonly string[]> {
  if (service.exportTo !== undefined && service.exportTo.length > 0) {
    const { at } = istiod.state.services;
    return { status: 'observed', value: service.exportTo, at };
  }
  const { settings } = istiod;
  return settings.status === 'unknown'
    ? settings
    : {
        status: 'observed',
        value: settings.value.defaultServiceExportTo,
        at: settings.at,
      };
}

/** Source: istio/istio pilot/pkg/model/push_context.go IsServiceVisible. */
export function isVisible(
  scopes: readonly string[],
  service: { readonly namespace: string },
  namespace: string,
): boolean {
  return (
    scopes.includes('*') ||
    scopes.includes(namespace) ||
    (scopes.includes('.') && service.namespace === namespace)
  );
}

/** Where the scopes are written, for evidence. */
export function exportEvidence(
  { service, owner, istiod }: Exported,
  scopes: Extract<Observed<readonly string[]>, { status: 'observed' }>,
) {
  const meshConfig = istiod.controlPlane?.meshConfig;
  const value = scopes.value.join(',');
  if (service.exportTo?.length) {
    return {
      cluster: owner.cluster,
      object: serviceRef(service),
      field: `annotation ${EXPORT_TO}`,
      value,
      at: owner.state.services.at,
    };
  }
  return {
    cluster: istiod.cluster,
    ...optional({
      object:
        meshConfig?.status === 'observed'
          ? meshConfig.value.configMap
          : undefined,
    }),
    field: 'defaultServiceExportTo',
    value,
    at: scopes.at,
  };
}
