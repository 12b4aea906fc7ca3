import { scenes } from '../oracle/scene.ts';
import { openOracle, type Oracle } from '../oracle/openOracle.ts';
import type { Scenario } from '../oracle/scenario.ts';
import type { Stage } from '../oracle/Stage.ts';
import { clusterNames } from '../../bed/index.ts';
import {
  disagreementsOf,
  undecidedIn,
  type Disagreement,
} from './disagreement.ts';
import { Findings } from './Findings.ts';
import { generateScenario } from './generateScenario.ts';
import { readDefinitions } from './readDefinitions.ts';
import { shrink } from './shrink.ts';
import { accepted, tryScenario } from './tryScenario.ts';

const CLUSTERS = clusterNames.slice(0, 2);
const SCENES = 3;
/** After the time for scenarios. */
const MORE_TO_SHRINK_MS = 60_000;
/** Each costs some seconds of one scene. */
const MOST_TRIES_TO_SHRINK = 40;

/**
 * Tries generated scenarios, some side by side, until the time is over; what disagrees twice is
 * made as small as it goes and written as a folder. Says what happens to `tell`. Takes everything
 * down before its time when `stop` resolves.
 */
export async function fuzz(
  { minutes, seed }: { readonly minutes: number; readonly seed: number },
  tell: (line: string) => void,
  stop: Promise<void>,
): Promise<Findings> {
  let stopped = false;
  void stop.then(() => {
    stopped = true;
    tell('interrupted: ending what is at work, then taking everything down');
  });
  const findings = new Findings(seed);
  const oracle = await openOracle({ keepClusters: false, scenes: SCENES });
  const deadline = Date.now() + minutes * 60_000;
  const goesOn = () => !stopped && Date.now() < deadline;
  const definitions = readDefinitions();
  let number = 0;
  const next = () => {
    number += 1;
    return generateScenario(definitions, { seed, number }, CLUSTERS);
  };
  const work = async () => {
    while (goesOn()) {
      const scenario = next();
      await oracle.queue.use(stage =>
        goesOn()
          ? examine(
              {
                ...{ oracle, stage, findings, tell },
                shrinkUntil: deadline + MORE_TO_SHRINK_MS,
              },
              scenario,
            )
          : Promise.resolve(),
      );
    }
  };
  try {
    await Promise.all(scenes(SCENES).map(work));
    await oracle.keepFirstScene();
  } finally {
    await oracle.session.close();
  }
  return findings;
}

interface Place {
  readonly oracle: Oracle;
  readonly stage: Stage;
  readonly findings: Findings;
  readonly tell: (line: string) => void;
  /** When no more is made small, so that a run ends in time. */
  readonly shrinkUntil: number;
}

async function examine(place: Place, generated: Scenario): Promise<void> {
  const { oracle, stage, findings, tell } = place;
  try {
    const { scenario, refused } = await accepted(stage, generated);
    findings.refused(refused);
    const result = await tryScenario(oracle, stage, scenario);
    findings.tried(result.rows.length, undecidedIn(result.rows));
    const first = disagreementsOf(result.rows);
    tell(
      `${scenario.name} (${stage.scene.own}, ${result.seconds.toFixed(1)} s): ${
        first.map(({ kind }) => kind).join('; ') || 'agrees'
      }`,
    );
    if (first.length === 0) {
      findings.agreed();
      return;
    }
    await look(place, scenario, first);
  } catch (error) {
    findings.failed(error);
    tell(`${generated.name}: could not be tried: ${(error as Error).message}`);
  }
}

/** Whether a disagreement comes up once more; a new one is made small and written. */
async function look(
  place: Place,
  scenario: Scenario,
  first: readonly Disagreement[],
): Promise<void> {
  const { oracle, stage, findings, tell } = place;
  const news = first.filter(({ kind }) => !findings.knows(kind, scenario));
  if (news.length === 0) {
    return;
  }
  const comesUp = async (kind: string, smaller: Scenario) => {
    const { refused } = await accepted(stage, smaller);
    if (refused.length > 0) {
      return undefined;
    }
    const result = await tryScenario(oracle, stage, smaller);
    return disagreementsOf(result.rows).find(each => each.kind === kind);
  };
  for (const { kind } of news) {
    const again = await comesUp(kind, scenario);
    if (!again) {
      findings.passed();
      tell(`${scenario.name}: not again: ${kind}`);
      continue;
    }
    let last = again;
    const small = await shrink(
      scenario,
      async smaller => {
        if (Date.now() > place.shrinkUntil) {
          return false;
        }
        // What cannot be tried does not show it.
        const found = await comesUp(kind, smaller).catch(() => undefined);
        last = found ?? last;
        return found !== undefined;
      },
      MOST_TRIES_TO_SHRINK,
    );
    const { row } = last;
    const named = {
      ...small,
      name: `${scenario.name}-${first.findIndex(each => each.kind === kind)}`,
      sentence: `${sentenceOf(small)} ${row.problems.join('; ')}.`,
    };
    const folder = findings.found(
      kind,
      `${row.client} in ${row.cluster} to ${row.provider}: ${row.verdict}: ${row.said}; traffic ${row.traffic}`,
      named,
    );
    tell(`${folder}\n${JSON.stringify(row, undefined, 1)}`);
  }
}

function sentenceOf({ manifests, changes }: Scenario): string {
  const kinds = [
    ...Object.values(manifests)
      .flat()
      .map(({ kind }) => kind),
    ...changes.map(() => 'Service'),
  ];
  return `Generated, with ${[...new Set(kinds)].join(', ') || 'nothing'}:`;
}
