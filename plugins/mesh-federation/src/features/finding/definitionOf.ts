import {
  FINDINGS,
  type FindingDefinition,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

const DEFINITIONS: Readonly<Record<string, FindingDefinition | undefined>> =
  FINDINGS;

/**
 * What a code means, from the registry of the installed version; undefined when it has no such
 * code.
 */
export function definitionOf(code: string): FindingDefinition | undefined {
  return DEFINITIONS[code];
}
