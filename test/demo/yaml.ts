import yaml from 'yaml';

/** One YAML document. */
export function stringify(document: object): string {
  return yaml.stringify(document);
}

/** Several YAML documents in one file. */
export function stringifyAll(documents: readonly object[]): string {
  return documents.map(document => yaml.stringify(document)).join('---\n');
}
