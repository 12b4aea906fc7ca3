import type { FindingDefinition } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { useLoad, type Load } from '../../ui/load/useLoad';

/**
 * Loads what a code means. The registry is large, and whoever opens a page seldom asks for it, so that it comes when
 * somebody does.
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
