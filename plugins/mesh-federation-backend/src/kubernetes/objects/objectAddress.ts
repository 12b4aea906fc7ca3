import {
  optional,
  type ObjectRef,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ObjectAddress } from '../ClusterClient';

/** Address of an object. Every kind that this plugin asks for has a regular plural. */
export function objectAddress(ref: ObjectRef): ObjectAddress {
  const [group, version] = ref.apiVersion.includes('/')
    ? ref.apiVersion.split('/')
    : ['', ref.apiVersion];
  return {
    group,
    version,
    plural: `${ref.kind.toLowerCase()}s`,
    ...optional({ namespace: ref.namespace || undefined }),
    name: ref.name,
  };
}
