import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/**
 * The plugin's common package as the backend loads it: CommonJS, transformed from TypeScript when
 * it is loaded.
 */
export const common = load(
  '@mesh-federation/backstage-plugin-mesh-federation-common',
) as typeof import('@mesh-federation/backstage-plugin-mesh-federation-common');

export const analysis = load(
  '@mesh-federation/backstage-plugin-mesh-federation-common/analysis',
) as typeof import('@mesh-federation/backstage-plugin-mesh-federation-common/analysis');

export const fixtures = load(
  '@mesh-federation/fixtures',
) as typeof import('@mesh-federation/fixtures');

const { serviceClasses } = load(
  '../../plugins/mesh-federation-common/src/analysis/reachability/survey/serviceClasses.ts',
) as typeof import('../../plugins/mesh-federation-common/src/analysis/reachability/survey/serviceClasses.ts');

/**
 * The class of a Service in the survey, one object for each class. The package does not export it.
 */
export function classOf(
  ...[context, service]: [
    Parameters<typeof serviceClasses>[0],
    Parameters<ReturnType<typeof serviceClasses>>[0],
  ]
): object {
  return serviceClasses(context)(service);
}
