import {
  API_SERVER_URL,
  isApiServerUrl,
  optional,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ApiServerAddress } from '../ClusterInventory';

const SOURCES = {
  config: 'meshFederation.clusters',
  catalog: 'the annotation kubernetes.io/api-server',
  'kubernetes-config': 'kubernetes.clusterLocatorMethods',
} as const;

/**
 * An address as a source tells it, or why it is refused: the token of a reader is sent to it. The
 * refused text itself is not repeated: it may hold a password.
 */
export function checkedAddress(told: {
  readonly source: NonNullable<ApiServerAddress['source']>;
  readonly url: string;
  readonly setBy?: string;
}): ApiServerAddress {
  const { source, setBy } = told;
  if (!isApiServerUrl(told.url)) {
    const by = setBy === undefined ? '' : ` of ${setBy}`;
    return {
      source,
      problem: `refused: what ${SOURCES[source]}${by} says is not ${API_SERVER_URL}`,
      ...optional({ setBy }),
    };
  }
  return {
    url: told.url.replace(/\/+$/, ''),
    source,
    ...optional({ setBy }),
  };
}
