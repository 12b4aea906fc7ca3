import type {
  Finding,
  Reachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { WorkloadName } from '../../bed/index.ts';
import { applyLiterally, refusalOf } from './applyLiterally.ts';
import type { Answer } from './askPlugin.ts';
import { makeChanges } from './changeClusters.ts';
import { firstFinding, type Row } from './compare.ts';
import type { Scenario, Treatment } from './scenario.ts';
import type { Snapshots } from './Snapshots.ts';
import type { Stage } from './Stage.ts';

/** What the plugin and the traffic say of a scenario at one time. */
export interface Look {
  readonly rows: readonly Row[];
  readonly answers: readonly Answer[];
}

/** One remedy, as the plugin offered it, and what came of it. */
export interface Cure {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** Requests and verdict, for example `0/20, blocked`. */
  readonly before: string;
  /** In words. */
  readonly after: string;
}

export interface Cured {
  readonly cures: readonly Cure[];
  readonly problems: readonly string[];
  /** Where remedies have replaced Pods. */
  readonly restarted: Readonly<Record<string, readonly WorkloadName[]>>;
}

interface Options {
  readonly stage: Stage;
  readonly snapshots: Snapshots;
  readonly scenario: Scenario;
  readonly treatment: Treatment;
  /** The scenario as it was judged. */
  readonly judged: Look;
  /** Judges again, until it is as wanted or time is up. */
  readonly judgeUntil: (isWanted: (look: Look) => boolean) => Promise<Look>;
}

/**
 * Takes the remedy of the first cause out of the plugin's own answer, applies it as a person would,
 * and looks whether requests arrive now and the plugin says so; as often as there are causes.
 */
export async function cure(options: Options): Promise<Cured> {
  const { stage, snapshots, treatment, judgeUntil } = options;
  const cures: Cure[] = [];
  const problems: string[] = [];
  const restarted: Record<string, readonly WorkloadName[]> = {};
  let look = options.judged;
  for (const [index, expected] of treatment.causes.entries()) {
    const before = placeOf(look, treatment);
    const cause = before && firstCause(before.explanation);
    if (before === undefined || cause?.code !== expected || !cause.remedy) {
      problems.push(
        `${expected} with a remedy is expected, ${
          cause ? `${cause.code} is the cause` : 'there is no cause'
        }${cause && !cause.remedy ? ', without a remedy' : ''}`,
      );
      break;
    }
    const { code, message, remedy } = cause;
    const cured = {
      code,
      message,
      remedy: remedy.text,
      before: stateOf(before),
    };
    if (treatment.meanwhile.length > 0) {
      await makeChanges(stage, snapshots, treatment.meanwhile);
      const refusal = await refusalOf(stage, remedy);
      cures.push({
        ...cured,
        after: `somebody else was faster, and it is refused: ${refusal}`,
      });
      break;
    }
    const next = treatment.causes[index + 1];
    const replaced = await applyLiterally(stage, snapshots, remedy);
    const { cluster } = remedy;
    restarted[cluster] = [...(restarted[cluster] ?? []), ...replaced];
    look = await judgeUntil(each => isAsWanted(each, treatment, next));
    const after = placeOf(look, treatment);
    const said = stateOf(after!);
    cures.push({ ...cured, after: next ? `${said}, then ${next}` : said });
    if (!isAsWanted(look, treatment, next)) {
      problems.push(
        `after the remedy of ${expected} ${next ?? 'reachable'} is expected: ${
          after!.row.verdict
        } ${after!.row.traffic} ${after!.row.cause ?? ''} ${look.rows
          .flatMap(problemsIn)
          .join('; ')}`.trim(),
      );
      break;
    }
  }
  return { cures, problems, restarted };
}

/** Of what is blocked, else of what holds under a condition. */
function firstCause(
  explanation: Reachability | undefined,
): Finding | undefined {
  return (
    firstFinding(explanation) ??
    explanation?.legs.flatMap(({ conditions }) => conditions)[0]?.finding
  );
}

interface Place {
  readonly row: Row;
  readonly explanation: Reachability | undefined;
}

/** Rows and answers are in the same order. */
function placeOf(
  { rows, answers }: Look,
  { from, to, client, target }: Treatment,
): Place | undefined {
  const index = answers.findIndex(
    answer =>
      answer.cluster === from &&
      answer.provider === to &&
      answer.client?.namespace === client.namespace &&
      answer.client.workload === client.workload &&
      answer.target.namespace === target.namespace &&
      answer.target.name === target.name &&
      answer.target.port === target.port,
  );
  const row = rows[index];
  return row && { row, explanation: answers[index]!.explanation };
}

/** Everything agrees, and the place is reachable or has the next cause. */
function isAsWanted(
  look: Look,
  treatment: Treatment,
  next: string | undefined,
): boolean {
  const place = placeOf(look, treatment);
  if (!place || look.rows.some(({ problems }) => problems.length > 0)) {
    return false;
  }
  return next === undefined
    ? place.row.verdict === 'reachable'
    : firstCause(place.explanation)?.code === next;
}

/** With what they are about. */
function problemsIn({
  cluster,
  client,
  provider,
  traffic,
  problems,
}: Row): readonly string[] {
  return problems.map(
    problem =>
      `${client} in ${cluster} to ${provider} (${traffic}): ${problem}`,
  );
}

const stateOf = ({ row: { traffic, verdict } }: Place): string =>
  `${traffic}, ${verdict}`;
