import type { Answer } from './askPlugin.ts';
import { makeChanges } from './changeClusters.ts';
import { arrivedFrom, type Row } from './compare.ts';
import { measureTraffic, type Measured } from './measureTraffic.ts';
import type { Scenario, Undecided } from './scenario.ts';
import { Snapshots } from './Snapshots.ts';
import type { Stage } from './Stage.ts';

interface Asked {
  readonly answers: readonly Answer[];
  readonly measured: readonly Measured[];
  readonly rows: readonly Row[];
}

/**
 * An answer may be unknown where the same objects go with two kinds of traffic: makes the changes
 * that no object shows, sends requests once more, and adds to the rows that are unknown, but whose
 * requests fare as before, what is wrong. Who makes the changes undoes them later.
 */
export async function proveUndecided(
  {
    stage,
    scenario,
    undecided,
  }: {
    readonly stage: Stage;
    readonly scenario: Scenario;
    readonly undecided: Undecided;
  },
  { answers, measured, rows }: Asked,
): Promise<readonly Row[]> {
  await makeChanges(stage, new Snapshots(stage), undecided.otherwise);
  const after = await measureTraffic(stage, scenario, { sure: true });
  const isUnknown = ({ cell }: Answer) => cell?.verdict === 'unknown';
  const others = answers.some(isUnknown)
    ? []
    : ['is said to be undecided, but no answer is unknown'];
  return rows.map((row, index) => {
    const answer = answers[index]!;
    const same =
      isUnknown(answer) &&
      answer.client !== undefined &&
      arrives(measured, answer) === arrives(after, answer);
    const problems = [
      ...(same
        ? [`unknown, but nothing is undecided: ${undecided.reason}`]
        : []),
      ...(index === 0 ? others : []),
    ];
    return problems.length === 0
      ? row
      : { ...row, problems: [...row.problems, ...problems] };
  });
}

function arrives(
  measured: readonly Measured[],
  { cluster, client, target, provider }: Answer,
): boolean {
  return measured.some(
    each =>
      each.cluster === cluster &&
      JSON.stringify(each.client) === JSON.stringify(client) &&
      JSON.stringify(each.target) === JSON.stringify(target) &&
      arrivedFrom(each.results, provider).length > 0,
  );
}
