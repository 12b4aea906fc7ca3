import type { FindingDefinition } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { useLoad, type Load } from '../../ui/load/useLoad';

/**
 * Loads what a code means. The registry is large and seldom read, so that it is a chunk of its own.
 */
export function useFindingDefinition(
  code: string,
): Load<FindingDefinition | undefined> {
  return useLoad(
    useCallback(async () => {
      const { definitionOf } = await import('./definitionOf');
      return definitionOf(code);
    }, [code]),
  );
}
