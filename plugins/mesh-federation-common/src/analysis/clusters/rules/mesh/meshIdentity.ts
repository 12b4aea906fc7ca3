import { finding } from '../../../../findings/registry';
import type { ClusterState, Finding, MeshConfig } from '../../../../model';
import { relatedPairs, type Rule } from '../Rule';

/**
 * MF7001, MF7002: mesh ids or trust domains in which related clusters differ. A mesh id that is not
 * set differs from none.
 */
export const meshIdentity: Rule = input =>
  relatedPairs(input).flatMap(([a, b]) => [
    ...compare(
      a,
      b,
      config => config.meshId,
      (idA, idB, options) =>
        finding('MF7001', {
          ...options,
          message: `${a.cluster} has mesh id "${idA}", ${b.cluster} "${idB}".`,
        }),
    ),
    ...compare(
      a,
      b,
      config => config.trustDomain,
      (domainA, domainB, options) =>
        finding('MF7002', {
          ...options,
          message: `${a.cluster} has trust domain "${domainA}", ${b.cluster} "${domainB}".`,
        }),
    ),
  ]);

function compare(
  a: ClusterState,
  b: ClusterState,
  valueOf: (config: MeshConfig) => string | undefined,
  build: (
    valueOfA: string,
    valueOfB: string,
    options: { readonly cluster: string; readonly peer: string },
  ) => Finding,
): readonly Finding[] {
  const options = { cluster: a.cluster, peer: b.cluster };
  for (const valueOfA of values(a, valueOf)) {
    for (const valueOfB of values(b, valueOf)) {
      if (valueOfA !== valueOfB) {
        return [build(valueOfA, valueOfB, options)];
      }
    }
  }
  return [];
}

function values(
  { controlPlanes }: ClusterState,
  valueOf: (config: MeshConfig) => string | undefined,
): readonly string[] {
  return controlPlanes.status === 'unknown'
    ? []
    : controlPlanes.value.flatMap(({ meshConfig }) =>
        meshConfig.status === 'observed' ? valueOf(meshConfig.value) ?? [] : [],
      );
}
