import type { Change, SceneService, Target } from './scenario.ts';

/**
 * The workload behind a Service that the harness makes, unless a change gives it another selector;
 * what stands behind others is theirs to say.
 */
export function workloadBehind(
  { namespace, name }: Pick<Target, 'namespace' | 'name'>,
  services: readonly SceneService[],
  changes: readonly Change[],
): string | undefined {
  const isSelector = (change: Change) =>
    'object' in change &&
    change.object.kind === 'Service' &&
    change.object.name === name &&
    JSON.stringify(change).includes('selector');
  return changes.some(isSelector)
    ? undefined
    : services.find(each => each.namespace === namespace && each.name === name)
        ?.workload;
}
