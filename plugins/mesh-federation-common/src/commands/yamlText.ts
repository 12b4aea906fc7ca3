import { stringify } from 'yaml';

/**
 * YAML that Kubernetes and Istio read as what was given: what YAML 1.1 takes for something else, as
 * a bare `no`, is quoted. The one way to write YAML to apply.
 *
 * @public
 */
export function yamlText(value: unknown): string {
  return stringify(value, {
    version: '1.1',
    aliasDuplicateObjects: false,
    lineWidth: 0,
  });
}
