import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ResourceKind } from '../ClusterClient';

/** What a call wants, in the words of RBAC. */
export interface CallSubject {
  readonly verb: string;
  /** `<plural>.<group>`, `<plural>/<subresource>` or a raw path. */
  readonly resource: string;
  readonly namespace?: string;
}

interface PathTarget extends ResourceKind {
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}

/** Path of a resource on the API server. */
export function resourcePath(target: PathTarget): string {
  return [
    target.group ? `/apis/${target.group}` : '/api',
    target.version,
    ...(target.namespace
      ? ['namespaces', encodeURIComponent(target.namespace)]
      : []),
    target.plural,
    ...(target.name ? [encodeURIComponent(target.name)] : []),
    ...(target.subresource ? [target.subresource] : []),
  ].join('/');
}

/** Names a call as an RBAC rule would. */
export function callSubject(verb: string, target: PathTarget): CallSubject {
  const plural = target.subresource
    ? `${target.plural}/${target.subresource}`
    : target.plural;
  return {
    verb,
    resource: target.group ? `${plural}.${target.group}` : plural,
    ...optional({ namespace: target.namespace || undefined }),
  };
}

/** Names the GET of a raw path; of a pod's or service's proxy, the subresource. */
export function rawSubject(path: string): CallSubject {
  const match =
    /^\/api\/v1\/namespaces\/([^/]+)\/(pods|services)\/[^/]+\/proxy(\/|$)/.exec(
      path,
    );
  return match
    ? { verb: 'get', resource: `${match[2]}/proxy`, namespace: match[1] }
    : { verb: 'get', resource: path.split('?')[0] };
}
