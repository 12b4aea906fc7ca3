import { NOT_A_PROVIDER, type Row } from '../oracle/compare.ts';

/** An answer that is not what the traffic does, or not what istiod says. */
export interface Disagreement {
  /** What is wrong, without names that differ from one scenario to the next. */
  readonly kind: string;
  readonly row: Row;
}

const UNDECIDED = /^(conditional|unknown), but/;

/** Whether an answer is looked at again. */
export const disagrees = (row: Row): boolean => kindsOf(row).length > 0;

/**
 * Whether a problem is one. Requests are generated without knowing the
 * conditions that are answered, so that they may all be on one side of them; and what is unknown
 * may be so for a reason.
 */
const counts = (problem: string): boolean => !UNDECIDED.test(problem);

/** All of a result, the first of each kind, the worst first. */
export function disagreementsOf(rows: readonly Row[]): readonly Disagreement[] {
  const found = new Map<string, Disagreement>();
  for (const row of rows) {
    for (const kind of kindsOf(row)) {
      if (!found.has(kind)) {
        found.set(kind, { kind, row });
      }
    }
  }
  return [...found.values()].sort((a, b) => severity(a) - severity(b));
}

/**
 * What was said of answers that the requests do not decide, and about which istiod says nothing
 * else.
 */
export function undecidedIn(rows: readonly Row[]): readonly string[] {
  return rows
    .filter(
      ({ client, witness }) => client !== 'any' && !isContradicted(witness),
    )
    .flatMap(({ problems, said }) =>
      problems
        .filter(problem => !counts(problem))
        .map(problem => `${problem} (said: ${said.slice(0, 160)})`),
    );
}

const isContradicted = (witness: string) => witness === 'contradicted';

function kindsOf(row: Row): readonly string[] {
  const { client, problems, said, verdict, witness } = row;
  // Of a cluster that provides nothing there is no answer that istiod could contradict.
  const isAnswer = client !== 'any' && verdict !== NOT_A_PROVIDER;
  const contradicted =
    isContradicted(witness) && isAnswer && !problems.some(counts)
      ? [
          /does not let/.test(said)
            ? 'the objects have a way that istiod has not'
            : 'istiod has a way that the objects have not',
        ]
      : [];
  return [...problems.filter(counts).map(kindOf), ...contradicted];
}

/** False greens first, then false reds, then what is said of them. */
function severity({ kind }: Disagreement): number {
  const order = ['reachable', 'blocked', 'no provider', 'standby', 'said'];
  const at = order.findIndex(each => kind.startsWith(each));
  return at < 0 ? order.length : at;
}

const NAMES =
  /spiffe:\/\/\S+|\b(east|west)\b|\d+ connections|^MF\d+(?= names)/g;

/** Codes, names and numbers differ where the kind does not. */
function kindOf(problem: string): string {
  return problem.replace(NAMES, '…');
}
