import { isScalar, parseDocument, visit, type Document } from 'yaml';

/** Longer texts are not read. */
export const MAX_YAML_LENGTH = 128 * 1024;

/**
 * Reads YAML as Kubernetes and Istio do, which is YAML 1.1 without times and timestamps: a bare
 * `no` or `off` is false. Source: sigs.k8s.io/yaml, go.yaml.in/yaml/v2 resolve.go. Throws for text
 * that is not YAML, has a key twice or is too long; the messages quote nothing.
 */
export function parseYaml(text: string): unknown {
  if (text.length > MAX_YAML_LENGTH) {
    throw new Error(`it is longer than ${MAX_YAML_LENGTH / 1024} KiB`);
  }
  const document = parseDocument(text, {
    version: '1.1',
    logLevel: 'error',
    // The library compares each key with all before it, and quotes a whole line for each error.
    uniqueKeys: false,
    prettyErrors: false,
    customTags: tags =>
      tags.filter(
        tag =>
          typeof tag === 'string' ||
          !(tag.tag.endsWith(':timestamp') || tag.format === 'TIME'),
      ),
  });
  if (document.errors.length > 0) {
    throw new Error('it is not valid YAML');
  }
  requireUniqueKeys(document);
  try {
    return document.toJS();
  } catch {
    throw new Error('it has aliases that lead nowhere, or too many of them');
  }
}

function requireUniqueKeys(document: Document.Parsed): void {
  visit(document, {
    Map: (_, { items }) => {
      const keys = items
        .map(({ key }) => (isScalar(key) ? key.value : key))
        // A map may merge several others.
        .filter(key => key !== '<<');
      if (new Set(keys).size < keys.length) {
        throw new Error('it has a key twice');
      }
    },
  });
}
