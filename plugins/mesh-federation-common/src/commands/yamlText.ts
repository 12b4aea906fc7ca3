import { stringify } from 'yaml';

/**
 * YAML that Kubernetes, Istio and the catalog read as what was given: what YAML 1.1 or 1.2 takes
 * for something else, as a bare `no`, is quoted. The one way to write YAML to apply.
 *
 * @public
 */
export function yamlText(value: unknown): string {
  return stringify(value, {
    version: '1.1',
    compat: 'core',
    aliasDuplicateObjects: false,
    lineWidth: 0,
  });
}
