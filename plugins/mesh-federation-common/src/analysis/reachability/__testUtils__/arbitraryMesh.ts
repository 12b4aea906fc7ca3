import fc from 'fast-check';

import { aMeshOfServices, type MeshStates } from '@mesh-federation/fixtures';
import { ALL_CASES } from '../legs/__testUtils__/allCases';
import { meshChanges } from './meshChanges';
import { settled } from './settled';

/** How a mesh is made, so that a counterexample can be read. */
export type MeshRecipe =
  | {
      readonly clusters: readonly string[];
      /** Each is done to the cluster. */
      readonly changes: readonly (readonly [change: string, cluster: string])[];
    }
  | { readonly caseOf: string };

const CHANGES = meshChanges();
const NAMES = ['east', 'north', 'south', 'west'];

const CASES = new Map<string, () => MeshStates>(
  Object.values(ALL_CASES).flatMap(cases =>
    Object.entries(cases).flatMap(([code, { positive, negative, unknown }]) => [
      [`${code} is brought`, positive.states],
      [`${code} is not brought`, negative.states],
      [`${code} is unknown`, unknown.states],
    ]),
  ),
);

/**
 * Two to four joined clusters with Services, and up to five changes, each to one of the clusters.
 */
export function arbitraryMesh(
  changes: readonly string[] = Object.keys(CHANGES),
): fc.Arbitrary<MeshRecipe> {
  return fc.subarray(NAMES, { minLength: 2 }).chain(clusters =>
    fc.record({
      clusters: fc.constant(clusters),
      changes: fc.array(
        fc.tuple(fc.constantFrom(...changes), fc.constantFrom(...clusters)),
        { maxLength: 5 },
      ),
    }),
  );
}

/** A case of a leg: each has one thing that decides. */
export const arbitraryCase: fc.Arbitrary<MeshRecipe> = fc.record({
  caseOf: fc.constantFrom(...CASES.keys()),
});

export function makeMesh(recipe: MeshRecipe): MeshStates {
  return 'caseOf' in recipe
    ? CASES.get(recipe.caseOf)!()
    : settled(
        recipe.changes.reduce(
          (states, [change, cluster]) => CHANGES[change]!(states, cluster),
          aMeshOfServices(recipe.clusters),
        ),
      );
}
