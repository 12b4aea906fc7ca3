/** The names of clusters as the inventory lists them, which is what is asked of the list. */
export function clusterPage(names: readonly string[], nextCursor?: string) {
  return {
    items: names.map(name => ({ cluster: { name } })),
    ...(nextCursor ? { nextCursor } : {}),
  };
}
