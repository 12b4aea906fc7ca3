import { JWKS } from './issuer.ts';
import { OTHER, SCENE, type Scene } from './scene.ts';
import type { Scenario } from './scenario.ts';

/**
 * The names of the first scene as whole words: in hosts, identities, lists of namespaces and
 * wherever else a scenario speaks of them.
 */
const NAMES = new RegExp(`(?<![\\w-])(${SCENE}|${OTHER})(?![\\w-])`, 'g');

/** A scenario as it is in a scene, with the key of the issuer of tokens. */
export function moveScenario(scenario: Scenario, scene: Scene): Scenario {
  const { services, targets, clients, changes, manifests } = scenario;
  const { treatment, undecided } = scenario;
  return {
    ...scenario,
    ...moved(
      {
        ...{ services, targets, clients, changes, manifests },
        ...{ treatment, undecided },
      },
      scene,
    ),
  };
}

function moved<T>(value: T, scene: Scene): T {
  return JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    typeof each === 'string'
      ? each
          .replace(NAMES, name => (name === SCENE ? scene.own : scene.other))
          .replaceAll('${JWKS}', JWKS)
      : each,
  ) as T;
}
