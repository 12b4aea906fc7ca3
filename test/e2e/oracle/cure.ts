import type {
  Finding,
  Reachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { WorkloadName } from '../../bed/index.ts';
import { applyLiterally } from './applyLiterally.ts';
import type { Answer } from './askPlugin.ts';
import { firstFinding, type Row } from './compare.ts';
import type { Scenario, Treatment } from './scenario.ts';
import type { Snapshots } from './Snapshots.ts';
import type { Stage } from './Stage.ts';

/** What the plugin and the traffic say of a scenario at one time. */
export interface Look {
  readonly rows: readonly Row[];
  readonly answers: readonly Answer[];
}

/** Requests and verdict at one time, for example `0/20, blocked`. */
type State = Pick<Row, 'traffic' | 'verdict'>;

/** One remedy, as the plugin offered it, and what came of it. */
export interface Cure {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly before: State;
  readonly after: State;
  /** The next cause, where there is one more. */
  readonly next?: string;
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
    const next = treatment.causes[index + 1];
    const replaced = await applyLiterally(stage, snapshots, cause.remedy);
    const { cluster } = cause.remedy;
    restarted[cluster] = [...(restarted[cluster] ?? []), ...replaced];
    look = await judgeUntil(each => isAsWanted(each, treatment, next));
    const after = placeOf(look, treatment);
    cures.push({
      code: cause.code,
      message: cause.message,
      remedy: cause.remedy.text,
      before: stateOf(before),
      after: stateOf(after!),
      ...(next && { next }),
    });
    if (!isAsWanted(look, treatment, next)) {
      problems.push(
        `after the remedy of ${expected} ${next ?? 'reachable'} is expected: ${
          after!.row.verdict
        } ${after!.row.traffic} ${after!.row.cause ?? ''} ${look.rows
          .flatMap(row => row.problems)
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

const stateOf = ({ row: { traffic, verdict } }: Place): State => ({
  traffic,
  verdict,
});
