import { isMap, type Document, type YAMLSeq } from 'yaml';

/** Sets and removes entries of a list of environment entries, by their name. */
export function setEnvEntries(
  document: Document,
  list: YAMLSeq,
  wanted: {
    readonly env: Readonly<Record<string, string>>;
    readonly removeEnv: readonly string[];
  },
): void {
  const nameOf = (item: unknown) =>
    isMap(item) ? item.get('name') : undefined;
  for (const [name, value] of Object.entries(wanted.env)) {
    const entry = list.items.find(item => nameOf(item) === name);
    if (isMap(entry)) {
      entry.delete('valueFrom');
      entry.set('value', value);
    } else {
      list.add(document.createNode({ name, value }));
    }
  }
  list.items = list.items.filter(
    item => !wanted.removeEnv.includes(String(nameOf(item))),
  );
}
