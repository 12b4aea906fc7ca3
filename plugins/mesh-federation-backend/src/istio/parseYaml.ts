import { parse } from 'yaml';

/**
 * Reads YAML as Kubernetes and Istio do, which is YAML 1.1 without times and timestamps: a bare
 * `no` or `off` is false. Source: sigs.k8s.io/yaml, go.yaml.in/yaml/v2 resolve.go. Throws for text
 * that is not YAML; the message may quote it.
 */
export function parseYaml(text: string): unknown {
  return parse(text, {
    version: '1.1',
    logLevel: 'error',
    customTags: tags =>
      tags.filter(
        tag =>
          typeof tag === 'string' ||
          !(tag.tag.endsWith(':timestamp') || tag.format === 'TIME'),
      ),
  });
}
