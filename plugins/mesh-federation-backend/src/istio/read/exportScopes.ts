/** A namespace, or one of the signs that Istio knows: all, the own one, none. */
const SCOPE = /^(?:[*.~]|[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)$/;

const NOBODY = ['~'];

/**
 * To whom something is exported, without what is neither a namespace nor a sign: it means nobody to
 * istiod, and is any text in the annotation of a Service. Source: istio/istio
 * pkg/config/visibility, pilot/pkg/model/push_context.go IsServiceVisible.
 */
export function exportScopes(
  texts: readonly string[] | undefined,
): readonly string[] | undefined {
  const scopes = texts
    ?.map(text => text.trim())
    .filter(text => SCOPE.test(text));
  return scopes?.length === 0 ? NOBODY : scopes;
}
