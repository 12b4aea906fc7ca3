import { at, listOf, objectOf, textOf } from '../../kubernetes/objects/json';

/**
 * The id under which an istiod holds the connection of a proxy: `<pod>.<namespace>-<number>`, of
 * several the newest. `undefined` when the proxy is not connected to this istiod; `ambiguous` when
 * istiod would take another proxy's connection for it: istiod looks for the first id that holds
 * what was asked for anywhere, and whoever may name a Pod can make such an id. Throws when the text
 * is not what istiod answers to `/debug/connections`. Source: istio/istio pilot/pkg/xds/debug.go
 * (connectionsHandler, getProxyConnection), pilot/pkg/xds/ads.go (connectionID).
 */
export function connectionOf(
  text: string,
  proxy: { readonly namespace: string; readonly pod: string },
): { readonly id: string } | 'ambiguous' | undefined {
  const answer = objectOf(JSON.parse(text));
  if (typeof answer.totalClients !== 'number') {
    throw new Error('istiod did not answer with a list of connections');
  }
  const all = listOf(answer.clients).flatMap(item => {
    const id = textOf(at(item, 'connectionId'));
    return id === undefined
      ? []
      : [{ id, since: textOf(at(item, 'connectedAt')) ?? '' }];
  });
  const start = `${proxy.pod}.${proxy.namespace}-`;
  const [newest] = all
    .filter(
      ({ id }) => id.startsWith(start) && isNumber(id.slice(start.length)),
    )
    .sort((a, b) => (a.since < b.since ? 1 : -1));
  if (newest === undefined) {
    return undefined;
  }
  return all.some(({ id }) => id !== newest.id && id.includes(newest.id))
    ? 'ambiguous'
    : { id: newest.id };
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}
