import { KubeError } from '../oracle/KubeApi.ts';
import { moveScenario } from '../oracle/moveScenario.ts';
import type { Oracle } from '../oracle/openOracle.ts';
import { runScenario, type ScenarioResult } from '../oracle/runScenario.ts';
import type { Scenario } from '../oracle/scenario.ts';
import type { Stage } from '../oracle/Stage.ts';
import { disagrees } from './disagreement.ts';

/** After this time both are asked again, where they do not agree. */
const LOOK_AGAIN_MS = [4000];

/** Puts a generated scenario into a scene, measures, asks and takes it back again. */
export async function tryScenario(
  { api, observe }: Pick<Oracle, 'api' | 'observe'>,
  stage: Stage,
  scenario: Scenario,
): Promise<ScenarioResult> {
  return runScenario(
    { api, stage, observe, ask: true, disagrees, lookAgainMs: LOOK_AGAIN_MS },
    moveScenario(scenario, stage.scene),
  );
}

/** A scenario without the objects that an API server or istiod's webhook refuses, and those. */
export interface Accepted {
  readonly scenario: Scenario;
  readonly refused: readonly string[];
}

/**
 * Asks the API servers, writing nothing. Rules that are not in the schemas of the kinds are known
 * to them alone.
 */
export async function accepted(
  stage: Stage,
  scenario: Scenario,
): Promise<Accepted> {
  const moved = moveScenario(scenario, stage.scene);
  const refused: string[] = [];
  const manifests = await Promise.all(
    Object.entries(scenario.manifests).map(async ([cluster, objects]) => {
      const answers = await Promise.all(
        moved.manifests[cluster]!.map(object =>
          stage
            .api(cluster)
            .apply(object, { dryRun: true })
            .then(() => undefined, refusal),
        ),
      );
      answers.forEach((answer, index) => {
        if (answer) {
          refused.push(`${objects[index]!.kind}: ${answer}`);
        }
      });
      return [cluster, objects.filter((_, index) => !answers[index])] as const;
    }),
  );
  return {
    scenario: { ...scenario, manifests: Object.fromEntries(manifests) },
    refused: [...new Set(refused)],
  };
}

/**
 * What an API server has against an object; anything else went wrong. Lists of which two entries
 * have one key are an error of the server to it (500).
 */
function refusal(error: unknown): string {
  if (
    error instanceof KubeError &&
    [400, 403, 422, 500].includes(error.status)
  ) {
    return /"message":"((?:[^"\\]|\\.)*)/.exec(error.message)?.[1] ?? '';
  }
  throw error;
}
