/** To whom a Service is exported, as part of a sentence. */
export function exportScopes(scopes: readonly string[]): string {
  return (
    scopes
      .map(scope => (scope === '.' ? 'its own namespace' : scope))
      .join(', ') || 'nobody'
  );
}
