import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../demo/paths.ts';
import type { Answer } from '../askPlugin.ts';
import { compare, type Row } from '../compare.ts';
import { ScenarioError } from '../fields.ts';
import { cell, inFirstScene } from '../report.ts';
import type { ScenarioResult } from '../runScenario.ts';
import { causeOf, type Cause } from './causeOf.ts';
import { withoutRules } from './withoutRules.ts';
import { withoutWitness } from './withoutWitness.ts';

const WITNESSES = ['rules', 'witness'] as const;

/** `rules`: our reading of the objects; `witness`: istiod. */
export type WitnessName = (typeof WITNESSES)[number];

/** Of a list with commas; none without. Throws when it names something else. */
export function witnesses(list: string | undefined): readonly WitnessName[] {
  return (list?.split(',') ?? []).map(name => {
    const known = WITNESSES.find(each => each === name);
    if (known === undefined) {
      throw new ScenarioError(
        `--without takes ${WITNESSES.join(', ')}, not "${name}"`,
      );
    }
    return known;
  });
}

interface Wrong {
  readonly scenario: ScenarioResult['scenario'];
  readonly row: Row;
  readonly problems: readonly string[];
  readonly cause: Cause;
}

interface Alone {
  readonly file: string;
  readonly head: string;
  /** Of each scenario. */
  readonly answers: (
    all: readonly (readonly Answer[])[],
  ) => Promise<readonly (readonly Answer[])[]>;
  /** What is wrong in the sense of the page. */
  readonly counts: (problem: string) => boolean;
}

const PAGES: Readonly<Record<WitnessName, Alone>> = {
  rules: {
    file: 'docs/witness-alone.md',
    head: `# istiod's answer alone

What would be said by somebody who knows no rule of Istio and takes every client with a sidecar to reach every provider over mutual TLS, where [what istiod has configured the
proxies with](reachability.md#two-witnesses) confirms it. Listed is what would be said to be reachable, and is not, or not over mutual TLS. A cause at the client is in what istiod sends to the
client's proxy. Not in it are DNS of the client's cluster and the ports, addresses and users that its Pod keeps from the sidecar, the provider's cluster with its gateway and what listens at its endpoints, and the
certificates of both. Where the cause lies is the first cause that the plugin names with both witnesses, which the same run has held against the traffic.`,
    answers: withoutRules,
    counts: problem => /^(reachable|said mutual)/.test(problem),
  },
  witness: {
    file: 'docs/rules-alone.md',
    head: `# Our reading alone

What the plugin would say from the objects that it reads, if it asked no istiod. Listed is what the traffic does otherwise, or what stays unknown that istiod could tell.`,
    answers: async all => all.map(withoutWitness),
    counts: () => true,
  },
};

/**
 * Writes a page of the documentation for each witness that is left out: what would be said of the
 * same clusters, and what the traffic did.
 */
export async function writeAlone(
  without: readonly WitnessName[],
  results: readonly ScenarioResult[],
): Promise<void> {
  for (const name of without) {
    const page = PAGES[name];
    const said = await page.answers(results.map(({ answers }) => answers));
    const judged = results.map((result, index) =>
      judge(page, result, said[index]!),
    );
    writeFileSync(join(ROOT, page.file), pageOf(page, judged));
  }
}

interface Judged {
  readonly count: number;
  readonly wrong: readonly Wrong[];
}

/** Answers about one workload each; those about any client follow from them. */
function judge(
  { counts }: Alone,
  { scenario, answers: all, measured, facts }: ScenarioResult,
  said: readonly Answer[],
): Judged {
  const rows = compare(measured, said, facts);
  const wrong = rows.flatMap((row, index): readonly Wrong[] => {
    const problems = row.problems.filter(counts);
    const { client, target, cluster, provider } = said[index]!;
    const both = all.find(
      each =>
        each.client === client &&
        each.target === target &&
        each.cluster === cluster &&
        each.provider === provider,
    )?.explanation;
    return client === undefined ||
      problems.length === 0 ||
      isSame(both, said[index]?.explanation)
      ? []
      : [
          {
            scenario,
            row,
            problems,
            cause: both ? causeOf(both) : { side: 'unknown', text: '' },
          },
        ];
  });
  return { count: rows.filter(({ client }) => client !== 'any').length, wrong };
}

/** Then requests fail because of another provider, of which something else is said. */
function isSame(
  both: Answer['explanation'],
  alone: Answer['explanation'],
): boolean {
  return (
    both?.verdict === alone?.verdict &&
    both?.security.kind === alone?.security.kind
  );
}

const SIDES: Readonly<Record<Cause['side'], string>> = {
  client: 'the client',
  'past-proxy': 'DNS or Pod of the client',
  provider: 'the provider',
  certificates: 'certificates and sidecars',
  unknown: 'not read',
};

function pageOf({ file, head }: Alone, judged: readonly Judged[]): string {
  const wrong = judged.flatMap(each => each.wrong);
  const answers = judged.reduce((sum, { count }) => sum + count, 0);
  const bySide = Object.entries(SIDES)
    .map(
      ([side, text]) =>
        `| ${text} | ${
          wrong.filter(({ cause }) => cause.side === side).length
        } |\n`,
    )
    .join('');
  const rows = wrong.map(
    ({ scenario, row, problems, cause }) =>
      `| ${[
        scenario.sentence,
        `${row.client} in ${row.cluster} to ${row.provider}`,
        `${row.verdict}, ${row.witness}: ${problems.join('; ')}`,
        row.traffic,
        `${SIDES[cause.side]}: ${cause.text}`,
      ]
        .map(text => cell(inFirstScene(text)))
        .join(' | ')} |\n`,
  );
  return `${head}

Of ${answers} answers in ${
    judged.length
  } scenarios of \`test/e2e/scenarios\`, ${wrong.length} would be wrong, in ${
    judged.filter(each => each.wrong.length > 0).length
  } scenarios. Generated by \`npm run test:e2e -- --without ${
    file.includes('witness') ? 'rules' : 'witness'
  }\`.
${wrong.length === 0 ? '' : tables(bySide, rows)}`;
}

const tables = (bySide: string, rows: readonly string[]) => `
| cause at | answers |
| --- | --- |
${bySide}
| scenario | from, to | what would be said | what traffic says: requests that arrive | cause |
| --- | --- | --- | --- | --- |
${rows.join('')}`;
